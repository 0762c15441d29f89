"""What was shown to whom, so that a moderator can replay it, and what was answered."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index
from sqlmodel import Field, SQLModel

from app.core.db import Instant


class ShownMatch(SQLModel, table=True):
    """One match as it was shown: its rank, its parts and the ranker that made them."""

    __tablename__ = "shown_match"
    __table_args__ = (
        Index("ix_shown_match_newest", "request_id", "direction", "shown_at"),  # the newest lists for a request
        Index("ix_shown_match_weeks", "direction", "shown_at"),  # all that was shown in some weeks
    )
    id: int | None = Field(default=None, primary_key=True)
    request_id: int = Field(foreign_key="country_request.id")
    solution_id: int = Field(foreign_key="solution.id", index=True)
    direction: str = Field(max_length=10)  # "solutions" for a request, "requests" for a solution
    ranker: str = Field(max_length=40)
    rank: int
    score: float
    parts: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)
    shown_to: int | None = Field(default=None, foreign_key="person.id")
    shown_at: datetime = Field(sa_type=Instant)


class MatchAnswer(SQLModel, table=True):
    """A side's answer to a match: interested, not relevant (and why), or already in contact."""

    __tablename__ = "match_answer"
    request_id: int = Field(primary_key=True, foreign_key="country_request.id")
    solution_id: int = Field(primary_key=True, foreign_key="solution.id")
    person_id: int = Field(primary_key=True, foreign_key="person.id")
    answer: str = Field(max_length=20)  # interested, not-relevant, in-contact
    why: str | None = Field(default=None, max_length=400)
    ranker: str = Field(max_length=40)
    rank: int | None = None
    parts: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)
    answered_at: datetime = Field(sa_type=Instant)


class MatchOverride(SQLModel, table=True):
    """What a moderator has decided about one match: taken out, or put forward to a place; until it is withdrawn."""

    __tablename__ = "match_override"
    id: int | None = Field(default=None, primary_key=True)
    request_id: int = Field(foreign_key="country_request.id", index=True)
    solution_id: int = Field(foreign_key="solution.id", index=True)
    place: int | None = None  # none: taken out
    reason: str
    language: str = Field(max_length=12)  # of the reason
    decided_by: int = Field(foreign_key="person.id")
    decided_at: datetime = Field(sa_type=Instant)
    withdrawn_by: int | None = Field(default=None, foreign_key="person.id")
    withdrawn_at: datetime | None = Field(default=None, sa_type=Instant)


class RankerMemory(SQLModel, table=True):
    """What a ranker keeps between two looks at the open requests: two numbers for each solution."""

    __tablename__ = "ranker_memory"
    ranker: str = Field(primary_key=True, max_length=60)
    made_at: datetime = Field(sa_type=Instant)
    content: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)


class RankedNeed(SQLModel, table=True):
    """What the weekly batch found for one record before the eyes of one kind of reader: whoever they are, once.

    It counts as long as `mark` says that the ranker would find the same again.
    """

    __tablename__ = "ranked_need"
    direction: str = Field(primary_key=True, max_length=10)  # "solutions" for a request, "requests" for a solution
    record_id: int = Field(primary_key=True)
    masks: str = Field(primary_key=True, max_length=64)
    mark: str = Field(max_length=64)
    made_at: datetime = Field(sa_type=Instant)
    found: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)
