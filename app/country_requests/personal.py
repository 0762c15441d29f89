"""What requests keep about a person: those they sent, endorsed or entered, with the contact they wrote."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from app.accounts.models import Person
from app.core.personal import Parts, rows_naming
from app.country_requests.contact import is_contact_of
from app.country_requests.models import CountryRequest

# What else a request says is its country's: its rank, its money and why it was closed are not for all who had a part.
OWN = ("id", "title", "country", "created_at", "endorsed_at", "opened_at", "published_at", "closed_at")
PARTS_IN_IT = ("submitted_by", "endorsed_by", "entered_by")


def tell(session: Session, person_id: int) -> Parts:
    person = session.get_one(Person, person_id)
    return {"requests": [_own(row, person) for row in rows_naming(session, CountryRequest, person_id)]}


def forget(session: Session, person_id: int, **_when: object) -> None:
    """The request is its country's and stays; a contact that names the person goes."""
    person = session.get_one(Person, person_id)
    for row in session.scalars(select(CountryRequest).where(col(CountryRequest.contact).is_not(None))):
        if is_contact_of(str(row.contact), person):
            row.contact = None


def _own(row: dict[str, Any], person: Person) -> dict[str, Any]:
    """Which part the person had, not whose the others were; another's contact only to the sender, who wrote it."""
    parts = {name: row[name] if row[name] == person.id else None for name in PARTS_IN_IT}
    sent = parts["submitted_by"] is not None
    theirs = sent or is_contact_of(row["contact"] or "", person)
    said = {"contact": row["contact"] if theirs else None, "consent_at": row["consent_at"] if sent else None}
    return {**{name: row[name] for name in OWN}, **parts, **said}
