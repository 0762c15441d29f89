"""A documented exchange: who worked with whom, on what, when, and where that is written."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field, SQLModel

from app.core.db import Instant
from app.core.records import Provenance, PublishedRecord, codes


class Exchange(PublishedRecord, Provenance, table=True):
    __tablename__ = "exchange"
    status: str = Field(default="published", max_length=20)
    solution_id: int | None = Field(default=None, foreign_key="solution.id", index=True)
    title: str = Field(max_length=200)
    summary: str | None = None
    provider_countries: list[str] = codes()
    partner_countries: list[str] = codes()
    # Names, organisation keys or country codes, as the source has them: [{"name": …} or {"country": …}]
    triangular_partners: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)
    financing: str | None = Field(default=None, max_length=200)  # the financing window's name
    goals: list[str] = codes()  # goal or target codes
    sectors: list[str] = codes()
    modalities: list[str] = codes()
    year_from: int | None = None
    year_to: int | None = None
    what_changed: str | None = None
    outcome: str | None = None
    confirmed_by_partner_at: datetime | None = Field(default=None, sa_type=Instant)
    published_at: datetime | None = Field(default=None, sa_type=Instant)


class ExchangeOrganisation(SQLModel, table=True):
    __tablename__ = "exchange_organisation"
    exchange_id: int = Field(primary_key=True, foreign_key="exchange.id")
    organisation_id: int = Field(primary_key=True, foreign_key="organisation.id", index=True)
    role: str = Field(primary_key=True, max_length=24)


class ExchangeConfirmation(SQLModel, table=True):
    """A partner country's own word that the exchange took place as it stands here."""

    __tablename__ = "exchange_confirmation"
    exchange_id: int = Field(primary_key=True, foreign_key="exchange.id")
    country: str = Field(primary_key=True, max_length=3)
    person_id: int = Field(foreign_key="person.id")  # its focal point
    confirmed_at: datetime = Field(sa_type=Instant)
