"""Letters that appoint a country's people: proposed by one, confirmed by another, in force until their last day.

Whoever proposes has called the office back at a number listed elsewhere. Where another office holds the place
already, the letter is contested: the earlier one stays in force until it is recorded which of the two prevails.
An appointment itself is a row of `appointment`, made here and nowhere before; what has ended stays.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from app.accounts.models import Appointment, Letter, LetterState, Person
from app.accounts.service import appoint, end_appointment, in_force
from app.core.audit import record_act
from app.core.permissions import Actor
from app.core.records import Outdated

ROLES = ("focal-point", "team-assistant")
COUNTRY = "country"
ONE_DAY = timedelta(days=1)


class SamePerson(Exception):
    """Four eyes: whoever proposed it, or is appointed by it, does not decide on it."""


class PersonHasLeft(Exception):
    """Nobody who has no account any more can be appointed, and nobody gives way to them."""


class LastDayIsOver(Exception):
    """The letter's last day came before it was confirmed."""


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """What a letter says, and how it was checked."""

    person_id: int
    role: str
    country: str
    office: str
    reference: str
    letter_date: date
    valid_to: date
    called_number: str
    listed_at: str
    called_on: date


def propose(session: Session, facts: LetterFacts, *, by: Actor, now: datetime) -> Letter:
    """Keep what the letter says; it appoints nobody yet."""
    if facts.person_id == by.person_id:
        raise SamePerson
    letter = Letter(
        person_id=facts.person_id,
        role=facts.role,
        country=facts.country,
        office=facts.office,
        reference=facts.reference,
        letter_date=facts.letter_date,
        valid_to=facts.valid_to,
        called_number=facts.called_number,
        listed_at=facts.listed_at,
        called_on=facts.called_on,
        called_by=by.person_id,
        proposed_by=by.person_id,
        proposed_at=now,
    )
    session.add(letter)
    session.flush()
    _note(session, letter, "propose appointment", by=by, now=now)
    return letter


def confirm(session: Session, letter_id: int, *, by: Actor, now: datetime, version: int) -> Letter:
    """The second pair of eyes: the appointment begins today, unless another office holds the place."""
    letter = _locked(session, letter_id, LetterState.PROPOSED, version)
    _check_four_eyes(letter, by)
    _check_can_begin(session, letter, now)
    if rivals_of(session, letter, on=now.date()):
        _settle(session, letter, LetterState.CONTESTED, "contest appointment", by=by, now=now)
    else:
        _put_in_force(session, letter, by=by, now=now)
    return letter


def prevail(
    session: Session, letter_id: int, *, this_one: bool, note: str, by: Actor, now: datetime, version: int
) -> Letter:
    """Record which of two letters prevails, and why."""
    letter = _locked(session, letter_id, LetterState.CONTESTED, version)
    _check_four_eyes(letter, by)
    letter.note = note
    if not this_one:
        _settle(session, letter, LetterState.SET_ASIDE, "set letter aside", by=by, now=now)
        return letter
    _check_can_begin(session, letter, now)
    for rival in rivals_of(session, letter, on=now.date()):
        end_appointment(session, rival.id or 0, last_day=now.date() - ONE_DAY, by=by, now=now)
    _put_in_force(session, letter, by=by, now=now)
    return letter


def set_aside(session: Session, letter_id: int, *, note: str, by: Actor, now: datetime, version: int) -> Letter:
    """A proposal that comes to nothing: a mistake, or a call that nobody answered. Its proposer may do this too."""
    letter = _locked(session, letter_id, LetterState.PROPOSED, version)
    letter.note = note
    _settle(session, letter, LetterState.SET_ASIDE, "set letter aside", by=by, now=now)
    return letter


def end(session: Session, appointment_id: int, *, seen: date | None, by: Actor, now: datetime) -> None:
    """The appointment ends with yesterday: from this moment the person no longer acts."""
    row = session.get_one(Appointment, appointment_id, with_for_update=True, populate_existing=True)
    if row.valid_to != seen:
        raise Outdated
    end_appointment(session, appointment_id, last_day=now.date() - ONE_DAY, by=by, now=now)


def rivals_of(session: Session, letter: Letter, *, on: date) -> list[Appointment]:
    """Who holds the letter's place on that day for another office, or for one that nobody wrote down."""
    if letter.role != "focal-point":
        return []
    others = _held(letter, on).where(col(Appointment.person_id) != letter.person_id)
    return [row for row in session.scalars(others) if _office(row.office) != _office(letter.office)]


def is_decided_by_another(letter: Letter, person_id: int | None) -> bool:
    """Whether this person may be the second pair of eyes."""
    return person_id is not None and person_id not in {letter.proposed_by, letter.person_id}


def _check_can_begin(session: Session, letter: Letter, now: datetime) -> None:
    if letter.valid_to < now.date():
        raise LastDayIsOver
    if not session.get_one(Person, letter.person_id).active:
        raise PersonHasLeft


def _office(name: str | None) -> str:
    return " ".join((name or "").casefold().split())


def _held(letter: Letter, on: date) -> Any:
    return in_force(on).where(
        col(Appointment.role) == letter.role,
        col(Appointment.scope_type) == COUNTRY,
        col(Appointment.scope_id) == letter.country,
    )


def _put_in_force(session: Session, letter: Letter, *, by: Actor, now: datetime) -> None:
    """Begin today; what the same person held before ends with yesterday and stays as history."""
    today = now.date()
    own = _held(letter, today).where(col(Appointment.person_id) == letter.person_id)
    for earlier in session.scalars(own).all():
        end_appointment(session, earlier.id or 0, last_day=today - ONE_DAY, by=by, now=now)
    row = appoint(
        session,
        person_id=letter.person_id,
        role=letter.role,
        scope_type=COUNTRY,
        scope_id=letter.country,
        valid_from=today,
        valid_to=letter.valid_to,
        document=f"{letter.reference}, {letter.letter_date.isoformat()}",
        office=letter.office,
        by=by,
        now=now,
    )
    letter.appointment_id = row.id
    _settle(session, letter, LetterState.IN_FORCE, "confirm appointment", by=by, now=now)


def _locked(session: Session, letter_id: int, state: LetterState, version: int) -> Letter:
    """The letter as it is now, with all of its country: two offices confirmed at once must see each other."""
    country = session.get_one(Letter, letter_id).country
    all_of_it = select(Letter).where(col(Letter.country) == country).order_by(col(Letter.id))
    letters = session.scalars(all_of_it.with_for_update(), execution_options={"populate_existing": True}).all()
    letter = next(each for each in letters if each.id == letter_id)
    if letter.version != version or letter.state != state:
        raise Outdated
    return letter


def _check_four_eyes(letter: Letter, by: Actor) -> None:
    if not is_decided_by_another(letter, by.person_id):
        raise SamePerson


def _settle(session: Session, letter: Letter, state: LetterState, act: str, *, by: Actor, now: datetime) -> None:
    letter.state, letter.decided_by, letter.decided_at = state, by.person_id, now
    letter.version += 1
    session.add(letter)
    session.flush()
    _note(session, letter, act, by=by, now=now)


def _note(session: Session, letter: Letter, act: str, *, by: Actor, now: datetime) -> None:
    told = letter.model_dump(mode="json", include={"person_id", "role", "country", "office", "reference", "state"})
    record_act(session, by=by, act=act, object_type="letter", object_id=letter.id, now=now, after=told)
