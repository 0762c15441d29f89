"""What the site keeps about a person: what they asked us to correct or remove."""

from __future__ import annotations

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from app.accounts.models import Person
from app.core.personal import Parts, rows_as_told
from app.site.models import Correction


def tell(session: Session, person_id: int) -> Parts:
    rows = session.scalars(select(Correction).where(col(Correction.person_id) == person_id))
    return {"corrections": rows_as_told(rows)}


def forget(session: Session, person_id: int, **_when: object) -> None:
    """What was asked about a record stays with the record, without who asked."""
    email = session.get_one(Person, person_id).email
    theirs = or_(col(Correction.person_id) == person_id, col(Correction.email) == email)
    session.execute(update(Correction).where(theirs).values(person_id=None, email=""))
