"""A question that a candidate asks about a request, and the one answer that all candidates read."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from app.core.db import Instant


class RequestQuestion(SQLModel, table=True):
    """Who asks is kept for limits and for the answer's mail, and shown to nobody: each candidate is heard alike."""

    __tablename__ = "request_question"
    id: int | None = Field(default=None, primary_key=True)
    version: int = 1
    country_request_id: int = Field(foreign_key="country_request.id", index=True)
    asked_by: int | None = Field(default=None, foreign_key="person.id", index=True)
    asked_at: datetime = Field(sa_type=Instant)
    words: str
    language: str = Field(max_length=12)  # of the page on which it was written
    answer: str | None = None
    answer_language: str | None = Field(default=None, max_length=12)
    answered_by: int | None = Field(default=None, foreign_key="person.id")
    answered_at: datetime | None = Field(default=None, sa_type=Instant)

    @property
    def key(self) -> int:
        if self.id is None:
            raise ValueError("This question has not been stored yet.")
        return self.id
