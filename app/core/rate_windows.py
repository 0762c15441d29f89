"""How often somebody did something: counters by window in the database, so that every process knows the same.

Two windows overlap smoothly: the one before counts for the part of it that a window ending now still covers.
Rows know a keyed hash of who it was, never an address, and go when their time is over (`forget_windows`).
"""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session
from sqlmodel import Field, SQLModel, col

from app.core.db import Instant

BEGINNING = datetime(2000, 1, 1, tzinfo=UTC)
NO_WAIT = timedelta(0)


class RateWindow(SQLModel, table=True):
    __tablename__ = "rate_window"
    key: str = Field(primary_key=True, max_length=64)
    began_at: datetime = Field(primary_key=True, sa_type=Instant)
    expires_at: datetime = Field(sa_type=Instant, index=True)
    count: int


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `most` times within `per`."""

    name: str
    most: int
    per: timedelta

    def began_at(self, now: datetime) -> datetime:
        return now - (now - BEGINNING) % self.per


@dataclass(frozen=True, slots=True)
class Counted:
    """One limit for one person, network or pair. `who` says which; it is stored as a keyed hash only."""

    limit: Limit
    who: str
    secret: str

    @property
    def key(self) -> str:
        return hmac.new(self.secret.encode(), f"{self.limit.name}|{self.who}".encode(), hashlib.sha256).hexdigest()


def take(session: Session, counted: Counted, *, now: datetime, times: int = 1) -> timedelta:
    """Count it; how long to wait when that is too often. The caller rolls back then: a refusal counts for nothing."""
    limit, began = counted.limit, counted.limit.began_at(now)
    insert = postgresql_insert if session.get_bind().dialect.name == "postgresql" else sqlite_insert
    values = {"key": counted.key, "began_at": began, "expires_at": began + 2 * limit.per, "count": times}
    row = insert(RateWindow).values(**values)
    row = row.on_conflict_do_update(index_elements=["key", "began_at"], set_={"count": col(RateWindow.count) + times})
    count: int = session.execute(row.returning(col(RateWindow.count))).scalar_one()
    return _wait(limit, now, count=count, before=_count(session, counted.key, began - limit.per))


def give_back(session: Session, counted: Counted, *, at: datetime) -> None:
    """It does not count after all: the password was right, say."""
    window = (col(RateWindow.key) == counted.key, col(RateWindow.began_at) == counted.limit.began_at(at))
    session.execute(update(RateWindow).where(*window, col(RateWindow.count) > 0).values(count=RateWindow.count - 1))


def was_counted(session: Session, counted: Counted, *, now: datetime) -> bool:
    """Whether it was counted at all in this window or the one before."""
    alive = (col(RateWindow.key) == counted.key, col(RateWindow.expires_at) > now, col(RateWindow.count) > 0)
    return session.execute(select(col(RateWindow.key)).where(*alive).limit(1)).first() is not None


def forget_windows(session: Session, *, now: datetime) -> None:
    session.execute(delete(RateWindow).where(col(RateWindow.expires_at) <= now))


def _count(session: Session, key: str, began: datetime) -> int:
    window = (col(RateWindow.key) == key, col(RateWindow.began_at) == began)
    return session.execute(select(col(RateWindow.count)).where(*window)).scalar_one_or_none() or 0


def _wait(limit: Limit, now: datetime, *, count: int, before: int) -> timedelta:
    """How long until one more fits; nothing when it fits now."""
    ends = limit.began_at(now) + limit.per
    if count > limit.most:
        return ends - now
    share = (ends - now) / limit.per
    if count + before * share <= limit.most:
        return NO_WAIT
    return limit.per * (share - (limit.most - count) / before)
