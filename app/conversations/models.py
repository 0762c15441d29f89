"""A conversation between two sides about one thing, and its messages. Nobody's address is in it."""

from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

from app.core.db import Instant
from app.core.records import choice_of
from app.countries.models import Route

CONVERSATION = "conversation"  # its name in clearances and the record of acts
MESSAGE = "message"  # its name in the moderators' queue


class ConversationStatus(StrEnum):
    WAITING = "waiting"  # for the focal point of the country that the opening institution is of
    OPEN = "open"
    NOT_CLEARED = "not_cleared"
    CLOSED = "closed"


STANDS = text("status IN ('waiting', 'open')")


class Conversation(SQLModel, table=True):
    """About `subject_kind` `subject_id`; sides are written as `Side` has them. `title` is as it was at the start."""

    __tablename__ = "conversation"
    __table_args__: ClassVar[Any] = (
        # The same two sides have one conversation about a thing at a time, also when two people begin it at once.
        Index(
            "ix_conversation_stands",
            "subject_kind",
            "subject_id",
            "opener",
            "answerer",
            unique=True,
            sqlite_where=STANDS,
            postgresql_where=STANDS,
        ),
        {"sqlite_autoincrement": True},
    )
    id: int | None = Field(default=None, primary_key=True)
    subject_kind: str = Field(max_length=40)
    subject_id: int
    title: str
    language: str = Field(default="en", max_length=12)
    example: bool = False
    opener: str = Field(max_length=40, index=True)
    answerer: str = Field(max_length=40, index=True)
    route: Route | None = Field(default=None, sa_type=choice_of(Route))  # None: the site has brought them together
    overseer: str | None = Field(default=None, max_length=3)  # the country whose desk reads the first message
    status: ConversationStatus = Field(default=ConversationStatus.WAITING, sa_type=choice_of(ConversationStatus))
    opened_by: int | None = Field(default=None, foreign_key="person.id", index=True)
    opened_at: datetime = Field(sa_type=Instant)
    sent_at: datetime | None = Field(default=None, sa_type=Instant)  # only what was sent ever reaches the other side
    closed_at: datetime | None = Field(default=None, sa_type=Instant)
    closed_by: int | None = Field(default=None, foreign_key="person.id")

    @property
    def key(self) -> int:
        if self.id is None:
            raise ValueError("This conversation has not been stored yet.")
        return self.id

    @property
    def stands(self) -> bool:
        return self.status in {ConversationStatus.WAITING, ConversationStatus.OPEN}


class Message(SQLModel, table=True):
    __tablename__ = "message"
    __table_args__: ClassVar[Any] = {"sqlite_autoincrement": True}
    id: int | None = Field(default=None, primary_key=True)
    conversation_id: int = Field(foreign_key="conversation.id", index=True)
    side: str = Field(max_length=40)
    words: str
    written_by: int | None = Field(default=None, foreign_key="person.id", index=True)
    written_at: datetime = Field(sa_type=Instant)
    reported_at: datetime | None = Field(default=None, sa_type=Instant)
    hidden_at: datetime | None = Field(default=None, sa_type=Instant)  # by a moderator

    @property
    def key(self) -> int:
        if self.id is None:
            raise ValueError("This message has not been stored yet.")
        return self.id
