"""Reading for translators: the fields of one record with their states, and which records have work in which state."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from app.core.forms import tidy
from app.core.records import PublishedRecord
from app.translation.models import Translation, TranslationState
from app.translation.registry import TranslatableField, TranslatableKind
from app.translation.service import hash_of, source_text

FITS = frozenset({TranslationState.WAITING, TranslationState.APPROVED})


@dataclass(frozen=True, slots=True)
class FieldState:
    """One text of a record and what became of it in one language."""

    field: TranslatableField
    source: str
    row: Translation | None

    @property
    def text(self) -> str:
        return self.row.text if self.row else ""

    @property
    def state(self) -> TranslationState:
        if self.row is None or not self.row.text:
            return TranslationState.UNTRANSLATED
        return TranslationState.NEEDS_EDITING if self.row.state in FITS and self.is_stale else self.row.state

    @property
    def is_stale(self) -> bool:
        """Whether the source has changed since it was translated."""
        return (
            bool(self.row and self.row.text) and self.row is not None and self.row.source_hash != hash_of(self.source)
        )

    @property
    def mark(self) -> str:
        """What a page shows of it; another mark means that the text or its source is another now."""
        return f"{self.row.version if self.row else 0}-{mark_of(self.text)}-{mark_of(self.source)}"


def mark_of(text: str) -> str:
    """A short mark of a text as a form sends it back: tidied."""
    return hash_of(str(tidy(text)))[:16]


def field_states(session: Session, kind: TranslatableKind, record: PublishedRecord, lang: str) -> list[FieldState]:
    """Every text of `record` in the order of its page, with what there is of it in `lang`."""
    rows = rows_of(session, kind, [record.key], lang).get(record.key, {})
    return states_of(kind, record, rows)


def states_of(kind: TranslatableKind, record: PublishedRecord, rows: Mapping[str, Translation]) -> list[FieldState]:
    fields = kind.fields_of(record)
    return [FieldState(field, source_text(record, field.path), rows.get(field.path)) for field in fields]


def rows_of(
    session: Session, kind: TranslatableKind, numbers: Collection[int], lang: str
) -> dict[int, dict[str, Translation]]:
    """Number of a record → field → its translation into `lang`."""
    wanted = select(Translation).where(
        col(Translation.object_type) == kind.model.__tablename__,
        col(Translation.lang) == lang,
        col(Translation.object_id).in_(numbers),
    )
    found: dict[int, dict[str, Translation]] = {}
    for row in session.scalars(wanted.execution_options(populate_existing=True)):
        found.setdefault(row.object_id, {})[row.field] = row
    return found
