"""What translation keeps about a person: the texts they wrote."""

from __future__ import annotations

from sqlalchemy import select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from app.core.personal import Parts, rows_as_told
from app.translation.models import Translation


def tell(session: Session, person_id: int) -> Parts:
    rows = session.scalars(select(Translation).where(col(Translation.written_by) == person_id))
    return {"translations": rows_as_told(rows)}


def forget(session: Session, person_id: int, **_when: object) -> None:
    """The words belong to the record and stay, without who wrote them."""
    session.execute(update(Translation).where(col(Translation.written_by) == person_id).values(written_by=None))
