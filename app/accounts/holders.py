"""People by the role they hold: whom a mail must reach, whose word counts, what they are called."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session
from sqlmodel import col

from app.accounts.models import Appointment, Person


def holders_of(
    session: Session, role: str, *, on: date, scope_type: str = "site", scope_id: str = ""
) -> Sequence[Person]:
    """The active people appointed to `role` within that scope on that day, each once."""
    appointed = select(col(Appointment.person_id)).where(*_in_force(role, scope_type, scope_id, on))
    wanted = select(Person).where(col(Person.id).in_(appointed), col(Person.active).is_(True))
    return session.scalars(wanted.order_by(col(Person.id))).all()


def appointments_to(
    session: Session, role: str, *, on: date, scope_type: str, scope_id: str
) -> Sequence[tuple[Person, Appointment]]:
    """The same with the appointment that says until when."""
    wanted = (
        select(Person, Appointment)
        .join(Appointment, col(Appointment.person_id) == col(Person.id))
        .where(*_in_force(role, scope_type, scope_id, on), col(Person.active).is_(True))
    )
    rows = session.execute(wanted.order_by(col(Appointment.id)))
    return [(person, appointment) for person, appointment in rows]


def names_of_people(session: Session, ids: Iterable[int | None]) -> dict[int | None, str]:
    """What the people of `ids` are called; not for the eyes of everybody."""
    wanted = select(col(Person.id), col(Person.name)).where(col(Person.id).in_([each for each in ids if each]))
    people: dict[int | None, str] = {}
    for key, name in session.execute(wanted):
        people[key] = name
    return people


def office_of(session: Session, person_id: int | None, role: str, country: str, *, on: date) -> str:
    """For which office the person held that role of a country on that day; "" where nobody wrote it down."""
    held = _in_force(role, "country", country, on)
    wanted = select(col(Appointment.office)).where(col(Appointment.person_id) == person_id, *held)
    return session.scalars(wanted.order_by(col(Appointment.id).desc()).limit(1)).first() or ""


def _in_force(role: str, scope_type: str, scope_id: str, on: date) -> tuple[ColumnElement[bool], ...]:
    return (
        col(Appointment.role) == role,
        col(Appointment.scope_type) == scope_type,
        col(Appointment.scope_id) == scope_id,
        col(Appointment.valid_from) <= on,
        or_(col(Appointment.valid_to).is_(None), col(Appointment.valid_to) >= on),
    )
