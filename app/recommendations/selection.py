"""Which matches: the hard filters of both sides, then the ranker.

Do-not-propose lists, clearance and a request's practical requirements act before scoring, so that what
they take away changes no other match and shows in no count.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from app.core.db import utc_now
from app.core.index import Document, document_key, record_id
from app.countries.service import not_to_propose
from app.country_requests.models import CountryRequest
from app.country_requests.search import need_document, need_documents
from app.recommendations.overrides import Decided, decided_for, with_put_forward
from app.recommendations.ranker import ranker
from app.solutions.models import Solution, SolutionOrganisation
from app.solutions.search import documents as solution_documents
from matching import HybridIndex, Match
from matching.batch import recommend_many

SHOWN = 10


@dataclass(frozen=True, slots=True)
class Masks:
    """What the reader may see: the index asks for both, always."""

    audience: frozenset[str]
    standing: frozenset[str]


@dataclass(frozen=True, slots=True)
class Asked:
    """What one side asks of the ranker: for which of its records, before whose eyes, and without what.

    `direction` is what it is to be offered: "solutions" or "requests".
    """

    direction: str
    key: int
    version: int
    masks: Masks
    avoided: frozenset[str]
    filters: Mapping[str, Collection[str]]
    decided: Decided = field(default_factory=Decided)

    @property
    def offers(self) -> str:
        return "solution" if self.direction == "solutions" else "request"

    @property
    def arguments(self) -> dict[str, Any]:
        """As `Recommender.recommend` takes them, but the need, the limit and what moderators decided."""
        return {
            "kind": self.offers,
            "audience": self.masks.audience,
            "standing": self.masks.standing,
            "filters": self.filters,
            "exclude": {"country": self.avoided},
            "today": utc_now().date().toordinal(),
        }

    @property
    def apart(self) -> frozenset[str]:
        """The keys of what moderators took out or put forward: the ranking of the others goes without them."""
        return frozenset(document_key(self.offers, number) for number in self.decided.numbers)

    def kept(self, found: Sequence[Match]) -> tuple[Match, ...]:
        """A request that nothing speaks for is not offered."""
        return tuple(match for match in found if self.direction == "solutions" or match.score > 0)


def asked_for_requests(session: Session, requests: Sequence[Any], masks: Masks) -> list[Asked]:
    """Each request (a row, or its columns) asks for solutions of other countries that its practical needs allow."""
    avoided = not_to_propose(session, {row.country for row in requests})
    decided = decided_for(session, "solutions", [row.id for row in requests])
    return [
        Asked(
            direction="solutions",
            key=row.id,
            version=row.version,
            masks=masks,
            avoided=avoided[row.country] | {row.country},
            filters={"clearance": {"cleared"}, **practical_requirements(row)},
            decided=decided.get(row.id, Decided()),
        )
        for row in requests
    ]


def asked_for_solutions(session: Session, solutions: Sequence[Any], masks: Masks) -> list[Asked]:
    """Each solution (a row, or its columns) asks for requests of other countries."""
    lists = not_to_propose(session, {country for row in solutions for country in row.countries_of_origin})
    decided = decided_for(session, "requests", [row.id for row in solutions])
    return [
        Asked(
            direction="requests",
            key=row.id,
            version=row.version,
            masks=masks,
            avoided=frozenset(row.countries_of_origin).union(*(lists[country] for country in row.countries_of_origin)),
            filters={},
            decided=decided.get(row.id, Decided()),
        )
        for row in solutions
    ]


def solutions_for(
    index: HybridIndex, session: Session, request: CountryRequest, masks: Masks, *, limit: int = SHOWN
) -> tuple[Match, ...]:
    """Solutions of other countries for `request`, best first."""
    [asked] = asked_for_requests(session, [request], masks)
    return _ranked(index, session, asked, need_document(session, request), limit)


def requests_for(
    index: HybridIndex, session: Session, solution: Solution, masks: Masks, *, limit: int = SHOWN
) -> tuple[Match, ...]:
    """Requests of other countries that `solution` could meet, best first."""
    need = next(iter(solution_documents(session, [solution.key])), None)
    if need is None:
        return ()
    [asked] = asked_for_solutions(session, [solution], masks)
    return _ranked(index, session, asked, need, limit)


def ranked(index: HybridIndex, session: Session, asked: Sequence[Asked]) -> list[tuple[Match, ...]]:
    """What each of many is offered, as each alone would be; none where its record is not to be found any more."""
    needs = needs_of(session, asked)
    there = [one for one in asked if need_key(one) in needs]
    found = recommend_many(
        ranker(index, session),
        index,
        [needs[need_key(one)] for one in there],
        own=[{**one.arguments, "without": one.apart} for one in there],
        limit=SHOWN,
    )
    by_place = dict(zip(map(id, there), found, strict=True))
    return [
        _with_decided(index, session, one, needs[need_key(one)], by_place[id(one)], SHOWN)
        if id(one) in by_place
        else ()
        for one in asked
    ]


def match_between(
    index: HybridIndex, session: Session, request: CountryRequest, solution: Solution, masks: Masks, *, direction: str
) -> Match | None:
    """The match as it stands among the first of what one side is offered; None where it no longer does."""
    if direction == "solutions":
        found, number = solutions_for(index, session, request, masks), solution.key
    else:
        found, number = requests_for(index, session, solution, masks), request.key
    return next((match for match in found if record_id(match.key) == number), None)


def practical_requirements(request: Any) -> dict[str, Collection[str]]:
    """What the country said it cannot do without, as filters; nothing said, nothing filtered."""
    asked = {"language": request.must_speak, "modality": request.must_offer}
    return {facet: codes for facet, codes in asked.items() if codes}


def organisations_of(session: Session, solution_id: int) -> frozenset[int]:
    theirs = select(col(SolutionOrganisation.organisation_id))
    rows = session.scalars(theirs.where(col(SolutionOrganisation.solution_id) == solution_id))
    return frozenset(rows)


def needs_of(session: Session, asked: Sequence[Asked]) -> dict[str, Document]:
    """The documents of those who ask, by key; without those that are published no more."""
    requests = {one.key for one in asked if one.direction == "solutions"}
    solutions = {one.key for one in asked if one.direction == "requests"}
    rows = session.scalars(select(CountryRequest).where(col(CountryRequest.id).in_(requests))).all() if requests else ()
    theirs = solution_documents(session, solutions) if solutions else ()
    return {need.key: need for need in (*need_documents(session, rows).values(), *theirs)}


def need_key(asked: Asked) -> str:
    return document_key("request" if asked.direction == "solutions" else "solution", asked.key)


def _ranked(index: HybridIndex, session: Session, asked: Asked, need: Document, limit: int) -> tuple[Match, ...]:
    found = ranker(index, session).recommend(need, limit=limit, without=asked.apart, **asked.arguments)
    return _with_decided(index, session, asked, need, found, limit)


def _with_decided(
    index: HybridIndex, session: Session, asked: Asked, need: Document, found: Sequence[Match], limit: int
) -> tuple[Match, ...]:
    """Whatever moderators put forward passes the same filters and has the score that it would have anyway."""
    kept, places = asked.kept(found), asked.decided.forward
    if not places:
        return kept
    own = ranker(index, session)
    forward = [
        (place, match)
        for place, number in places
        for match in own.recommend(need, limit=1, only=[document_key(asked.offers, number)], **asked.arguments)
    ]
    return with_put_forward(kept, forward, limit)
