"""Who did what, when: rows that each carry the hash of the one before.

The chain holds digests only; the words before and after an act stand in a side table, so that they can
be erased on request without breaking the chain (`erase_text`). Each digest is salted and the salt goes with
the words: what was erased cannot be found again by guessing. Each day is a chain of its own that names the
day before it; its writers wait for each other on the day's row. `audit_check` walks it all.
"""

import hashlib
import json
import secrets
from collections.abc import Collection
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import JSON, func, select
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session
from sqlmodel import Field, SQLModel, col

from app.core.db import Instant
from app.core.permissions import Actor

ERASED = "audit.erase_text"
# What the hash of a row covers, by name: a column added later must not change the hash of an old row.
HASHED = ("id", "day", "at", "person_id", "act", "object_type", "object_id", "request_id", "text_digest", "prev_hash")


class AuditDay(SQLModel, table=True):
    __tablename__ = "audit_day"
    day: date = Field(primary_key=True)
    last_hash: str = Field(max_length=64)
    previous_day: date | None = None  # so that a whole day cannot go unseen


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
    salt: str = Field(default="", max_length=32)
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
    day = _locked_day(session, now.astimezone(UTC).date())
    number = _next_number(session)
    words = {"before": before, "after": after}
    text = AuditText(event_id=number, salt=secrets.token_hex(16), **words) if before or after else None
    event = AuditEvent(
        id=number,
        day=day.day,
        at=now,
        person_id=by.person_id,
        act=act,
        object_type=object_type,
        object_id=str(object_id),
        request_id=request_id,
        text_digest=digest_of_text(text) if text else "",
        prev_hash=day.last_hash,
        hash="",
    )
    event.hash = day.last_hash = hash_of(event)
    session.add_all([day, event])
    session.flush()
    if text is not None:
        session.add(text)
    return event


def erase_text(session: Session, of: Collection[int], *, by: Actor, now: datetime, request_id: str = "") -> int:
    """Take away the words (before, after, salt) kept with the acts numbered in `of`; how many had any.

    The acts stay with their digests, so every chain still holds. Each erasure is an act of its own that names
    the act whose words went: words that are gone without one are a fault to `audit_check`.
    """
    wanted = select(AuditText).where(col(AuditText.event_id).in_(of), col(AuditText.salt) != "")
    texts = session.scalars(wanted.order_by(col(AuditText.event_id))).all()
    for text in texts:
        text.before, text.after, text.salt = None, None, ""
        record_act(
            session,
            by=by,
            act=ERASED,
            object_type="audit_event",
            object_id=text.event_id,
            now=now,
            request_id=request_id,
        )
    return len(texts)


def acts_about(session: Session, object_type: str, object_id: object) -> list[int]:
    """The numbers of all acts upon one object: what `erase_text` is given for a person who leaves."""
    about = (col(AuditEvent.object_type) == object_type, col(AuditEvent.object_id) == str(object_id))
    return list(session.scalars(select(col(AuditEvent.id)).where(*about)))


def beginning_of(day: date, previous: date | None) -> str:
    """What the first row of a day carries as the hash before it."""
    return _digest(day.isoformat()) if previous is None else _digest([day.isoformat(), previous.isoformat()])


def hash_of(event: AuditEvent, *, numbered: bool = True) -> str:
    """The hash of a row; rows of the first release did not cover their number."""
    fields = {name: getattr(event, name) for name in HASHED if numbered or name != "id"}
    return _digest({**fields, "at": event.at.astimezone(UTC).isoformat()})


def digest_of_text(text: AuditText) -> str:
    words = {"before": text.before, "after": text.after}
    return _digest({**words, "salt": text.salt} if text.salt else words)


def _digest(value: object) -> str:
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest()


def _next_number(session: Session) -> int:
    """Known before the row is written, because the row's hash covers it."""
    if session.get_bind().dialect.name == "postgresql":
        sequence = func.pg_get_serial_sequence("audit_event", "id")
        return int(session.execute(select(func.nextval(sequence))).scalar_one())
    return int(session.scalar(select(func.max(AuditEvent.id))) or 0) + 1


def _locked_day(session: Session, day: date) -> AuditDay:
    """The row of `day`, made if need be and locked until this transaction ends."""
    known = session.get(AuditDay, day, with_for_update=True)
    if known is not None:
        return known
    previous = session.scalar(select(func.max(AuditDay.day)).where(col(AuditDay.day) < day))
    insert = postgresql_insert if session.get_bind().dialect.name == "postgresql" else sqlite_insert
    values = {"day": day, "last_hash": beginning_of(day, previous), "previous_day": previous}
    session.execute(insert(AuditDay).values(**values).on_conflict_do_nothing())
    return session.scalars(select(AuditDay).where(col(AuditDay.day) == day).with_for_update()).one()
