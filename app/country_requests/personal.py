"""What requests keep about a person: those they sent, endorsed or entered, with the contact they wrote."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from app.accounts.models import Person
from app.core.personal import Parts, rows_naming
from app.country_requests.models import CountryRequest


def tell(session: Session, person_id: int) -> Parts:
    return {"requests": rows_naming(session, CountryRequest, person_id)}


def forget(session: Session, person_id: int, **_when: object) -> None:
    """The request is its country's and stays; a contact that names the person goes."""
    person = session.get_one(Person, person_id)
    marks = [mark.casefold() for mark in (person.email, person.name) if mark]
    for row in session.scalars(select(CountryRequest).where(col(CountryRequest.contact).is_not(None))):
        if any(mark in str(row.contact).casefold() for mark in marks):
            row.contact = None
