"""What requests keep about a person: those they sent or endorsed, with the contact they wrote."""

from __future__ import annotations

from sqlalchemy import or_, select
from sqlalchemy.orm import Session
from sqlmodel import col

from app.accounts.models import Person
from app.core.personal import Parts, rows_as_told
from app.country_requests.models import CountryRequest


def tell(session: Session, person_id: int) -> Parts:
    theirs = or_(col(CountryRequest.submitted_by) == person_id, col(CountryRequest.endorsed_by) == person_id)
    return {"requests": rows_as_told(session.scalars(select(CountryRequest).where(theirs)))}


def forget(session: Session, person_id: int, **_when: object) -> None:
    """The request is its country's and stays; a contact that names the person goes."""
    person = session.get_one(Person, person_id)
    marks = [mark.casefold() for mark in (person.email, person.name) if mark]
    for row in session.scalars(select(CountryRequest).where(col(CountryRequest.contact).is_not(None))):
        if any(mark in str(row.contact).casefold() for mark in marks):
            row.contact = None
