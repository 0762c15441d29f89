"""The texts of a language for a file: those in one state, or all that are not approved."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy.orm import Session

from app.translation.models import TranslationState
from app.translation.registry import kinds, offered
from app.translation.selection import FieldState, rows_of, states_of


def states_of_language(
    session: Session, lang: str, state: TranslationState | None, kind_name: str = ""
) -> Iterator[tuple[str, int, FieldState]]:
    """(kind, number of the record, state of the text), in the order of kinds and numbers."""
    for kind in kinds().values():
        if kind_name and kind.name != kind_name:
            continue
        records = [record for record in offered(session, kind) if record.source_language != lang]
        rows = rows_of(session, kind, [record.key for record in records], lang)
        for record in sorted(records, key=lambda each: each.key):
            for found in states_of(kind, record, rows.get(record.key, {})):
                if found.state == state or (state is None and found.state != TranslationState.APPROVED):
                    yield kind.name, record.key, found
