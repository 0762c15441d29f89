"""Translations that come with fixture files: approved, and tied to the source text they were made from."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from app.core.records import PublishedRecord
from app.translation.models import Translation, TranslationState
from app.translation.service import hash_of, source_text

Translations = dict[str, dict[str, str]]  # language → field → text; "building_blocks.0.name" reaches inside


def put_translations(
    session: Session, object_type: str, record: PublishedRecord, wanted: Translations, *, now: datetime
) -> bool:
    """Make the approved translations of `record` say `wanted`; whether anything changed."""
    rows = session.scalars(
        select(Translation).where(col(Translation.object_type) == object_type, col(Translation.object_id) == record.key)
    )
    present = {(row.lang, row.field): row for row in rows}
    changed = False
    for lang, fields in wanted.items():
        for name, text in fields.items():
            new = _translation(object_type, record, name, lang, text, now)
            old = present.get((lang, name))
            if old is None or (old.text, old.source_hash, old.state) != (new.text, new.source_hash, new.state):
                session.merge(new)
                changed = True
    session.flush()
    return changed


def _translation(
    object_type: str, record: PublishedRecord, name: str, lang: str, text: str, now: datetime
) -> Translation:
    return Translation(
        object_type=object_type,
        object_id=record.key,
        field=name,
        lang=lang,
        text=text,
        state=TranslationState.APPROVED,
        source_hash=hash_of(source_text(record, name)),
        changed_at=now,
    )
