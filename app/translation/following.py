"""Keeping translations tied to their source, whoever edits it: each write that changes a record reopens them."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from app.core.changes import Change
from app.core.db import utc_now
from app.translation.models import Translation
from app.translation.registry import TranslatableKind, kinds
from app.translation.service import reopen_changed


def follow(session: Session, changed: Collection[Change]) -> None:
    """Registered with `core.changes`: no edit path can forget it, since each must name what it changed."""
    for kind in kinds().values():
        numbers = {number for name, number in changed if name == kind.name}
        if numbers:
            _reopen(session, kind, numbers)


def _reopen(session: Session, kind: TranslatableKind, numbers: Collection[int]) -> None:
    translated = select(col(Translation.object_id)).where(
        col(Translation.object_type) == kind.model.__tablename__, col(Translation.object_id).in_(numbers)
    )
    rows = select(kind.model).where(col(kind.model.id).in_(set(session.scalars(translated))))
    for record in session.scalars(rows):
        reopen_changed(session, record, now=utc_now())
