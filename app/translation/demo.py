"""Translations that come with fixture files: approved, and tied to the source text they were made from."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from app.core.records import PublishedRecord
from app.translation.models import Translation, TranslationState
from app.translation.service import hash_of, source_text, store_translation

Translations = dict[str, dict[str, str]]  # language → field → text; "building_blocks.0.name" reaches inside


def put_translations(
    session: Session, object_type: str, record: PublishedRecord, wanted: Translations, *, now: datetime
) -> bool:
    """Make the approved translations of `record` say `wanted`; whether anything changed.

    What a person wrote stays. A text that was there before, beside a source that is new, stays too: whether
    it still fits is for a translator to say, and the record's own change reopens it.
    """
    rows = session.scalars(
        select(Translation).where(col(Translation.object_type) == object_type, col(Translation.object_id) == record.key)
    )
    present = {(row.lang, row.field): row for row in rows}
    changed = False
    for lang, fields in wanted.items():
        for name, text in fields.items():
            if _is_due(present.get((lang, name)), text, hash_of(source_text(record, name))):
                store_translation(session, record, name, lang, text, state=TranslationState.APPROVED, now=now)
                changed = True
    session.flush()
    return changed


def _is_due(row: Translation | None, text: str, source_hash: str) -> bool:
    if row is None:
        return True
    if row.written_by is not None:
        return False
    if row.text == text:
        return row.source_hash == source_hash and row.state != TranslationState.APPROVED
    return True
