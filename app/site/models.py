"""What readers tell us about a record: correct this, or take it away."""

from datetime import datetime
from enum import StrEnum

from sqlmodel import Field, SQLModel

from app.core.db import Instant
from app.core.records import choice_of


class Wish(StrEnum):
    """What is asked for."""

    CORRECT = "correct"
    REMOVE = "remove"


class Correction(SQLModel, table=True):
    """A reader's word about one record; moderators act on it first and discuss it after."""

    __tablename__ = "correction"
    id: int | None = Field(default=None, primary_key=True)
    object_type: str = Field(max_length=40)  # solution, exchange or organisation
    object_id: int
    wish: Wish = Field(sa_type=choice_of(Wish))
    words: str
    institution: str = ""
    email: str = Field(default="", max_length=320)  # for the answer; shown to moderators alone
    person_id: int | None = Field(default=None, foreign_key="person.id")
    language: str = Field(default="en", max_length=12, sa_column_kwargs={"server_default": "en"})  # of the page
    created_at: datetime = Field(sa_type=Instant)
    settled_at: datetime | None = Field(default=None, sa_type=Instant)
