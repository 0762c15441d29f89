"""What is kept about a person here: the shortlist with its notes."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session
from sqlmodel import col

from app.core.personal import Parts, rows_naming
from app.saved.models import Kept


def tell(session: Session, person_id: int) -> Parts:
    return {"shortlist": rows_naming(session, Kept, person_id)}


def forget(session: Session, person_id: int, *, now: datetime) -> None:  # noqa: ARG001 - all are called alike
    session.execute(delete(Kept).where(col(Kept.person_id) == person_id))
