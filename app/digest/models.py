"""The weekly digest's plan: one run a week, one mail a subscriber, one row an item. Bytes live in `mail`."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from app.core.db import Instant
from app.core.records import choice_of


class DigestMailState(StrEnum):
    PLANNED = "planned"
    EMPTY = "empty"
    RENDERED = "rendered"


class DigestRun(SQLModel, table=True):
    __tablename__ = "digest_run"
    __table_args__ = (UniqueConstraint("iso_week", "kind"),)
    id: int | None = Field(default=None, primary_key=True)
    iso_week: str = Field(max_length=8)  # "2026-W48"
    kind: str = Field(default="weekly", max_length=12)
    # The seven days before the week: half-open, UTC. They limit nothing; see `DigestItem`.
    starts_at: datetime = Field(sa_type=Instant)
    ends_at: datetime = Field(sa_type=Instant)
    created_at: datetime = Field(sa_type=Instant)
    opened_at: datetime | None = Field(default=None, sa_type=Instant)  # when it last had something to do again
    finished_at: datetime | None = Field(default=None, sa_type=Instant)


class WhyNone(StrEnum):
    """Why a digest that was due became no mail."""

    NOTHING_NEW = "nothing-new"
    PAUSED = "paused"
    HELD = "held"  # the address has refused mail
    STOPPED = "stopped"  # the reader wants none any more, or has left
    LATE = "late"  # too old to be made up: what it would have told comes with the next


class DigestMail(SQLModel, table=True):
    __tablename__ = "digest_mail"
    __table_args__ = (UniqueConstraint("run_id", "subscriber_id"),)
    id: int | None = Field(default=None, primary_key=True)
    run_id: int = Field(foreign_key="digest_run.id")
    subscriber_id: int = Field(foreign_key="subscriber.id", index=True)
    mail_id: int | None = Field(default=None, foreign_key="mail.id", unique=True)
    state: DigestMailState = Field(default=DigestMailState.PLANNED, sa_type=choice_of(DigestMailState))
    why_none: str = Field(default="", max_length=20)  # a `WhyNone` where the state is empty
    decided_at: datetime | None = Field(default=None, sa_type=Instant)  # when it was written, or none was


class DigestItem(SQLModel, table=True):
    """One thing in a digest mail. It counts as shown when its mail is sent, then never again at this version."""

    __tablename__ = "digest_item"
    id: int | None = Field(default=None, primary_key=True)
    digest_mail_id: int = Field(foreign_key="digest_mail.id", index=True)
    section: str = Field(max_length=40)
    item: str = Field(max_length=120)  # "request:7/solution:12"
    item_version: int = 1
    position: int
