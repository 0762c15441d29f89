"""What countries keep about a person: the clearances they asked for or decided."""

from __future__ import annotations

from sqlalchemy import or_, select
from sqlalchemy.orm import Session
from sqlmodel import col

from app.core.personal import Parts, rows_as_told
from app.countries.models import Clearance


def tell(session: Session, person_id: int) -> Parts:
    theirs = or_(col(Clearance.asked_by) == person_id, col(Clearance.decided_by) == person_id)
    return {"clearances": rows_as_told(session.scalars(select(Clearance).where(theirs)))}


def forget(_session: Session, _person_id: int, **_when: object) -> None:
    """A clearance is its country's word and stays; the number in it leads to an empty account."""
