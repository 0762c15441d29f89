"""What the balance of visibility is counted from: live public solutions, and what was shown for public requests."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session
from sqlmodel import col

from app.core.index import standings_shown
from app.core.records import Visibility
from app.country_requests.models import CountryRequest
from app.insights.balance import FIRST, GROUPS, SMALL, Balance, Offer, Shown, balance
from app.organisations.models import Organisation
from app.recommendations.models import ShownMatch
from app.solutions.models import Solution, SolutionOrganisation, SolutionStatus
from app.taxonomy import vocabulary

WEEKS = 12
SMALL_SIZES = frozenset({"1-10", "11-50"})  # people who work there


def balance_of(session: Session, *, today: date) -> Balance:
    """Of the last twelve whole weeks: it stands still within a week, so that nobody sees a single list come in."""
    monday = today - timedelta(days=today.weekday())
    until = datetime.combine(monday, time(), UTC)
    since = until - timedelta(weeks=WEEKS)
    return balance(_offers(session, today), _shown(session, since, until), since=since, until=until)


def _offers(session: Session, today: date) -> Mapping[int, Offer]:
    live = select(col(Solution.id), col(Solution.countries_of_origin)).where(
        col(Solution.status) == SolutionStatus.PUBLISHED,
        col(Solution.visibility) == Visibility.PUBLIC,
        col(Solution.standing).in_(standings_shown()),
    )
    institutions, small = _institutions(session)
    members = {group: vocabulary().members_of(group, today) for group in GROUPS}
    found = {}
    for key, countries in session.execute(live):
        number = int(key or 0)
        own = institutions.get(number, frozenset())
        groups = {group for group, codes in members.items() if codes.intersection(countries)}
        found[number] = Offer(frozenset(countries), own, frozenset(groups | ({SMALL} if own & small else set())))
    return found


def _institutions(session: Session) -> tuple[dict[int, frozenset[int]], frozenset[int]]:
    """The owners and other institutions of each solution, and which institutions are small."""
    link = select(col(SolutionOrganisation.solution_id), col(SolutionOrganisation.organisation_id))
    found: dict[int, set[int]] = {}
    for number, organisation in session.execute(link):
        found.setdefault(number, set()).add(organisation)
    sized = select(col(Organisation.id)).where(col(Organisation.size_band).in_(SMALL_SIZES))
    small = frozenset(number for number in session.scalars(sized) if number is not None)
    return {number: frozenset(own) for number, own in found.items()}, small


def _shown(session: Session, since: datetime, until: datetime) -> list[Shown]:
    first = func.sum(case((col(ShownMatch.rank) <= FIRST, 1), else_=0))
    rows = (
        select(col(ShownMatch.solution_id), col(CountryRequest.country), func.count(), first)
        .join(CountryRequest, col(CountryRequest.id) == col(ShownMatch.request_id))
        .where(col(ShownMatch.direction) == "solutions")
        .where(col(ShownMatch.shown_at) >= since, col(ShownMatch.shown_at) < until)
        .where(col(CountryRequest.visibility) == Visibility.PUBLIC, col(CountryRequest.endorsed_at).is_not(None))
        .where(col(CountryRequest.standing).in_(standings_shown()))
        .group_by(col(ShownMatch.solution_id), col(CountryRequest.country))
    )
    return [Shown(*row) for row in session.execute(rows)]
