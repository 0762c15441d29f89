"""Organisations from fixture files."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

from pydantic import Field
from sqlalchemy.orm import Session

from app.core.fixtures import FixtureLine, Loaded, SourcedLine, put, read_lines
from app.core.records import Standing
from app.organisations.models import Organisation
from app.organisations.search import KIND
from app.taxonomy.codes import Country, Modality, OrganisationRole, OrganisationType, Sector
from app.translation.demo import Translations, put_translations


class Part(FixtureLine):
    """An organisation's part in a record, by its key."""

    role: OrganisationRole


class OrganisationLine(SourcedLine):
    name: Annotated[str, Field(min_length=1, max_length=200)]
    source_language: str
    acronym: Annotated[str | None, Field(max_length=40)] = None
    also_known_as: list[str] = []
    organisation_type: OrganisationType | None = None
    registration: str | None = None
    country: Country | None = None
    presence: list[Country] = []
    languages: list[str] = []
    sectors: list[Sector] = []
    modalities: list[Modality] = []
    founded: int | None = None
    size_band: str | None = None
    is_network: bool = False
    summary: str | None = None
    translations: Translations = {}


def load(session: Session, folder: Path, *, standing: Standing, now: datetime) -> Loaded:
    """Store the organisations of `folder`."""
    lines = {line.key: line for line in read_lines(folder / "organisations.jsonl", OrganisationLine)}
    values = {
        key: {**line.model_dump(exclude={"key", "translations"}), "standing": standing} for key, line in lines.items()
    }

    def translations(row: Organisation, key: str) -> bool:
        return put_translations(session, KIND, row, lines[key].translations, now=now)

    return put(session, Organisation, KIND, values, now=now, extra=translations)
