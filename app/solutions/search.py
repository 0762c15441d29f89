"""How solutions become documents of the one index."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from app.core.changes import mark_changed
from app.core.db import utc_now
from app.core.index import Document, Text, document_key
from app.core.records import Standing
from app.countries.models import ClearanceRule, CountryRule
from app.countries.service import is_state_body
from app.organisations.models import Organisation
from app.organisations.selection import names_by_record
from app.organisations.suspended import records_of_suspended
from app.organisations.timeline import day_for_lists, weight_of
from app.solutions.models import Solution, SolutionOrganisation, SolutionStatus
from app.solutions.selection import claims_of, published
from app.taxonomy.list_facets import catalogue_facets, catalogue_names
from app.translation.indexing import FEW, Fields, joined_words, texts_by_language, words_by_language

KIND = "solution"
FACETS = (
    "goal",
    "place",
    "sector",
    "modality",
    "maturity",
    "language",
    "group",
    "body",
)
# How well a practice is known, for the order "most evidence" and the ranker.
EVIDENCE = {"self-reported": 0.25, "document": 0.5, "independent-evaluation": 0.75, "peer-reviewed": 1.0}


def documents(session: Session, ids: Collection[int] | None) -> Iterable[Document]:
    """The documents of the published solutions among `ids` (None: all)."""
    rows = published(session, ids)
    keys = [row.key for row in rows]
    texts = texts_by_language(session, KIND, rows, _story)
    details = words_by_language(session, KIND, rows, _details)
    claims = claims_of(session, keys)
    organisations = names_by_record(session, SolutionOrganisation, SolutionOrganisation.solution_id, keys)
    uncleared = Uncleared(session, keys)
    hidden = records_of_suspended(session, SolutionOrganisation, SolutionOrganisation.solution_id)
    for row in rows:
        if row.key in hidden:
            continue
        codes = [claim.code for claim in claims[row.key]]
        named = {row.source_language: " · ".join(organisations[row.key])}
        more = joined_words(details[row.key], named)
        yield _document(row, texts[row.key], codes, more, pending=uncleared.holds_for(row))


class Uncleared:
    """Which offers among `keys` wait for a focal point: those of countries whose rule is that it clears them."""

    def __init__(self, session: Session, keys: Collection[int]) -> None:
        rules = session.scalars(select(CountryRule).where(col(CountryRule.version) > 0)).all()
        self._freer = frozenset(rule.country for rule in rules if rule.offers != ClearanceRule.CLEARS)
        self._ruled = frozenset(rule.country for rule in rules)
        self._others = _not_of_the_state(session, keys)

    def holds_for(self, solution: Solution) -> bool:
        if solution.standing != Standing.CONFIRMED or solution.cleared_at is not None:
            return False  # what was written from public sources, or invented, is nobody's offer
        if solution.key in self._others and self._ruled.isdisjoint(solution.countries_of_origin):
            return False  # where no rule is set, what others than state bodies offer is not held up
        return any(country not in self._freer for country in solution.countries_of_origin)


def _not_of_the_state(session: Session, keys: Collection[int]) -> frozenset[int]:
    """The solutions among `keys` that are owned, and by no state body; of all, where the keys are many."""
    link = select(col(SolutionOrganisation.solution_id), col(Organisation.organisation_type))
    owned = link.join(Organisation, col(Organisation.id) == col(SolutionOrganisation.organisation_id))
    wanted = owned.where(col(SolutionOrganisation.role) == "owner")
    if len(keys) <= FEW:
        wanted = wanted.where(col(SolutionOrganisation.solution_id).in_(keys))
    rows = session.execute(wanted).all()
    return frozenset({number for number, kind in rows} - {number for number, kind in rows if is_state_body(kind)})


def mark_waiting_offers(session: Session, country: str) -> None:
    """`country` has changed its rules: its offers that nobody cleared are looked at again."""
    offers = select(Solution).where(
        col(Solution.standing) == Standing.CONFIRMED,
        col(Solution.status) == SolutionStatus.PUBLISHED,
        col(Solution.cleared_at).is_(None),
    )
    for row in session.scalars(offers):
        if country in row.countries_of_origin:
            mark_changed(session, KIND, row.key)


def mark_solutions_of(session: Session, organisation_id: int) -> None:
    """An organisation leaves the public lists or comes back, and what it owns with it."""
    theirs = select(col(SolutionOrganisation.solution_id)).where(
        col(SolutionOrganisation.organisation_id) == organisation_id
    )
    for number in session.scalars(theirs):
        mark_changed(session, KIND, number)


def _document(
    row: Solution, texts: dict[str, Text], claims: list[str], more: dict[str, str], *, pending: bool
) -> Document:
    names = catalogue_names(
        claims=claims,
        sectors=row.sectors,
        modalities=row.modalities,
        countries=[*row.countries_of_origin, *row.countries_implemented],
    )
    facets = catalogue_facets(
        KIND,
        standing=row.standing,
        on=utc_now().date(),
        claims=claims,
        sectors=row.sectors,
        modalities=row.modalities,
        countries=row.countries_of_origin,
        languages=row.delivery_languages,
        maturity=row.maturity,
    )
    return Document(
        key=document_key(KIND, row.key),
        texts=texts,
        names=joined_words(names, more),
        facets={
            **facets,
            "clearance": frozenset({"pending" if pending else "cleared"}),
            "interchangeable": frozenset(filter(None, [row.interchangeable_group])),
            "capacity": frozenset({"open"} if row.expert_days else ()),
        },
        audience=row.visibility,
        standing=row.standing,
        evidence=EVIDENCE.get(row.evidence or "", 0.0) * weight_of(row.freshness),
        day=day_for_lists((row.published_at or row.created_at).date(), row.freshness),
    )


def _story(row: Solution) -> Fields:
    """What the practice is about: matched with needs. Long and short records stay comparable."""
    return {
        "title": row.title,
        "standfirst": row.standfirst,
        "challenge": row.challenge,
        "approach": row.approach,
    }


def _details(row: Solution) -> Fields:
    """What else finds it."""
    blocks = {
        f"building_blocks.{number}.{part}": block.get(part)
        for number, block in enumerate(row.building_blocks)
        for part in ("name", "needs", "lesson")
    }
    return {
        **blocks,
        "beneficiaries": row.beneficiaries,
        "preconditions": row.preconditions,
        "skills_needed": row.skills_needed,
        "what_failed": row.what_failed,
        "administrative_area": row.administrative_area,
        **{f"keywords.{number}": word for number, word in enumerate(row.keywords)},
    }
