"""Appointments, accounts and subscribers: what may change, and what is then true."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import Select, delete, or_, select
from sqlalchemy.orm import Session
from sqlmodel import col

from app.accounts.models import Appointment, Person, SignInSession, Subscriber
from app.core.audit import record_act
from app.core.mail import call_back
from app.core.permissions import Actor
from app.core.permissions import Appointment as Held

CONFIRM_WITHIN = timedelta(days=5)


def appointments_in_force(session: Session, person_id: int, day: date) -> frozenset[Held]:
    """What `person_id` may act as on `day`; nothing for a disabled person."""
    return appointments_of_people(session, [person_id], day)[person_id]


def appointments_of_people(session: Session, people: Collection[int], day: date) -> dict[int, frozenset[Held]]:
    """The same for several people."""
    held: dict[int, set[Held]] = {person_id: set() for person_id in people}
    for row in session.scalars(in_force(day).where(col(Appointment.person_id).in_(people))):
        held[row.person_id].add(Held(row.role, row.scope_type, row.scope_id))
    return {person_id: frozenset(own) for person_id, own in held.items()}


def appointments_of(session: Session, person_id: int, day: date) -> Sequence[Appointment]:
    """The same as rows, for the account page."""
    own = in_force(day).where(col(Appointment.person_id) == person_id)
    return session.scalars(own.order_by(col(Appointment.id))).all()


def appoint(
    session: Session,
    *,
    person_id: int,
    role: str,
    scope_type: str,
    scope_id: str,
    valid_from: date,
    by: Actor,
    now: datetime,
    valid_to: date | None = None,
    document: str | None = None,
    office: str | None = None,
) -> Appointment:
    """Give a person a role within a scope; the letter behind it is named in `document`."""
    appointment = Appointment(
        person_id=person_id,
        role=role,
        scope_type=scope_type,
        scope_id=scope_id,
        valid_from=valid_from,
        valid_to=valid_to,
        appointed_by=by.person_id,
        document=document,
        office=office,
    )
    session.add(appointment)
    session.flush()
    told = {"person": person_id, "role": role, "scope": f"{scope_type}:{scope_id}", "document": document}
    record_act(session, by=by, act="appoint", object_type="appointment", object_id=appointment.id, now=now, after=told)
    return appointment


def end_appointment(session: Session, appointment_id: int, *, last_day: date, by: Actor, now: datetime) -> None:
    """The role ends with `last_day`; the row stays. What waits to be mailed for a role that is over is called back."""
    appointment = session.get_one(Appointment, appointment_id)
    appointment.valid_to = last_day
    if last_day < now.date():
        call_back(session, appointment.person_id)
    after = {"last_day": last_day.isoformat()}
    record_act(
        session,
        by=by,
        act="end appointment",
        object_type="appointment",
        object_id=appointment_id,
        now=now,
        after=after,
    )


def has_real_accounts(session: Session) -> bool:
    """Whether anybody has an account here who is not one of the demonstration's people."""
    real = select(col(Person.id)).where(col(Person.demo).is_(False)).limit(1)
    return session.scalar(real) is not None


def subscriber_for(session: Session, person: Person, *, now: datetime) -> Subscriber:
    """The address at which this confirmed person receives mail, made once and following the account.

    An address that followed a search before it had an account becomes the person's own.
    """
    theirs = or_(col(Subscriber.person_id) == person.id, col(Subscriber.email) == person.email)
    row = session.scalars(select(Subscriber).where(theirs).order_by(col(Subscriber.person_id).is_(None))).first()
    if row is None:
        row = Subscriber(email=person.email, created_at=now)
        session.add(row)
    row.person_id = person.id
    row.email, row.name, row.locale, row.zone = person.email, person.name, person.locale, person.zone
    row.confirmed_at = row.confirmed_at or person.confirmed_at
    session.flush()
    return row


def edit_account(session: Session, person_id: int, *, name: str, locale: str, zone: str, now: datetime) -> None:
    person = session.get_one(Person, person_id)
    person.name, person.locale, person.zone = name, locale, zone
    subscriber_for(session, person, now=now)


def close_account(session: Session, person_id: int, *, by: Actor, now: datetime) -> None:
    """The person may not sign in any more and is out everywhere; what they did keeps its author."""
    session.get_one(Person, person_id).active = False
    end_all_sessions(session, person_id)
    record_act(session, by=by, act="close account", object_type="person", object_id=person_id, now=now)


def end_session(session: Session, row: SignInSession) -> None:
    session.delete(row)


def end_other_sessions(session: Session, person_id: int, *, keep: str) -> None:
    """Sign this person out everywhere but where `keep` is the session's id."""
    others = (col(SignInSession.person_id) == person_id, col(SignInSession.id) != keep)
    session.execute(delete(SignInSession).where(*others))


def end_all_sessions(session: Session, person_id: int) -> None:
    session.execute(delete(SignInSession).where(col(SignInSession.person_id) == person_id))


def remove_expired_sessions(session: Session, *, now: datetime) -> None:
    session.execute(delete(SignInSession).where(col(SignInSession.expires_at) < now - timedelta(days=1)))


def remove_unconfirmed(session: Session, *, now: datetime) -> None:
    """Accounts whose address nobody confirmed go with their link, so that nobody can reserve another's address."""
    appointed = select(col(Appointment.person_id))
    unconfirmed = (
        col(Person.confirmed_at).is_(None),
        col(Person.created_at) < now - CONFIRM_WITHIN,
        col(Person.id).not_in(appointed),
    )
    session.execute(delete(Person).where(*unconfirmed))


def in_force(day: date) -> Select[Appointment]:
    """Appointments of active people that count on `day`; the last day still counts."""
    return (
        select(Appointment)
        .join(Person, col(Person.id) == col(Appointment.person_id))
        .where(
            col(Person.active).is_(True),
            col(Appointment.valid_from) <= day,
            or_(col(Appointment.valid_to).is_(None), col(Appointment.valid_to) >= day),
        )
    )
