"""What is kept of a moderator who entered something for somebody; the senders have no account."""

from __future__ import annotations

from sqlalchemy import func, update
from sqlalchemy.orm import Session
from sqlmodel import col

from app.accounts.models import Person
from app.core.personal import Parts, rows_naming
from app.on_behalf.models import OnBehalf


def tell(session: Session, person_id: int) -> Parts:
    return {"entered_on_behalf": rows_naming(session, OnBehalf, person_id)}


def forget(session: Session, person_id: int, **_when: object) -> None:
    """In whose name an institution's record was entered stays with it; how that person is reached does not."""
    email = session.get_one(Person, person_id).email
    theirs = func.lower(col(OnBehalf.address)) == email.lower()
    session.execute(update(OnBehalf).where(theirs).values(name="", position="", address=""))
