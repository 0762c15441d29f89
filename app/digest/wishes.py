"""What a reader wishes of the weekly mail: how often, when, of what, and not before which day."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlmodel import col

from app.accounts.models import Person, Subscriber


@dataclass(frozen=True, slots=True)
class Wishes:
    frequency: str
    weekday: int
    hour: int
    zone: str
    paused_until: date | None
    unwanted: Collection[str]


def wishes_of(subscriber: Subscriber) -> Wishes:
    frequency = "off" if subscriber.stopped_at else subscriber.frequency
    return Wishes(
        frequency,
        subscriber.weekday,
        subscriber.hour,
        subscriber.zone,
        subscriber.paused_until,
        frozenset(subscriber.unwanted),
    )


def keep_wishes(session: Session, subscriber: Subscriber, wishes: Wishes, *, now: datetime) -> None:
    """From now on; a mail that waits is looked at again before it leaves.

    An address without an account that wants no mail has stopped it, and is forgotten some weeks later.
    """
    subscriber.frequency, subscriber.weekday, subscriber.hour = wishes.frequency, wishes.weekday, wishes.hour
    subscriber.zone, subscriber.paused_until = wishes.zone, wishes.paused_until
    subscriber.unwanted = sorted(wishes.unwanted)
    stops = wishes.frequency == "off" and subscriber.person_id is None
    subscriber.stopped_at = (subscriber.stopped_at or now) if stops else None
    if subscriber.person_id is not None:
        session.get_one(Person, subscriber.person_id).zone = wishes.zone


def try_again(subscriber: Subscriber, *, now: datetime) -> None:
    """The address is said to take mail again: what it refused before does not count any more."""
    subscriber.confirmed_at = now


def subscriber_since(session: Session, number: int, since: int) -> Subscriber | None:
    """The subscriber who was created at second `since`, while the address is confirmed."""
    row = session.get(Subscriber, number)
    known = row is not None and int(row.created_at.timestamp()) == since and row.confirmed_at is not None
    return row if known else None


def subscriber_at(session: Session, email: str) -> Subscriber | None:
    found = select(Subscriber).where(func.lower(col(Subscriber.email)) == email.lower())
    return session.scalars(found.where(col(Subscriber.confirmed_at).is_not(None))).first()


def subscriber_of(session: Session, person_id: int | None) -> Subscriber | None:
    return session.scalars(select(Subscriber).where(col(Subscriber.person_id) == person_id)).first()
