"""What a sent solution says: the one schema that every way of offering one ends in.

The first part is the snapshot, which is always told. What may be told later is left out of the facts until somebody
answers it: what was never asked stays as it stands in the record.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from app.solutions.models import Solution, SolutionClaim
from app.taxonomy.codes import MOST_TARGETS

LONGEST_TITLE, LONGEST_STANDFIRST, LONGEST_STORY, LONGEST_LINE = 120, 240, 4_000, 300
Figure = int | float | str | None


class ClaimFacts(BaseModel):
    """A target with the line that says what shows it; a goal alone has none."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    code: str
    evidence_line: str | None = None


class BlockFacts(BaseModel):
    """A part that can be copied by itself."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str | None = None
    needs: str | None = None
    lesson: str | None = None


class ResultFacts(BaseModel):
    """One line of the table of results; figures are numbers where they can be read as such."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    indicator: str | None = None
    baseline: Figure = None
    target: Figure = None
    actual: Figure = None
    unit: str | None = None
    year: int | None = None
    women_share: Figure = None
    source: str | None = None


class SolutionFacts(BaseModel):
    """Facts of one solution, checked. Codes are those of the vocabularies."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    source_language: str = Field(default="en", max_length=12)
    title: str = Field(min_length=1)
    standfirst: str = Field(min_length=1)
    challenge: str = Field(min_length=1)
    approach: str = Field(min_length=1)
    country: str = Field(min_length=2, max_length=3)
    claims: list[ClaimFacts] = Field(default=[], max_length=MOST_TARGETS)
    sectors: list[str] = []
    modalities: list[str] = []
    delivery_languages: list[str] = []
    who_pays: str | None = None
    disclosure: str | None = None

    building_blocks: list[BlockFacts] = []
    results: list[ResultFacts] = []
    beneficiaries: str | None = None
    cost_amount: Decimal | None = None
    cost_currency: str | None = None
    cost_year: int | None = None
    preconditions: str | None = None
    skills_needed: str | None = None
    time_to_deploy: str | None = None
    what_failed: str | None = None
    maturity: str | None = None
    nature: list[str] = []
    year_from: int | None = None
    year_to: int | None = None
    ongoing: bool | None = None
    evidence: str | None = None
    gender_marker: int | None = None
    expert_days: int | None = None
    earliest_date: date | None = None


COLUMNS = (
    "source_language", "title", "standfirst", "challenge", "approach", "sectors", "modalities", "delivery_languages",
    "who_pays", "disclosure",
)  # fmt: skip
LATER = tuple(name for name in SolutionFacts.model_fields if name not in {*COLUMNS, "country", "claims"})


def columns_of(content: dict[str, Any]) -> dict[str, Any]:
    """A revision's content as columns of the solution; what it does not tell of is none of them."""
    told: dict[str, Any] = {name: content.get(name) for name in COLUMNS}
    told |= {name: content[name] for name in LATER if name in content}
    if told.get("cost_amount"):
        told["cost_amount"] = Decimal(told["cost_amount"])
    if told.get("earliest_date"):
        told["earliest_date"] = date.fromisoformat(told["earliest_date"])
    return {**told, "countries_of_origin": content["countries_of_origin"]}


def content_of(facts: SolutionFacts) -> dict[str, Any]:
    """Facts as a revision keeps them."""
    untold = set(LATER) - facts.model_fields_set
    told = {name: value for name, value in facts if name not in {"country", "claims", *untold}}
    claims = {claim.code: claim.evidence_line or "" for claim in facts.claims}
    return {**_kept(told), "countries_of_origin": [facts.country], "claims": claims}


def content_that_stands(row: Solution, claims: list[SolutionClaim]) -> dict[str, Any]:
    """What is published now, in the same shape."""
    told = {name: getattr(row, name) for name in COLUMNS}
    lines = {claim.code: claim.evidence_line or "" for claim in claims}
    return {**told, **later_that_stands(row), "countries_of_origin": list(row.countries_of_origin), "claims": lines}


def later_that_stands(row: Solution) -> dict[str, Any]:
    """What the record holds of all that may be told later."""
    return _kept({name: getattr(row, name) for name in LATER})


def _kept(told: dict[str, Any]) -> dict[str, Any]:
    return {name: _plain(value) for name, value in told.items()}


def _plain(value: Any) -> Any:
    """As JSON has it; one amount is written in one way."""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return [each.model_dump() if isinstance(each, BaseModel) else each for each in value]
    return value
