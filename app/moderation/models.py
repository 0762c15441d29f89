"""What waits for a moderator, what was decided, and how each moderator likes to work."""

from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import JSON, Index, text
from sqlmodel import Field, SQLModel

from app.core.db import Instant
from app.core.records import choice_of, codes


class Why(StrEnum):
    """Why something waits."""

    NEW = "new"
    CHANGED = "changed"  # a new text of something that is published
    ASKED = "asked"  # a reader asks to correct or remove a record
    SUSPEND = "suspend"  # a moderator proposes it; another one decides
    DELETE = "delete"


class Decision(StrEnum):
    PUBLISH = "publish"
    CHANGES = "changes"  # back to its author, with reasons
    NOT_PUBLISHED = "not_published"
    SUSPEND = "suspend"
    DELETE = "delete"
    LEAVE = "leave"  # a proposal that the second moderator does not share


PROPOSALS = frozenset({Why.SUSPEND, Why.DELETE})
OPEN = text("closed_at IS NULL")


class ModerationItem(SQLModel, table=True):
    """One thing that waits, or waited: `object_id` of `kind`. What the queue shows is kept here from its entry."""

    __tablename__ = "moderation_item"
    __table_args__: ClassVar[Any] = (
        # What enters twice waits once, also when two come at the same moment.
        Index(
            "ix_moderation_item_open", "kind", "object_id", "why", unique=True, sqlite_where=OPEN, postgresql_where=OPEN
        ),
        {"sqlite_autoincrement": True},
    )
    id: int | None = Field(default=None, primary_key=True)
    kind: str = Field(max_length=40)
    object_id: int
    why: Why = Field(sa_type=choice_of(Why))
    version: int = 1
    title: str = ""
    language: str = Field(default="en", max_length=12)
    themes: list[str] = codes()  # goals
    countries: list[str] = codes()
    organisations: list[str] = codes()  # numbers, as appointments have them
    authors: list[int] = Field(default_factory=list, sa_type=JSON)  # people
    example: bool = False
    entered_at: datetime = Field(sa_type=Instant)
    closed_at: datetime | None = Field(default=None, sa_type=Instant, index=True)
    claimed_by: int | None = Field(default=None, foreign_key="person.id")
    claimed_until: datetime | None = Field(default=None, sa_type=Instant)
    assigned_to: int | None = Field(default=None, foreign_key="person.id")
    proposed_by: int | None = Field(default=None, foreign_key="person.id")  # who may not decide it
    words: str = ""  # of whoever proposes

    @property
    def key(self) -> int:
        """The number of a stored item."""
        if self.id is None:
            raise ValueError("This item has not been stored yet.")
        return self.id

    def is_held_from(self, person_id: int | None, now: datetime) -> bool:
        """Whether somebody else is at it."""
        held = self.claimed_until is not None and self.claimed_until > now
        return held and self.claimed_by != person_id


class ModerationDecision(SQLModel, table=True):
    """What was decided: kept for the public log, for undoing, and for the author."""

    __tablename__ = "moderation_decision"
    __table_args__: ClassVar[Any] = {"sqlite_autoincrement": True}
    id: int | None = Field(default=None, primary_key=True)
    item_id: int = Field(foreign_key="moderation_item.id", index=True)
    kind: str = Field(max_length=40)
    object_id: int
    decision: Decision = Field(sa_type=choice_of(Decision))
    reasons: list[str] = codes()
    words: str = ""
    notes: dict[str, str] = Field(default_factory=dict, sa_type=JSON)  # field → what should change there
    decided_by: int | None = Field(default=None, foreign_key="person.id", index=True)
    decided_at: datetime = Field(sa_type=Instant, index=True)
    before: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)  # what its kind needs to take it back
    of_published: bool = False  # about a record that everybody could or can read
    undone_at: datetime | None = Field(default=None, sa_type=Instant)

    @property
    def key(self) -> int:
        if self.id is None:
            raise ValueError("This decision has not been stored yet.")
        return self.id


class ModeratorSetting(SQLModel, table=True):
    """What a moderator reads and knows, for assigning; and whether single keys act."""

    __tablename__ = "moderator_setting"
    person_id: int = Field(primary_key=True, foreign_key="person.id")
    keys: bool = True
    languages: list[str] = codes()
    goals: list[str] = codes()
