"""The words of records in every language they have: the source, and what was translated, approved and still fits."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from app.core.index import Text
from app.core.records import PublishedRecord
from app.translation.models import Translation, TranslationState
from app.translation.service import hash_of

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
    sources = {record.key: fields_of(record) for record in records}
    words = {record.key: {record.source_language: sources[record.key]} for record in records}
    translated: dict[tuple[int, str], dict[str, str]] = {}
    for row in _approved(session, object_type, sources):
        source = sources[row.object_id].get(row.field)
        if source and row.source_hash == hash_of(source):
            translated.setdefault((row.object_id, row.lang), {})[row.field] = row.text
    for (key, language), fields in translated.items():
        words[key].setdefault(language, fields)
    return {key: {lang: _text(fields, title) for lang, fields in found.items()} for key, found in words.items()}


def words_by_language(
    session: Session, object_type: str, records: Sequence[AnyRecord], fields_of: Callable[[AnyRecord], Fields]
) -> dict[int, dict[str, str]]:
    """For each record, language → further words that find it but say too little of it to match it by."""
    texts = texts_by_language(session, object_type, records, fields_of, title="")
    return {key: {lang: text.body for lang, text in found.items() if text.body} for key, found in texts.items()}


def joined_words(*parts: Mapping[str, str]) -> dict[str, str]:
    """Several language → words as one, for `Document.names`."""
    languages = {language for part in parts for language in part}
    return {each: "\n".join(part[each] for part in parts if part.get(each)) for each in sorted(languages)}


def _approved(session: Session, object_type: str, keys: Collection[int]) -> Iterable[Translation]:
    rows = select(Translation).where(
        col(Translation.object_type) == object_type, col(Translation.state) == TranslationState.APPROVED
    )
    if len(keys) <= FEW:
        rows = rows.where(col(Translation.object_id).in_(keys))
    return [row for row in session.scalars(rows) if row.object_id in keys]


def _text(fields: Fields, title: str) -> Text:
    body = "\n".join(text for name, text in fields.items() if name != title and text)
    return Text(fields.get(title) or "", body)
