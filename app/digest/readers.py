"""Who gets a digest, and who is due for one now."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import Session
from sqlmodel import col

from app.accounts.models import Person, Subscriber
from app.core.mail import Mail, MailState
from app.digest.models import DigestMail, DigestRun
from app.digest.weeks import Rhythm, Week, is_due

RHYTHM = (
    col(Subscriber.id),
    col(Subscriber.zone),
    col(Subscriber.weekday),
    col(Subscriber.hour),
    col(Subscriber.confirmed_at),
    col(Subscriber.created_at),
)


def subscribers_due(session: Session, week: Week, *, now: datetime) -> list[int]:
    """Those whose hour has come, in their own zone, and who have no digest of `week` yet."""
    rows = session.execute(_without_digest(select(*RHYTHM), week)).all()
    return [
        key
        for key, zone, weekday, hour, confirmed_at, created_at in rows
        if is_due(week, Rhythm(zone, weekday, hour), joined_at=max(confirmed_at, created_at), now=now)
    ]


def subscribers_waiting(session: Session, week: Week) -> list[int]:
    """All who have no digest of `week` yet, whatever their hour."""
    return list(session.scalars(_without_digest(select(col(Subscriber.id)), week)))


def _without_digest(query: Any, week: Week) -> Any:
    has_one = (
        select(DigestMail.id)  # type: ignore[call-overload]
        .join(DigestRun, col(DigestRun.id) == col(DigestMail.run_id))
        .where(col(DigestRun.iso_week) == week.name, col(DigestMail.subscriber_id) == col(Subscriber.id))
    )
    return (
        query.outerjoin(Person, col(Person.id) == col(Subscriber.person_id))
        .where(receives(), ~_is_held(), ~exists(has_one))
        .order_by(col(Subscriber.id))
    )


def receives() -> ColumnElement[bool]:
    """Of a subscriber (outer-joined with its person): wants the digest and may get it."""
    return (
        col(Subscriber.confirmed_at).is_not(None)
        & col(Subscriber.stopped_at).is_(None)
        & (col(Subscriber.frequency) == "weekly")
        & or_(col(Subscriber.person_id).is_(None), col(Person.active))
    )


def _is_held() -> ColumnElement[bool]:
    """The address refused a mail for good since it was last confirmed."""
    return exists(
        select(Mail.id).where(  # type: ignore[call-overload]
            col(Mail.to_address) == col(Subscriber.email),
            col(Mail.state) == MailState.HELD,
            col(Mail.created_at) > col(Subscriber.confirmed_at),
        )
    )
