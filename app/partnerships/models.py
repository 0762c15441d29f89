"""Offers, which answer a country's request, and the partnerships that begin with one."""

from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from app.core.db import Instant
from app.core.records import choice_of
from app.countries.models import Route
from app.partnerships.phases import Phase

OFFER = "offer"  # its name in clearances and the record of acts
PARTNERSHIP = "partnership"


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


class Party(StrEnum):
    """The two sides of a partnership, after what brings them together."""

    ASKS = "asks"  # the country whose request it is, by its focal point
    OFFERS = "offers"  # the institution, by its editors


class Partnership(SQLModel, table=True):
    """Begins when the focal point of the country that asks puts an offer on its shortlist."""

    __tablename__ = "partnership"
    __table_args__: ClassVar[Any] = {"sqlite_autoincrement": True}
    id: int | None = Field(default=None, primary_key=True)
    version: int = 1
    offer_id: int = Field(foreign_key="offer.id", unique=True)
    phase: Phase = Field(default=Phase.IDENTIFIED, sa_type=choice_of(Phase, "phase"))
    paused: Phase | None = Field(default=None, sa_type=choice_of(Phase, "paused"))  # where it was when it was suspended
    begun_at: datetime = Field(sa_type=Instant)
    conversation_id: int | None = Field(default=None, foreign_key="conversation.id")
    gain_asks: str = ""  # what the country gains, in its own words; and what the institution does
    gain_offers: str = ""

    @property
    def key(self) -> int:
        if self.id is None:
            raise ValueError("This partnership has not been stored yet.")
        return self.id

    def gain_of(self, party: Party) -> str:
        return self.gain_asks if party == Party.ASKS else self.gain_offers


class PartnershipStep(SQLModel, table=True):
    """Who moved it, when, and what they noted: all that has happened, in order."""

    __tablename__ = "partnership_step"
    __table_args__: ClassVar[Any] = {"sqlite_autoincrement": True}
    id: int | None = Field(default=None, primary_key=True)
    partnership_id: int = Field(foreign_key="partnership.id", index=True)
    phase: Phase = Field(sa_type=choice_of(Phase, "phase"))  # that was reached
    party: Party = Field(sa_type=choice_of(Party))
    made_by: int | None = Field(default=None, foreign_key="person.id", index=True)
    made_at: datetime = Field(sa_type=Instant)
    note: str = ""


class PartnershipWord(SQLModel, table=True):
    """One side's yes to a phase that both must agree to; gone when the phase is left by another way."""

    __tablename__ = "partnership_word"
    __table_args__: ClassVar[Any] = (UniqueConstraint("partnership_id", "phase", "party"),)
    id: int | None = Field(default=None, primary_key=True)
    partnership_id: int = Field(foreign_key="partnership.id")
    phase: Phase = Field(sa_type=choice_of(Phase, "phase"))
    party: Party = Field(sa_type=choice_of(Party))
    given_by: int | None = Field(default=None, foreign_key="person.id", index=True)
    given_at: datetime = Field(sa_type=Instant)
    note: str = ""
