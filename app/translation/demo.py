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
    """Make the approved translations of `record` say `wanted`; whether anything changed."""
    rows = session.scalars(
        select(Translation).where(col(Translation.object_type) == object_type, col(Translation.object_id) == record.key)
    )
    present = {(row.lang, row.field, row.text, row.source_hash, row.state) for row in rows}
    changed = False
    for lang, fields in wanted.items():
        for name, text in fields.items():
            source = hash_of(source_text(record, name))
            if (lang, name, text, source, TranslationState.APPROVED) not in present:
                store_translation(session, record, name, lang, text, state=TranslationState.APPROVED, now=now)
                changed = True
    session.flush()
    return changed
