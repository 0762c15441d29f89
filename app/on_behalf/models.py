"""What a moderator entered for somebody: who sent it, when and how, and whether they say that it is right."""

from datetime import date, datetime
from enum import StrEnum

from sqlmodel import Field, SQLModel

from app.core.db import Instant
from app.core.records import choice_of


class Way(StrEnum):
    """How it came."""

    PAPER = "paper"
    EMAIL = "e-mail"


class SenderAnswer(StrEnum):
    RIGHT = "right"
    WRONG = "wrong"


class OnBehalf(SQLModel, table=True):
    """Of one draft, and then of the record that it became."""

    __tablename__ = "on_behalf"
    id: int | None = Field(default=None, primary_key=True)
    kind: str = Field(max_length=40)
    draft_id: str = Field(max_length=24, unique=True)
    object_id: int | None = Field(default=None, index=True)
    country: str = Field(default="", max_length=3)
    name: str = Field(max_length=200)
    position: str = Field(default="", max_length=200)
    address: str = Field(default="", max_length=320)  # for the link; seen by nobody
    sent_on: date
    way: Way = Field(sa_type=choice_of(Way))
    reference: str = Field(max_length=200)
    entered_by: int = Field(foreign_key="person.id")
    entered_at: datetime = Field(sa_type=Instant)
    answer: SenderAnswer | None = Field(default=None, sa_type=choice_of(SenderAnswer, "answer"))
    answered_at: datetime | None = Field(default=None, sa_type=Instant)
    words: str = ""  # of the sender: what is wrong

    @property
    def key(self) -> int:
        if self.id is None:
            raise ValueError("This has not been stored yet.")
        return self.id
