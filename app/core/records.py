"""What every published record has, whatever it is about."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import JSON, Enum
from sqlalchemy.types import TypeEngine
from sqlmodel import Field, SQLModel

from app.core.db import Instant


class Standing(StrEnum):
    """Who stands behind a record."""

    CONFIRMED = "confirmed"  # by the institution or country itself
    DOCUMENTED = "documented"  # written by the site from public sources
    EXAMPLE = "example"  # invented, of an example country


class Visibility(StrEnum):
    """Who may see a published record."""

    PUBLIC = "public"
    MEMBERS = "members"
    MODERATORS = "moderators"


def choice_of(kind: type[StrEnum], column: str | None = None) -> TypeEngine[Any]:
    """A column that holds one value of `kind`: plain text with a check, alike on both engines.

    `column` names the check where a table has several columns of one kind.
    """
    return Enum(
        kind,
        values_callable=lambda members: [member.value for member in members],
        native_enum=False,
        create_constraint=True,
        length=40,
        name=column or kind.__name__.lower(),
    )


def codes() -> Any:
    """A column with a list of vocabulary codes. Search is the index's work, so no link table is needed."""
    return Field(default_factory=list, sa_type=JSON)


def structured() -> Any:
    """A column with a list of small objects, checked by the schema that writes it."""
    return Field(default_factory=list, sa_type=JSON)


class Outdated(Exception):
    """Somebody else saved this record in the meantime."""


class PublishedRecord(SQLModel):
    """Columns of every record that people outside may come to see."""

    # Public numbers are never given twice, even after the newest row is gone.
    __table_args__: ClassVar[Any] = {"sqlite_autoincrement": True}

    id: int | None = Field(default=None, primary_key=True)
    version: int = 1
    standing: Standing = Field(sa_type=choice_of(Standing))
    visibility: Visibility = Field(default=Visibility.PUBLIC, sa_type=choice_of(Visibility))
    source_language: str = Field(default="en", max_length=12)
    created_at: datetime = Field(sa_type=Instant)
    changed_at: datetime = Field(sa_type=Instant)

    @property
    def key(self) -> int:
        """The number of a stored record."""
        if self.id is None:
            raise ValueError("This record has not been stored yet.")
        return self.id


class Provenance(SQLModel):
    """Where a record's facts come from."""

    import_key: str | None = Field(default=None, max_length=120, unique=True)
    source_title: str | None = Field(default=None, max_length=500)
    source_url: str | None = Field(default=None, max_length=1000)
    source_quote: str | None = Field(default=None, max_length=500)
    source_quote_language: str | None = Field(default=None, max_length=12)
    retrieved_on: date | None = None
    recorded_on: date | None = None
    record_licence: str | None = Field(default=None, max_length=200)
    # Names of the fields whose values this catalogue assigned and the source does not state.
    assigned_by_catalogue: list[str] = codes()


def next_version(record: PublishedRecord, seen: int) -> None:
    """Raise the version of `record` if it is still the one that was `seen`; else `Outdated`."""
    if record.version != seen:
        raise Outdated
    record.version += 1
