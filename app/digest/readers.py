"""Who gets a digest, who is due for one now, and why somebody who is due gets none."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import Session
from sqlmodel import col

from app.accounts.models import Person, Subscriber
from app.accounts.service import appointments_of_people
from app.core.mail import Mail, MailState
from app.core.permissions import VISITOR, Actor
from app.digest.models import DigestMail, DigestRun, WhyNone
from app.digest.weeks import Rhythm, Week, is_due, is_wanted_in, last_moment, local_day, minute_of

FREQUENCIES = ("weekly", "monthly")
RHYTHM = (col(Subscriber.zone), col(Subscriber.weekday), col(Subscriber.hour), col(Subscriber.frequency) == "monthly")
JOINED = (col(Subscriber.confirmed_at), col(Subscriber.created_at))


def subscribers_due(session: Session, week: Week, *, now: datetime) -> list[int]:
    """Those whose minute has come, in their own zone, and who have no digest of `week` yet."""
    return [
        key for key, *joined, rhythm in _waiting(session, week) if is_due(week, rhythm, joined_at=max(joined), now=now)
    ]


def subscribers_waiting(session: Session, week: Week) -> list[int]:
    """All who have no digest of `week` yet, whatever their day and hour."""
    return [key for key, *_, rhythm in _waiting(session, week) if is_wanted_in(week, rhythm)]


def readers_of(session: Session, digests: Collection[int]) -> Sequence[Subscriber]:
    """Those whose digests these are."""
    theirs = select(col(DigestMail.subscriber_id)).where(col(DigestMail.id).in_(digests))
    return session.scalars(select(Subscriber).where(col(Subscriber.id).in_(theirs))).all()


def reader_behind(session: Session, subscriber: Subscriber, *, now: datetime) -> Actor:
    """Who the reader is once signed in with a second factor; a visitor where there is no account."""
    number = subscriber.person_id
    if number is None:
        return VISITOR
    held = appointments_of_people(session, [number], now.date())
    return Actor(person_id=number, appointments=held[number], has_proven=True)


def rhythm_of(subscriber: Subscriber) -> Rhythm:
    monthly = subscriber.frequency == "monthly"
    return _rhythm(subscriber.id or 0, subscriber.zone, subscriber.weekday, subscriber.hour, monthly)


def _rhythm(number: int, zone: str, weekday: int, hour: int, monthly: bool) -> Rhythm:
    return Rhythm(zone, weekday, hour, monthly, minute_of(number))


def why_none(session: Session, subscriber: Subscriber, week: Week, *, now: datetime) -> WhyNone | None:
    """Why this reader gets no mail, whatever is new; None when nothing stands in the way."""
    if not _receives(session, subscriber):
        return WhyNone.STOPPED
    if now >= last_moment(week, rhythm_of(subscriber)):
        return WhyNone.LATE
    if is_paused(subscriber, now):
        return WhyNone.PAUSED
    return WhyNone.HELD if held_since(session, subscriber) else None


def is_paused(subscriber: Subscriber, now: datetime) -> bool:
    until = subscriber.paused_until
    return until is not None and local_day(now, subscriber.zone) < until


def held_since(session: Session, subscriber: Subscriber) -> datetime | None:
    """When the address refused a mail for good, unless it was confirmed again since."""
    refused = select(col(Mail.created_at)).where(
        col(Mail.to_address) == subscriber.email,
        col(Mail.state) == MailState.HELD,
        col(Mail.created_at) > subscriber.confirmed_at,
    )
    return session.scalars(refused.order_by(col(Mail.id).desc()).limit(1)).first()


def receives() -> ColumnElement[bool]:
    """Of a subscriber (outer-joined with its person): wants the digest and may get it."""
    return (
        col(Subscriber.confirmed_at).is_not(None)
        & col(Subscriber.stopped_at).is_(None)
        & col(Subscriber.frequency).in_(FREQUENCIES)
        & or_(col(Subscriber.person_id).is_(None), col(Person.active))
    )


def _receives(session: Session, subscriber: Subscriber) -> bool:
    """Still, though it was planned: somebody may have left in the meantime."""
    wanted = select(col(Subscriber.id)).outerjoin(Person, col(Person.id) == col(Subscriber.person_id))
    return session.scalar(wanted.where(col(Subscriber.id) == subscriber.id, receives())) is not None


def _waiting(session: Session, week: Week) -> list[Any]:
    """(number, confirmed, created, rhythm) of those who receive mail and have no digest of `week`."""
    has_one = (
        select(DigestMail.id)  # type: ignore[call-overload]
        .join(DigestRun, col(DigestRun.id) == col(DigestMail.run_id))
        .where(col(DigestRun.iso_week) == week.name, col(DigestMail.subscriber_id) == col(Subscriber.id))
    )
    query = (
        select(col(Subscriber.id), *JOINED, *RHYTHM)
        .outerjoin(Person, col(Person.id) == col(Subscriber.person_id))
        .where(receives(), ~exists(has_one))
        .order_by(col(Subscriber.id))
    )
    rows: list[Any] = list(session.execute(query))
    return [(*row[:3], _rhythm(row[0], *row[3:])) for row in rows]
