"""An offer: an institution answers a country's request, with one of its solutions or just itself."""

from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

from app.core.db import Instant
from app.core.records import choice_of
from app.countries.models import Route

OFFER = "offer"  # its name in clearances and the record of acts


class OfferStatus(StrEnum):
    WAITING = "waiting"  # for the focal point of the institution's own country
    SENT = "sent"
    NOT_CLEARED = "not_cleared"
    WITHDRAWN = "withdrawn"


STANDS = text("status IN ('waiting', 'sent')")


class Offer(SQLModel, table=True):
    __tablename__ = "offer"
    __table_args__: ClassVar[Any] = (
        # An institution has one answer to a request at a time, also when two of its editors send at once.
        Index(
            "ix_offer_stands",
            "country_request_id",
            "organisation_id",
            unique=True,
            sqlite_where=STANDS,
            postgresql_where=STANDS,
        ),
        {"sqlite_autoincrement": True},
    )
    id: int | None = Field(default=None, primary_key=True)
    version: int = 1
    country_request_id: int = Field(foreign_key="country_request.id", index=True)
    organisation_id: int = Field(foreign_key="organisation.id", index=True)
    country: str | None = Field(default=None, max_length=3)  # of the institution, when it offered
    solution_id: int | None = Field(default=None, foreign_key="solution.id")
    message: str
    route: Route = Field(sa_type=choice_of(Route))
    status: OfferStatus = Field(default=OfferStatus.WAITING, sa_type=choice_of(OfferStatus))
    offered_by: int | None = Field(default=None, foreign_key="person.id")
    offered_at: datetime = Field(sa_type=Instant)
    sent_at: datetime | None = Field(default=None, sa_type=Instant)  # only what was sent ever reaches the other side

    @property
    def key(self) -> int:
        if self.id is None:
            raise ValueError("This offer has not been stored yet.")
        return self.id

    @property
    def stands(self) -> bool:
        return self.status in {OfferStatus.WAITING, OfferStatus.SENT}
