"""Reading what concerns a country: its focal points, and what waits on their desk."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session
from sqlmodel import col

from app.accounts.models import Appointment, Person
from app.countries.models import Clearance

LATELY = 10


def focal_points(session: Session, country: str, *, on: date) -> Sequence[Person]:
    """The people appointed as national focal point of `country` on that day."""
    wanted = (
        select(Person)
        .join(Appointment, col(Appointment.person_id) == col(Person.id))
        .where(
            col(Appointment.role) == "focal-point",
            col(Appointment.scope_type) == "country",
            col(Appointment.scope_id) == country,
            col(Appointment.valid_from) <= on,
            or_(col(Appointment.valid_to).is_(None), col(Appointment.valid_to) >= on),
            col(Person.active).is_(True),
        )
    )
    return session.scalars(wanted.order_by(col(Person.id)).distinct()).all()


def waiting_clearances(session: Session, country: str) -> Sequence[Clearance]:
    """What waits for the focal point of `country`, the longest first."""
    wanted = select(Clearance).where(col(Clearance.country) == country, col(Clearance.decision).is_(None))
    return session.scalars(wanted.order_by(col(Clearance.asked_at), col(Clearance.id))).all()


def decided_lately(session: Session, country: str) -> Sequence[Clearance]:
    wanted = select(Clearance).where(col(Clearance.country) == country, col(Clearance.decided_at).is_not(None))
    return session.scalars(
        wanted.order_by(col(Clearance.decided_at).desc(), col(Clearance.id).desc()).limit(LATELY)
    ).all()


def names_of_people(session: Session, ids: set[int | None]) -> dict[int | None, str]:
    """What the people of `ids` are called; for eyes inside their own country."""
    wanted = select(col(Person.id), col(Person.name)).where(col(Person.id).in_([each for each in ids if each]))
    people: dict[int | None, str] = {}
    for key, name in session.execute(wanted):
        people[key] = name
    return people
