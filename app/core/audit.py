"""Who did what, when: rows that each carry the hash of the one before.

The chain holds digests only; the words before and after an act stand in a side table, so that they can
be erased on request without breaking the chain. Each day is a chain of its own; its writers wait for
each other on the day's row.
"""

import hashlib
import json
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, select
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session
from sqlmodel import Field, SQLModel

from app.core.db import Instant
from app.core.permissions import Actor


class AuditDay(SQLModel, table=True):
    __tablename__ = "audit_day"
    day: date = Field(primary_key=True)
    last_hash: str = Field(max_length=64)


class AuditEvent(SQLModel, table=True):
    __tablename__ = "audit_event"
    id: int | None = Field(default=None, primary_key=True)
    day: date = Field(index=True)
    at: datetime = Field(sa_type=Instant)
    person_id: int | None = Field(default=None, index=True)  # no foreign key: the row outlives the person
    act: str = Field(max_length=80)
    object_type: str = Field(max_length=60)
    object_id: str = Field(max_length=60)
    request_id: str = Field(default="", max_length=64)
    text_digest: str = Field(default="", max_length=64)
    prev_hash: str = Field(max_length=64)
    hash: str = Field(max_length=64, unique=True)


class AuditText(SQLModel, table=True):
    __tablename__ = "audit_text"
    event_id: int = Field(primary_key=True, foreign_key="audit_event.id")
    before: dict[str, Any] | None = Field(default=None, sa_type=JSON)
    after: dict[str, Any] | None = Field(default=None, sa_type=JSON)


def record_act(
    session: Session,
    *,
    by: Actor,
    act: str,
    object_type: str,
    object_id: object,
    now: datetime,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    request_id: str = "",
) -> AuditEvent:
    """Add one act to today's chain, in the same transaction as the act itself."""
    day = _locked_day(session, now.date())
    event = AuditEvent(
        day=day.day,
        at=now,
        person_id=by.person_id,
        act=act,
        object_type=object_type,
        object_id=str(object_id),
        request_id=request_id,
        text_digest=_digest({"before": before, "after": after}) if before or after else "",
        prev_hash=day.last_hash,
        hash="",
    )
    event.hash = day.last_hash = hash_of(event)
    session.add_all([day, event])
    session.flush()
    if event.text_digest and event.id is not None:
        session.add(AuditText(event_id=event.id, before=before, after=after))
    return event


def first_broken(session: Session) -> date | None:
    """The first day whose rows do not follow from one another, or None when every chain holds."""
    for day in session.scalars(select(AuditDay).order_by(AuditDay.day)):  # type: ignore[arg-type]
        if not _holds(session, day):
            return day.day
    return None


def _holds(session: Session, day: AuditDay) -> bool:
    previous = beginning_of(day.day)
    rows = select(AuditEvent).where(AuditEvent.day == day.day).order_by(AuditEvent.id)  # type: ignore[arg-type]
    for event in session.scalars(rows):
        if event.prev_hash != previous or event.hash != hash_of(event):
            return False
        previous = event.hash
    return previous == day.last_hash


def beginning_of(day: date) -> str:
    """What the first row of a day carries as the hash before it."""
    return _digest(day.isoformat())


def hash_of(event: AuditEvent) -> str:
    fields = event.model_dump(exclude={"id", "hash"})
    return _digest({**fields, "at": event.at.isoformat()})


def _digest(value: object) -> str:
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def _locked_day(session: Session, day: date) -> AuditDay:
    """The row of `day`, made if need be and locked until this transaction ends."""
    insert = postgresql_insert if session.get_bind().dialect.name == "postgresql" else sqlite_insert
    first = insert(AuditDay).values(day=day, last_hash=beginning_of(day)).on_conflict_do_nothing()
    session.execute(first)
    return session.scalars(select(AuditDay).where(AuditDay.day == day).with_for_update()).one()  # type: ignore[arg-type]
