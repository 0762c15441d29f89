"""Documented exchanges from fixture files."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, model_validator
from sqlalchemy.orm import Session

from app.core.fixtures import FixtureFault, Loaded, SourcedLine, put, read_lines
from app.core.records import Standing
from app.exchanges.models import Exchange, ExchangeOrganisation
from app.exchanges.search import KIND
from app.organisations.demo import Part
from app.organisations.links import put_parts
from app.solutions.demo import at_noon
from app.taxonomy.codes import Claimed, Country, Modality, Sector
from app.translation.demo import Translations, put_translations


class ThirdPartner(BaseModel):
    """A third partner as the source has it: a name, or a country of the list."""

    model_config = ConfigDict(extra="forbid", strict=True)
    name: str | None = None
    country: Country | None = None

    @model_validator(mode="after")
    def _says_who(self) -> ThirdPartner:
        if (self.name is None) == (self.country is None):
            raise ValueError("give either name or country")
        return self


class ExchangeLine(SourcedLine):
    title: Annotated[str, Field(min_length=1, max_length=200)]
    source_language: str
    summary: str | None = None
    solution: str | None = None
    provider_countries: list[Country] = []
    partner_countries: list[Country] = []
    triangular_partners: list[ThirdPartner] = []
    financing: Annotated[str | None, Field(max_length=200)] = None
    goals: list[Claimed] = []
    sectors: list[Sector] = []
    modalities: list[Modality] = []
    year_from: int | None = None
    year_to: int | None = None
    what_changed: str | None = None
    outcome: str | None = None
    organisations: list[Part] = []
    translations: Translations = {}


HANGING = {"key", "solution", "organisations", "translations"}


def load(
    session: Session,
    folder: Path,
    organisations: Mapping[str, int],
    solutions: Mapping[str, int],
    *,
    standing: Standing,
    now: datetime,
) -> Loaded:
    """Store the exchanges of `folder`; the mappings give the numbers of the keys they name."""
    lines = {line.key: line for line in read_lines(folder / "exchanges.jsonl", ExchangeLine)}

    def hanging(row: Exchange, key: str) -> bool:
        parts = lines[key].organisations
        changes = [
            put_parts(session, ExchangeOrganisation, "exchange_id", row.key, parts, organisations),
            put_translations(session, KIND, row, lines[key].translations, now=now),
        ]
        return any(changes)

    values = {key: _columns(line, solutions, standing) for key, line in lines.items()}
    return put(session, Exchange, KIND, values, now=now, extra=hanging)


def _columns(line: ExchangeLine, solutions: Mapping[str, int], standing: Standing) -> dict[str, Any]:
    if line.solution is not None and line.solution not in solutions:
        raise FixtureFault(f"exchanges.jsonl, {line.key}: no solution has the key {line.solution!r}")
    columns = line.model_dump(exclude=HANGING, exclude_none=False)
    columns["triangular_partners"] = [each.model_dump(exclude_none=True) for each in line.triangular_partners]
    published = {"published_at": at_noon(line.recorded_on)} if line.recorded_on else {}
    return {**columns, **published, "solution_id": solutions.get(line.solution or ""), "standing": standing}
