"""Institutions that share, seek or support."""

from datetime import date

from sqlalchemy import JSON
from sqlmodel import Field

from app.core.records import Provenance, PublishedRecord, codes


class Organisation(PublishedRecord, Provenance, table=True):
    __tablename__ = "organisation"
    status: str = Field(default="published", max_length=20)
    name: str = Field(max_length=200)
    acronym: str | None = Field(default=None, max_length=40)
    also_known_as: list[str] = Field(default_factory=list, sa_type=JSON)
    organisation_type: str | None = Field(default=None, max_length=4)  # IATI code
    registration: str | None = Field(default=None, max_length=100)  # registration number or IATI org-id
    country: str | None = Field(default=None, max_length=3)
    presence: list[str] = codes()  # countries
    languages: list[str] = codes()
    sectors: list[str] = codes()
    modalities: list[str] = codes()
    founded: int | None = None
    size_band: str | None = Field(default=None, max_length=20)
    is_network: bool = False
    summary: str | None = None
    last_confirmed_on: date | None = None
