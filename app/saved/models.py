"""What a person has set aside for later."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from app.core.db import Instant


class Kept(SQLModel, table=True):
    """A solution on a person's shortlist, with a note for nobody else's eyes."""

    __tablename__ = "kept_solution"
    __table_args__ = (UniqueConstraint("person_id", "solution_id"),)
    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    solution_id: int  # no foreign key: the line outlives the record, and says that it is gone
    note: str = ""
    kept_at: datetime = Field(sa_type=Instant)
    removed_at: datetime | None = Field(default=None, sa_type=Instant)  # can be put back for a day
