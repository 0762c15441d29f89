"""The words of records in every language they have: the source and what was translated and approved."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.index import Text
from app.core.records import PublishedRecord
from app.translation.models import Translation, TranslationState

AnyRecord = TypeVar("AnyRecord", bound=PublishedRecord)
Fields = Mapping[str, str | None]
FEW = 500  # more ids than this are not worth listing in a statement: nearly all rows are wanted


def texts_by_language(
    session: Session,
    object_type: str,
    records: Sequence[AnyRecord],
    fields_of: Callable[[AnyRecord], Fields],
    *,
    title: str = "title",
) -> dict[int, dict[str, Text]]:
    """For each record, language → its words, ready for its document. One statement, however many records.

    `fields_of` names the fields that are words and gives their source text; `title` is the one that counts
    as the title, all others make the body.
    """
    sources = {record.key: (record.source_language, fields_of(record)) for record in records}
    found = {key: {language: _text(fields, title)} for key, (language, fields) in sources.items()}
    for key, language, fields in _approved(session, object_type, sources.keys()):
        source_language, source = sources[key]
        if language != source_language:
            found[key][language] = _text({name: fields[name] for name in source if name in fields}, title)
    return found


def _approved(session: Session, object_type: str, keys: Collection[int]) -> list[tuple[int, str, dict[str, str]]]:
    """(record, language, field → text) of the approved translations."""
    wanted = set(keys)
    rows = select(Translation).where(
        Translation.object_type == object_type,  # type: ignore[arg-type]
        Translation.state == TranslationState.APPROVED,  # type: ignore[arg-type]
    )
    if len(wanted) <= FEW:
        rows = rows.where(Translation.object_id.in_(wanted))  # type: ignore[attr-defined]
    found: dict[tuple[int, str], dict[str, str]] = {}
    for row in session.scalars(rows):
        if row.object_id in wanted:
            found.setdefault((row.object_id, row.lang), {})[row.field] = row.text
    return [(key, language, fields) for (key, language), fields in found.items()]


def _text(fields: Fields, title: str) -> Text:
    body = "\n".join(text for name, text in fields.items() if name != title and text)
    return Text(fields.get(title) or "", body)
