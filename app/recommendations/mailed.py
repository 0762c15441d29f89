"""The matches that a person's mail may carry: for the requests of a country, and for an institution's solutions."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from app.accounts.service import appointments_of_people
from app.core.index import record_id
from app.core.permissions import Actor, audience_of
from app.core.records import Standing
from app.country_requests.models import SEEKING, CountryRequest
from app.recommendations.batch import matches_of
from app.recommendations.models import MatchAnswer, ShownMatch
from app.recommendations.ranker import name_of_ranker
from app.recommendations.selection import Asked, Masks, asked_for_requests, asked_for_solutions
from app.recommendations.stored import part_of
from app.solutions.models import Solution, SolutionOrganisation, SolutionStatus
from matching import HybridIndex, Part

MOST_RECORDS = 50  # of one person, the newest of each kind; a mail carries eight items at most
LITTLE = 1e-6  # less than scores differ by
# What is asked follows from these columns alone.
REQUEST = (
    col(CountryRequest.id), col(CountryRequest.version), col(CountryRequest.must_speak), col(CountryRequest.must_offer),
)  # fmt: skip
SOLUTION = (col(Solution.id), col(Solution.version), col(Solution.countries_of_origin))


@dataclass(frozen=True, slots=True)
class Side:
    """What is to be known of a record before it is told of."""

    key: int
    version: int
    standing: Standing


@dataclass(frozen=True, slots=True)
class MatchForMail:
    """One match as a mail tells it. `direction` is what the person is offered: solutions or requests."""

    request: Side
    solution: Side
    rank: int
    score: float
    rows: Sequence[Mapping[str, Any]]  # its parts, as they are stored: few of all matches are told
    direction: str
    order: float  # by which a mail takes the best first: the score, but for what moderators put forward

    @property
    def parts(self) -> tuple[Part, ...]:
        return tuple(part_of(row) for row in self.rows)

    @property
    def standings(self) -> frozenset[str]:
        return frozenset({self.request.standing.value, self.solution.standing.value})

    @property
    def version(self) -> int:
        """Changes when either side does, so that a changed pair may be told again."""
        return self.request.version * 10_000 + self.solution.version


def matches_for_person(
    index: HybridIndex, session: Session, person_id: int, *, standing: Collection[str], now: datetime
) -> list[MatchForMail]:
    """Solutions for the requests of this person's countries, and requests for its institutions' solutions.

    A person who answered a match is not told of it again.
    """
    asked = asked_by(session, [person_id], standing=standing, now=now)
    found = [
        (one, _pair(one, match), match, order)
        for one, matches in zip(asked, matches_of(index, session, asked), strict=True)
        for match, order in _in_order(one, matches)
    ]
    pairs = {pair for _, pair, *_ in found} - _answered(session, {pair[0] for _, pair, *_ in found}, person_id)
    requests = _sides(session, CountryRequest, {request for request, _ in pairs})
    solutions = _sides(session, Solution, {solution for _, solution in pairs})
    told = [
        MatchForMail(
            requests[pair[0]], solutions[pair[1]], match["rank"], match["score"], match["parts"], one.direction, order
        )
        for one, pair, match, order in found
        if pair in pairs and pair[0] in requests and pair[1] in solutions
    ]
    return sorted(told, key=lambda match: -match.order)


def _in_order(asked: Asked, matches: Sequence[dict[str, Any]]) -> list[tuple[dict[str, Any], float]]:
    """Each with what a mail orders it by: what was put forward stands before all that its list has behind it."""
    forward = {number for _, number in asked.decided.forward}
    ordered, behind = [], 0.0
    for match in reversed(matches):
        order = match["score"]
        if record_id(match["key"]) in forward:
            order = max(order, behind + LITTLE)
        behind = max(behind, order)
        ordered.append((match, order))
    return ordered[::-1]


def asked_by(session: Session, people: Collection[int], *, standing: Collection[str], now: datetime) -> list[Asked]:
    """What the records of these people ask for, each before the eyes of its reader."""
    held = appointments_of_people(session, people, now.date())
    readers = [Actor(person_id=number, appointments=own) for number, own in held.items() if own]
    by_masks: dict[Masks, list[Actor]] = {}
    for reader in readers:
        by_masks.setdefault(Masks(audience_of(reader), frozenset(standing)), []).append(reader)
    return [
        asked
        for masks, alike in by_masks.items()
        for asked in (
            *asked_for_requests(session, _requests_of(session, alike, masks), masks),
            *asked_for_solutions(session, _solutions_of(session, alike, masks), masks),
        )
    ]


def record_told(session: Session, match: MatchForMail, *, person_id: int, now: datetime) -> None:
    """Store what a mail tells this person, as what a page shows is stored; its rank is that in its own list."""
    session.add(
        ShownMatch(
            request_id=match.request.key,
            solution_id=match.solution.key,
            direction=match.direction,
            ranker=name_of_ranker(),
            rank=match.rank,
            score=match.score,
            parts=[dict(row) for row in match.rows],
            shown_to=person_id,
            shown_at=now,
        )
    )


def _requests_of(session: Session, readers: Sequence[Actor], masks: Masks) -> list[Any]:
    """The newest requests of each reader's countries that seek a partner."""
    scopes = [reader.scopes("focal-point", "country") for reader in readers]
    wanted = select(col(CountryRequest.country), *REQUEST).where(
        col(CountryRequest.country).in_(_all(scopes)),
        col(CountryRequest.status).in_(SEEKING),
        col(CountryRequest.standing).in_(masks.standing),
    )
    return _newest_of_each(scopes, session.execute(wanted).all())


def _solutions_of(session: Session, readers: Sequence[Actor], masks: Masks) -> list[Any]:
    """The newest solutions of each reader's institutions that are published."""
    held = [reader.scopes("organisation-editor", "organisation") for reader in readers]
    scopes = [frozenset(int(key) for key in own if key.isdigit()) for own in held]
    link = (col(SolutionOrganisation.solution_id) == col(Solution.id),)
    wanted = (
        select(col(SolutionOrganisation.organisation_id), *SOLUTION)
        .join(SolutionOrganisation, *link)
        .where(
            col(SolutionOrganisation.organisation_id).in_(_all(scopes)),
            col(Solution.status) == SolutionStatus.PUBLISHED,
            col(Solution.standing).in_(masks.standing),
        )
    )
    return _newest_of_each(scopes, session.execute(wanted).all())


def _newest_of_each(scopes: Sequence[frozenset[Any]], rows: Sequence[Any]) -> list[Any]:
    """Of rows that begin with their scope: the newest of each reader, each row once, newest first."""
    within: dict[Any, list[Any]] = {}
    for row in rows:
        within.setdefault(row[0], []).append(row)
    found: dict[int, Any] = {}
    for own in scopes:
        theirs = {row.id: row for scope in own for row in within.get(scope, ())}
        found |= {key: theirs[key] for key in sorted(theirs, reverse=True)[:MOST_RECORDS]}
    return [found[key] for key in sorted(found, reverse=True)]


def _all(scopes: Iterable[frozenset[Any]]) -> frozenset[Any]:
    return frozenset().union(*scopes)


def _pair(asked: Asked, match: Mapping[str, Any]) -> tuple[int, int]:
    """The numbers of request and solution."""
    other = record_id(match["key"])
    return (asked.key, other) if asked.direction == "solutions" else (other, asked.key)


def _answered(session: Session, requests: Collection[int], person_id: int) -> set[tuple[int, int]]:
    """The pairs of these requests that this person has answered."""
    pair = (col(MatchAnswer.request_id), col(MatchAnswer.solution_id))
    own = select(*pair).where(col(MatchAnswer.request_id).in_(requests), col(MatchAnswer.person_id) == person_id)
    return {(request, solution) for request, solution in session.execute(own)}


def _sides(session: Session, model: Any, keys: Collection[int]) -> dict[int, Side]:
    rows = select(model.id, model.version, model.standing).where(model.id.in_(keys))
    return {row.id: Side(*row) for row in session.execute(rows)} if keys else {}
