"""What a person has set aside for later."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from app.core.db import Instant

CONFIRMATION = "saved-search"  # the kind of the mail that asks whether an address wants to hear of a search


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


class SavedSearch(SQLModel, table=True):
    """A search whose new results an address wants to hear of; kept from the moment that the address is confirmed."""

    __tablename__ = "saved_search"
    __table_args__ = (UniqueConstraint("subscriber_id", "list_name", "query"),)
    id: int | None = Field(default=None, primary_key=True)
    subscriber_id: int = Field(foreign_key="subscriber.id", index=True)
    list_name: str = Field(max_length=20)  # "solutions"
    query: str = Field(max_length=2000)  # as the address of the list has it: "?q=water&goal=6"
    created_at: datetime = Field(sa_type=Instant)  # only what appears later is new
