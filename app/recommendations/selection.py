"""Which matches: the hard filters of both sides, then the ranker.

Do-not-propose lists, clearance and a request's practical requirements act before scoring, so that what
they take away changes no other match and shows in no count.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from app.core.db import utc_now
from app.core.index import Document, record_id
from app.countries.service import countries_not_to_propose
from app.country_requests.models import CountryRequest
from app.country_requests.search import need_document
from app.recommendations.ranker import ranker
from app.solutions.models import Solution, SolutionOrganisation
from app.solutions.search import documents as solution_documents
from matching import HybridIndex, Match

SHOWN = 10


@dataclass(frozen=True, slots=True)
class Masks:
    """What the reader may see: the index asks for both, always."""

    audience: frozenset[str]
    standing: frozenset[str]


def solutions_for(
    index: HybridIndex, session: Session, request: CountryRequest, masks: Masks, *, limit: int = SHOWN
) -> tuple[Match, ...]:
    """Solutions of other countries for `request`, best first."""
    avoided = {request.country} | countries_not_to_propose(session, request.country)
    return _ranked(
        index,
        session,
        need_document(session, request),
        "solution",
        masks,
        filters={"clearance": {"cleared"}, **practical_requirements(request)},
        avoided=avoided,
        limit=limit,
    )


def requests_for(
    index: HybridIndex, session: Session, solution: Solution, masks: Masks, *, limit: int = SHOWN
) -> tuple[Match, ...]:
    """Requests of other countries that `solution` could meet, best first."""
    need = next(iter(solution_documents(session, [solution.key])), None)
    if need is None:
        return ()
    avoided = set(solution.countries_of_origin)
    for country in solution.countries_of_origin:
        avoided |= countries_not_to_propose(session, country)
    found = _ranked(index, session, need, "request", masks, filters={}, avoided=avoided, limit=limit)
    return tuple(match for match in found if match.score > 0)


def match_between(
    index: HybridIndex, session: Session, request: CountryRequest, solution: Solution, masks: Masks, *, direction: str
) -> Match | None:
    """The match as it stands among the first of what one side is offered; None where it no longer does."""
    if direction == "solutions":
        found, number = solutions_for(index, session, request, masks), solution.key
    else:
        found, number = requests_for(index, session, solution, masks), request.key
    return next((match for match in found if record_id(match.key) == number), None)


def practical_requirements(request: CountryRequest) -> dict[str, Collection[str]]:
    """What the country said it cannot do without, as filters; nothing said, nothing filtered."""
    asked = {"language": request.must_speak, "modality": request.must_offer}
    return {facet: codes for facet, codes in asked.items() if codes}


def organisations_of(session: Session, solution_id: int) -> frozenset[int]:
    theirs = select(col(SolutionOrganisation.organisation_id))
    rows = session.scalars(theirs.where(col(SolutionOrganisation.solution_id) == solution_id))
    return frozenset(rows)


def _ranked(
    index: HybridIndex,
    session: Session,
    need: Document,
    kind: str,
    masks: Masks,
    *,
    filters: dict[str, Collection[str]],
    avoided: Collection[str],
    limit: int,
) -> tuple[Match, ...]:
    return ranker(index, session).recommend(
        need,
        kind=kind,
        audience=masks.audience,
        standing=masks.standing,
        filters=filters,
        exclude={"country": avoided},
        limit=limit,
        today=utc_now().date().toordinal(),
    )
