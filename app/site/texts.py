"""The texts of a documented record, put right by the moderator who settles a reader's wish to correct it.

What stood there before is kept with the act on record; translations of changed texts are opened again.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.core.audit import record_act
from app.core.changes import mark_changed
from app.core.permissions import Actor
from app.core.records import PublishedRecord, Standing, next_version
from app.translation.registry import TranslatableKind, kinds
from app.translation.service import reopen_changed, source_text


def kind_of(record: PublishedRecord | None) -> TranslatableKind | None:
    """How the texts of a documented record are named; what others have confirmed, they correct themselves."""
    if record is None or record.standing != Standing.DOCUMENTED:
        return None
    return next((kind for kind in kinds().values() if isinstance(record, kind.model)), None)


def texts_of(kind: TranslatableKind, record: PublishedRecord) -> dict[str, str]:
    return {field.path: source_text(record, field.path) for field in kind.fields(record)}


def correct_texts(
    session: Session,
    kind: TranslatableKind,
    number: int,
    texts: Mapping[str, str],
    *,
    correction: int,
    seen: int,
    by: Actor,
    now: datetime,
    request_id: str = "",
) -> None:
    """Make the record say `texts`, by path; `Outdated` when somebody else saved since `seen`."""
    row: Any = session.get_one(kind.model, number, with_for_update=True, populate_existing=True)
    next_version(row, seen)
    before = {path: text for path, text in texts_of(kind, row).items() if texts.get(path, text) != text}
    for path in before:
        put_text(row, path, texts[path])
    row.changed_at = now
    session.flush()
    reopen_changed(session, row, now=now)
    mark_changed(session, kind.name, row.key)
    record_act(
        session,
        by=by,
        act=f"{kind.name}.correct_texts",
        object_type=kind.name,
        object_id=row.key,
        now=now,
        before=before,
        after={**{path: texts[path] for path in before}, "correction": correction},
        request_id=request_id,
    )


def put_text(row: Any, path: str, text: str) -> None:
    """Put `text` where `path` leads: a column, or a place inside a list that a column holds."""
    name, _dot, rest = path.partition(".")
    if not rest:
        setattr(row, name, text or None)
        return
    whole = deepcopy(getattr(row, name))
    *way, last = rest.split(".")
    place = whole
    for part in way:
        place = place[int(part)] if isinstance(place, list) else place[part]
    place[int(last) if isinstance(place, list) else last] = text
    setattr(row, name, whole)  # another object, so that the change is seen
