"""What is kept about a person here: the shortlist with its notes, and saved searches."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session
from sqlmodel import col

from app.accounts.models import Subscriber
from app.core.personal import Parts, rows_as_told, rows_naming
from app.saved.models import Kept, SavedSearch


def tell(session: Session, person_id: int) -> Parts:
    searches = session.scalars(select(SavedSearch).where(col(SavedSearch.subscriber_id).in_(_theirs(person_id))))
    return {"shortlist": rows_naming(session, Kept, person_id), "saved_searches": rows_as_told(searches)}


def forget(session: Session, person_id: int, *, now: datetime) -> None:  # noqa: ARG001 - all are called alike
    session.execute(delete(Kept).where(col(Kept.person_id) == person_id))
    session.execute(delete(SavedSearch).where(col(SavedSearch.subscriber_id).in_(_theirs(person_id))))


def _theirs(person_id: int) -> Any:
    return select(col(Subscriber.id)).where(col(Subscriber.person_id) == person_id)
