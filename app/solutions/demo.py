"""Solutions from fixture files."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from app.core.fixtures import Loaded, SourcedLine, put, read_lines
from app.core.records import Standing
from app.organisations.demo import Part
from app.organisations.links import put_parts
from app.solutions.models import Solution, SolutionClaim, SolutionOrganisation, SolutionStatus
from app.solutions.search import KIND
from app.taxonomy.codes import Claimed, Country, Disclosure, Evidence, Maturity, Modality, Nature, Payment, Sector
from app.translation.demo import Translations, put_translations

STRICT = ConfigDict(extra="forbid", strict=True)


class ClaimLine(BaseModel):
    model_config = STRICT
    code: Claimed
    evidence_line: Annotated[str | None, Field(max_length=400)] = None


class BlockLine(BaseModel):
    model_config = STRICT
    name: str
    needs: str | None = None
    lesson: str | None = None


class ResultLine(BaseModel):
    """One measured result; numbers stand as the source has them."""

    model_config = STRICT
    indicator: str
    baseline: str | int | float | None = None
    target: str | int | float | None = None
    actual: str | int | float | None = None
    unit: str | None = None
    year: int | None = None
    women_share: str | int | float | None = None
    source: str | None = None


class SolutionLine(SourcedLine):
    title: Annotated[str, Field(min_length=1, max_length=120)]
    source_language: str
    standfirst: Annotated[str | None, Field(max_length=240)] = None
    challenge: str | None = None
    approach: str | None = None
    building_blocks: list[BlockLine] = []
    nature: list[Nature] = []
    countries_of_origin: list[Country] = []
    administrative_area: str | None = None
    countries_implemented: list[Country] = []
    sectors: list[Sector] = []
    keywords: list[str] = []
    maturity: Maturity | None = None
    year_from: int | None = None
    year_to: int | None = None
    ongoing: bool | None = None
    results: list[ResultLine] = []
    beneficiaries: str | None = None
    cost_amount: Decimal | None = None
    cost_currency: str | None = None
    cost_year: int | None = None
    preconditions: str | None = None
    skills_needed: str | None = None
    time_to_deploy: Annotated[str | None, Field(max_length=120)] = None
    what_failed: str | None = None
    modalities: list[Modality] = []
    delivery_languages: list[str] = []
    expert_days: int | None = None
    who_pays: Payment | None = None
    earliest_date: date | None = None
    offer_licence: str | None = None
    disclosure: Disclosure | None = None
    evidence: Evidence | None = None
    gender_marker: int | None = None
    interchangeable_group: str | None = None
    claims: list[ClaimLine] = []
    organisations: list[Part] = []
    translations: Translations = {}


HANGING = {"key", "claims", "organisations", "translations"}  # stored in tables of their own


def load(
    session: Session, folder: Path, organisations: Mapping[str, int], *, standing: Standing, now: datetime
) -> Loaded:
    """Store the solutions of `folder`; `organisations` maps their keys to their numbers."""
    lines = {line.key: line for line in read_lines(folder / "solutions.jsonl", SolutionLine)}

    def hanging(row: Solution, key: str) -> bool:
        line = lines[key]
        changes = [
            _put_claims(session, row.key, {claim.code: claim.evidence_line for claim in line.claims}),
            put_parts(session, SolutionOrganisation, "solution_id", row.key, line.organisations, organisations),
            put_translations(session, KIND, row, line.translations, now=now),
        ]
        return any(changes)

    values = {key: _columns(line, standing) for key, line in lines.items()}
    return put(session, Solution, KIND, values, now=now, extra=hanging)


def _columns(line: SolutionLine, standing: Standing) -> dict[str, Any]:
    columns = line.model_dump(exclude=HANGING)
    published = {"published_at": at_noon(line.recorded_on)} if line.recorded_on else {}
    return {**columns, **published, "standing": standing, "status": SolutionStatus.PUBLISHED}


def at_noon(day: date) -> datetime:
    """A moment that is the same day everywhere but at the date line."""
    return datetime.combine(day, time(12), tzinfo=UTC)


def _put_claims(session: Session, solution_id: int, wanted: dict[str, str | None]) -> bool:
    rows = session.scalars(select(SolutionClaim).where(col(SolutionClaim.solution_id) == solution_id))
    present = {row.code: row for row in rows}
    if {code: row.evidence_line for code, row in present.items()} == wanted:
        return False
    for code in present.keys() - wanted.keys():
        session.delete(present[code])
    for code, line in wanted.items():
        session.merge(SolutionClaim(solution_id=solution_id, code=code, evidence_line=line))
    session.flush()
    return True
