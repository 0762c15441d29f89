"""What countries keep about a person: the clearances they asked for or decided."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.core.personal import Parts, rows_naming
from app.countries.models import Clearance


def tell(session: Session, person_id: int) -> Parts:
    return {"clearances": rows_naming(session, Clearance, person_id)}


def forget(_session: Session, _person_id: int, **_when: object) -> None:
    """A clearance is its country's word and stays; the number in it leads to an empty account."""
