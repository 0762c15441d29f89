"""What a sent snapshot says: the one schema that every way of offering a solution ends in."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from app.solutions.models import Solution, SolutionClaim
from app.taxonomy.codes import MOST_TARGETS

LONGEST_TITLE, LONGEST_STANDFIRST, LONGEST_STORY, LONGEST_LINE = 120, 240, 4_000, 300


class ClaimFacts(BaseModel):
    """A target with the line that says what shows it; a goal alone has none."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    code: str
    evidence_line: str | None = None


class SnapshotFacts(BaseModel):
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


COLUMNS = (
    "source_language", "title", "standfirst", "challenge", "approach", "sectors", "modalities", "delivery_languages",
    "who_pays", "disclosure",
)  # fmt: skip


def columns_of(content: dict[str, Any]) -> dict[str, Any]:
    """A revision's content as columns of the solution."""
    return {**{name: content.get(name) for name in COLUMNS}, "countries_of_origin": content["countries_of_origin"]}


def content_of(facts: SnapshotFacts) -> dict[str, Any]:
    """Facts as a revision keeps them."""
    told = facts.model_dump(exclude={"country", "claims"})
    claims = {claim.code: claim.evidence_line or "" for claim in facts.claims}
    return {**told, "countries_of_origin": [facts.country], "claims": claims}


def content_that_stands(row: Solution, claims: list[SolutionClaim]) -> dict[str, Any]:
    """What is published now, in the same shape."""
    told = {name: getattr(row, name) for name in COLUMNS}
    lines = {claim.code: claim.evidence_line or "" for claim in claims}
    return {**told, "countries_of_origin": list(row.countries_of_origin), "claims": lines}
