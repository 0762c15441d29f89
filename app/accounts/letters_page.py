"""Letters and appointments as moderators read them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session
from sqlmodel import col

from app.accounts.forms_letters import STATE_WORDS
from app.accounts.letters import COUNTRY, ROLES
from app.accounts.models import Appointment, Letter, LetterState, Person
from app.accounts.roles import role_name
from app.accounts.service import in_force
from app.core.i18n import current_language
from app.taxonomy import vocabulary

SHOWN_OF_HISTORY = 50
OPEN = (LetterState.PROPOSED, LetterState.CONTESTED)


@dataclass(frozen=True, slots=True)
class Line:
    """A letter or an appointment with its names."""

    row: Any
    person: str
    role: str
    country: str
    state: str = ""


def open_letters(session: Session) -> list[Line]:
    """What waits for a second person, the oldest first."""
    wanted = select(Letter).where(col(Letter.state).in_(OPEN)).order_by(col(Letter.id))
    return [letter_line(session, row) for row in session.scalars(wanted)]


def held_appointments(session: Session, day: date) -> list[Line]:
    rows = in_force(day).where(*_of_countries())
    return [_line(session, row) for row in session.scalars(rows.order_by(col(Appointment.scope_id)))]


def ended_appointments(session: Session, day: date) -> list[Line]:
    """History: the last to end first."""
    rows = select(Appointment).where(*_of_countries(), col(Appointment.valid_to) < day)
    latest_first = rows.order_by(col(Appointment.valid_to).desc(), col(Appointment.id).desc())
    return [_line(session, row) for row in session.scalars(latest_first.limit(SHOWN_OF_HISTORY))]


def letter_line(session: Session, letter: Letter) -> Line:
    words = str(STATE_WORDS[letter.state])
    return Line(letter, _name(session, letter.person_id), role_name(letter.role), _country(letter.country), words)


def appointment_line(session: Session, row: Appointment) -> Line:
    return _line(session, row)


def letter_behind(session: Session, appointment_id: int) -> Letter | None:
    return session.scalars(select(Letter).where(col(Letter.appointment_id) == appointment_id)).first()


def letters_before(session: Session, letter: Letter) -> Sequence[Letter]:
    """Other letters for the same place or person, for the history on a letter's page."""
    same = or_(col(Letter.person_id) == letter.person_id, col(Letter.role) == letter.role)
    wanted = select(Letter).where(col(Letter.country) == letter.country, same, col(Letter.id) != letter.id)
    return session.scalars(wanted.order_by(col(Letter.id).desc()).limit(SHOWN_OF_HISTORY)).all()


def name_of(session: Session, person_id: int | None) -> str:
    return _name(session, person_id) if person_id is not None else ""


def _line(session: Session, row: Appointment) -> Line:
    return Line(row, _name(session, row.person_id), role_name(row.role), _country(row.scope_id))


def _of_countries() -> tuple[Any, ...]:
    return (col(Appointment.scope_type) == COUNTRY, col(Appointment.role).in_(ROLES))


def _name(session: Session, person_id: int) -> str:
    person = session.get(Person, person_id)
    return person.name or person.email if person is not None else ""


def _country(code: str) -> str:
    place = vocabulary().places.get(code)
    return place.name(current_language()) if place else code
