"""Another e-mail address for an account: asked for by its person, confirmed from the new mailbox, stopped from the old.

The old mailbox can take a change back for a week, also one that is done: whoever got hold of the account cannot
lock its person out by being quick.
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from app.accounts.models import AddressChange, Person, Subscriber
from app.accounts.service import close_account, end_all_sessions, subscriber_for
from app.core.audit import record_act
from app.core.mail_readdressing import readdress
from app.core.permissions import VISITOR, Actor

CONFIRM_WITHIN, STOP_WITHIN = timedelta(days=1), timedelta(days=7)
ABOUT_ACCOUNTS = "account"  # the kind of mails about an account: they stay with the address that they speak of


def holder_of(session: Session, email: str) -> Person | None:
    """Whose address this is, in whatever letters."""
    return session.scalars(select(Person).where(func.lower(col(Person.email)) == email.lower())).first()


def ask_for(session: Session, person_id: int, new_email: str, *, by: Actor, now: datetime) -> AddressChange:
    """Note the wish; an earlier one that nobody confirmed is over."""
    person = session.get_one(Person, person_id, with_for_update=True)
    _stop_waiting(session, person_id, now=now)
    row = AddressChange(person_id=person_id, old_email=person.email, new_email=new_email, asked_at=now)
    session.add(row)
    session.flush()
    _note(session, row, "ask for another address", by=by, now=now)
    return row


def to_confirm(session: Session, change_id: int, person_id: int | None) -> AddressChange | None:
    """The person's own wish, while it waits and the address is nobody else's."""
    row = session.get(AddressChange, change_id)
    if row is None or row.person_id != person_id or row.confirmed_at or row.stopped_at:
        return None
    return None if holder_of(session, row.new_email) else row


def to_stop(session: Session, change_id: int) -> AddressChange | None:
    row = session.get(AddressChange, change_id)
    return None if row is None or row.stopped_at else row


def confirm(session: Session, row: AddressChange, *, by: Actor, now: datetime) -> Person:
    """From now on the account has the new address. Links and sessions that the old one began work no more."""
    row.confirmed_at = now
    person = _with_address(session, row.person_id, row.new_email, now=now)
    _note(session, row, "change address", by=by, now=now)
    return person


def stop(session: Session, row: AddressChange, *, now: datetime) -> None:
    """It was not the person: the old address is back, everybody is out, and only a new password lets anybody in.

    Where somebody else has an account with the old address by now, this one is closed until it is cleared up.
    """
    holder = holder_of(session, row.old_email)
    _stop_waiting(session, row.person_id, now=now)
    row.stopped_at = now
    session.get_one(Person, row.person_id).password = None
    if holder is not None and holder.id != row.person_id:
        close_account(session, row.person_id, by=VISITOR, now=now)
        return
    _with_address(session, row.person_id, row.old_email, now=now)
    record_act(
        session, by=VISITOR, act="stop change of address", object_type="person", object_id=row.person_id, now=now
    )


def forget_address_changes(session: Session, *, now: datetime) -> None:
    """When no link to them works any more."""
    session.execute(delete(AddressChange).where(col(AddressChange.asked_at) < now - STOP_WITHIN))


def _with_address(session: Session, person_id: int, email: str, *, now: datetime) -> Person:
    person = session.get_one(Person, person_id, with_for_update=True)
    former, person.email, person.fs_uniquifier = person.email, email, secrets.token_hex(32)
    _free(session, person_id, email, now=now)
    end_all_sessions(session, person_id)
    subscriber_for(session, person, now=now).confirmed_at = now
    readdress(session, person_id, former, email, left=ABOUT_ACCOUNTS)
    return person


def _free(session: Session, person_id: int, email: str, *, now: datetime) -> None:
    """Mail without an account that went to the address ends: from now on the account's own mail goes there."""
    others = (col(Subscriber.email) == email, col(Subscriber.person_id).is_distinct_from(person_id))
    for row in session.scalars(select(Subscriber).where(*others)):
        row.email, row.name, row.frequency, row.stopped_at = f"moved-{row.id}@moved.invalid", "", "off", now
    session.flush()


def _stop_waiting(session: Session, person_id: int, *, now: datetime) -> None:
    waiting = (
        col(AddressChange.person_id) == person_id,
        col(AddressChange.confirmed_at).is_(None),
        col(AddressChange.stopped_at).is_(None),
    )
    session.execute(update(AddressChange).where(*waiting).values(stopped_at=now))


def _note(session: Session, row: AddressChange, act: str, *, by: Actor, now: datetime) -> None:
    record_act(session, by=by, act=act, object_type="person", object_id=row.person_id, now=now)
