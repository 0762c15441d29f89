"""Rows for tests, a section for each feature: explicit session, facts by keyword, the rest as plain as can be."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy.orm import Session

from app.accounts.models import Subscriber
from app.core.changes import mark_changed
from app.core.records import Standing, Visibility
from app.country_requests.models import CountryRequest, RequestStatus
from app.exchanges.models import Exchange, ExchangeOrganisation
from app.organisations.models import Organisation
from app.solutions.models import Solution, SolutionClaim, SolutionOrganisation, SolutionStatus

LONG_AGO = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


# Organisations, solutions, documented exchanges ------------------------------------------------------------


def an_organisation(session: Session, name: str = "Rural Water Institute", **facts: Any) -> Organisation:
    plain = {"standing": Standing.CONFIRMED, "created_at": LONG_AGO, "changed_at": LONG_AGO}
    organisation: Organisation = _kept(session, "organisation", Organisation(name=name, **{**plain, **facts}))
    return organisation


def a_solution(
    session: Session,
    title: str = "Rainwater tanks for schools",
    *,
    claims: tuple[str, ...] = (),
    owner: Organisation | None = None,
    **facts: Any,
) -> Solution:
    plain = {
        "standing": Standing.CONFIRMED,
        "status": SolutionStatus.PUBLISHED,
        "published_at": LONG_AGO,
        "created_at": LONG_AGO,
        "changed_at": LONG_AGO,
    }
    solution: Solution = _kept(session, "solution", Solution(title=title, **{**plain, **facts}))
    session.add_all(SolutionClaim(solution_id=solution.key, code=code) for code in claims)
    if owner:
        session.add(SolutionOrganisation(solution_id=solution.key, organisation_id=owner.key, role="owner"))
    return solution


def an_exchange(
    session: Session, title: str = "Rainwater tanks: two countries", *, owner: Organisation | None = None, **facts: Any
) -> Exchange:
    plain = {
        "standing": Standing.DOCUMENTED,
        "published_at": LONG_AGO,
        "created_at": LONG_AGO,
        "changed_at": LONG_AGO,
    }
    exchange: Exchange = _kept(session, "exchange", Exchange(title=title, **{**plain, **facts}))
    if owner:
        session.add(ExchangeOrganisation(exchange_id=exchange.key, organisation_id=owner.key, role="owner"))
    return exchange


def _kept(session: Session, kind: str, row: Any) -> Any:
    session.add(row)
    session.flush()
    mark_changed(session, kind, row.key)
    return row


# Subscribers of the digest ---------------------------------------------------------------------------------


def a_subscriber(session: Session, **facts: Any) -> Subscriber:
    """Confirmed since long ago, in English, Mondays at seven in UTC."""
    plain = {"email": "reader@example.org", "name": "Reader", "created_at": LONG_AGO, "confirmed_at": LONG_AGO}
    subscriber = Subscriber(**{**plain, **facts})
    session.add(subscriber)
    session.flush()
    return subscriber


# Country requests ------------------------------------------------------------------------------------------


def a_country_request(session: Session, title: str = "Early warning of floods", **facts: Any) -> CountryRequest:
    """Open to everybody, of example country XA."""
    plain = {
        "standing": Standing.EXAMPLE,
        "status": RequestStatus.OPEN,
        "visibility": Visibility.PUBLIC,
        "country": "XA",
        "institution": "Ministry of Water",
        "problem": "Towns flood within hours.",
        "endorsed_at": LONG_AGO,
        "published_at": LONG_AGO,
        "created_at": LONG_AGO,
        "changed_at": LONG_AGO,
    }
    row: CountryRequest = _kept(session, "request", CountryRequest(title=title, **{**plain, **facts}))
    return row
