"""What was shown and answered, and the matches that a person's mail may carry."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from app.accounts.service import appointments_in_force
from app.core.index import record_id
from app.core.permissions import Actor, audience_of
from app.core.records import Standing
from app.country_requests.models import SEEKING, CountryRequest
from app.recommendations.models import MatchAnswer, ShownMatch
from app.recommendations.ranker import name_of_ranker
from app.recommendations.selection import Masks, requests_for, solutions_for
from app.solutions.models import Solution, SolutionOrganisation, SolutionStatus
from matching import HybridIndex, Match, Part

ANSWERS = ("interested", "not-relevant", "in-contact")
MOST_REQUESTS = 50  # of one person; a mail carries eight items at most


@dataclass(frozen=True, slots=True)
class MatchForMail:
    """One match as a mail tells it. `direction` is what the person is offered: solutions or requests."""

    request: CountryRequest
    solution: Solution
    score: float
    parts: tuple[Part, ...]
    direction: str

    @property
    def example(self) -> bool:
        return Standing.EXAMPLE in {self.request.standing, self.solution.standing}

    @property
    def version(self) -> int:
        """Changes when either side does, so that a changed pair may be told again."""
        return self.request.version * 10_000 + self.solution.version


def parts_as_rows(match: Match) -> list[dict[str, Any]]:
    return [{"name": part.name, "value": part.value, "shared": list(part.shared)} for part in match.parts]


def record_shown(
    session: Session, request_id: int, matches: Sequence[Match], *, direction: str, by: Actor, now: datetime
) -> None:
    """Store what this person is being shown; the same list again is not stored again."""
    for match in matches:
        session.add(
            ShownMatch(
                request_id=request_id if direction == "solutions" else record_id(match.key),
                solution_id=record_id(match.key) if direction == "solutions" else request_id,
                direction=direction,
                ranker=name_of_ranker(),
                rank=match.rank,
                score=match.score,
                parts=parts_as_rows(match),
                shown_to=by.person_id,
                shown_at=now,
            )
        )


def shown_before(session: Session, request_id: int, *, person_id: int | None) -> dict[int, tuple[int, float]]:
    """solution → (rank, score) of the newest list this person saw for the request."""
    rows = session.scalars(
        select(ShownMatch)
        .where(col(ShownMatch.request_id) == request_id, col(ShownMatch.shown_to) == person_id)
        .where(col(ShownMatch.direction) == "solutions", col(ShownMatch.ranker) == name_of_ranker())
        .order_by(col(ShownMatch.id).desc())
    )
    newest: dict[int, tuple[int, float]] = {}
    moment: datetime | None = None
    for row in rows:
        moment = moment or row.shown_at
        if row.shown_at != moment:
            break
        newest[row.solution_id] = (row.rank, row.score)
    return newest


def answer_match(
    session: Session,
    *,
    request_id: int,
    solution_id: int,
    answer: str,
    why: str | None,
    match: Match | None,
    by: Actor,
    now: datetime,
) -> None:
    """Keep this person's answer with the features it was given on; a new answer replaces the old one."""
    if answer not in ANSWERS or by.person_id is None:
        raise ValueError(answer)
    row = session.get(MatchAnswer, (request_id, solution_id, by.person_id))
    if row is None:
        row = MatchAnswer(
            request_id=request_id,
            solution_id=solution_id,
            person_id=by.person_id,
            answer=answer,
            ranker=name_of_ranker(),
            answered_at=now,
        )
        session.add(row)
    row.answer, row.why, row.ranker, row.answered_at = answer, why, name_of_ranker(), now
    row.rank = match.rank if match else None
    row.parts = parts_as_rows(match) if match else []


def answers_of(session: Session, request_id: int, person_id: int | None) -> dict[int, str]:
    """solution → this person's answer, for one request."""
    rows = session.scalars(
        select(MatchAnswer).where(col(MatchAnswer.request_id) == request_id, col(MatchAnswer.person_id) == person_id)
    )
    return {row.solution_id: row.answer for row in rows}


def requests_answered(session: Session, solution_id: int, person_id: int | None) -> frozenset[int]:
    """The requests about which this person has answered for one solution."""
    own = (col(MatchAnswer.solution_id) == solution_id, col(MatchAnswer.person_id) == person_id)
    return frozenset(session.scalars(select(col(MatchAnswer.request_id)).where(*own)))


def matches_for_person(
    index: HybridIndex, session: Session, person_id: int, *, standing: Collection[str], now: datetime
) -> list[MatchForMail]:
    """Solutions for the requests of this person's countries, and requests for its institutions' solutions.

    A person who answered a match is not told of it again.
    """
    held = appointments_in_force(session, person_id, now.date())
    who = Actor(person_id=person_id, appointments=held)
    masks = Masks(audience_of(who), frozenset(standing))
    found = [
        *_for_countries(index, session, who, masks),
        *_for_organisations(index, session, who, masks),
    ]
    return sorted(found, key=lambda match: -match.score)


def _for_countries(index: HybridIndex, session: Session, who: Actor, masks: Masks) -> Iterable[MatchForMail]:
    countries = who.scopes("focal-point", "country")
    wanted = select(CountryRequest).where(col(CountryRequest.country).in_(countries))
    for request in session.scalars(wanted.order_by(col(CountryRequest.id).desc()).limit(MOST_REQUESTS)):
        if request.status not in SEEKING or request.standing not in masks.standing:
            continue
        answered = answers_of(session, request.key, who.person_id)
        for match in solutions_for(index, session, request, masks):
            solution = session.get(Solution, record_id(match.key))
            if solution is not None and solution.key not in answered:
                yield MatchForMail(request, solution, match.score, match.parts, "solutions")


def _for_organisations(index: HybridIndex, session: Session, who: Actor, masks: Masks) -> Iterable[MatchForMail]:
    organisations = {int(key) for key in who.scopes("organisation-editor", "organisation") if key.isdigit()}
    theirs = select(col(SolutionOrganisation.solution_id)).where(
        col(SolutionOrganisation.organisation_id).in_(organisations)
    )
    own = (
        select(Solution)
        .where(col(Solution.id).in_(theirs), col(Solution.status) == SolutionStatus.PUBLISHED)
        .order_by(col(Solution.id).desc())
        .limit(MOST_REQUESTS)
    )
    for solution in session.scalars(own):
        if solution.standing not in masks.standing:
            continue
        answered = requests_answered(session, solution.key, who.person_id)
        for match in requests_for(index, session, solution, masks):
            request = session.get(CountryRequest, record_id(match.key))
            if request is not None and request.key not in answered:
                yield MatchForMail(request, solution, match.score, match.parts, "requests")
