"""What questions keep about a person: those they asked or answered."""

from __future__ import annotations

from sqlalchemy import update
from sqlalchemy.orm import Session
from sqlmodel import col

from app.core.personal import Parts, rows_naming
from app.questions.models import RequestQuestion


def tell(session: Session, person_id: int) -> Parts:
    return {"questions": rows_naming(session, RequestQuestion, person_id)}


def forget(session: Session, person_id: int, **_when: object) -> None:
    """The words stay for those who read them; that this person asked does not."""
    mine = update(RequestQuestion).where(col(RequestQuestion.asked_by) == person_id)
    session.execute(mine.values(asked_by=None))
