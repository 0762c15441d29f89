"""What a sent form says: the one schema that every way of writing a request ends in."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from app.core.numbers import LARGEST_AMOUNT
from app.core.records import Visibility
from app.taxonomy.codes import MOST_TARGETS


class RequestFacts(BaseModel):
    """Facts of one request, checked. Codes are those of the vocabularies; amounts are in `currency`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    country: str = Field(min_length=2, max_length=3)
    institution: str = Field(min_length=1)
    ministry: str | None = None
    wished_visibility: Visibility = Visibility.MEMBERS
    source_language: str = Field(default="en", max_length=12)

    title: str = Field(min_length=1)
    problem: str = Field(min_length=1)
    who_is_affected: str | None = None
    where: str | None = None
    causes: str | None = None
    efforts: str | None = None
    deadline: date | None = None

    plan_reference: str | None = None
    targets: list[str] = Field(default=[], max_length=MOST_TARGETS)
    sectors: list[str] = []
    gender_marker: int | None = Field(default=None, ge=0, le=2)

    outcome: str | None = None
    indicators: str | None = None
    modalities: list[str] = []
    languages: list[str] = []
    preferred_regions: list[str] = []
    practical_requirements: str | None = None
    must_speak: list[str] = []
    must_offer: list[str] = []
    start: date | None = None
    duration_months: int | None = Field(default=None, ge=1, le=120)
    remote_possible: bool | None = None

    currency: str | None = Field(default=None, min_length=3, max_length=3)
    total: Decimal | None = Field(default=None, ge=0, le=LARGEST_AMOUNT, decimal_places=2)
    own_cash: Decimal | None = Field(default=None, ge=0, le=LARGEST_AMOUNT, decimal_places=2)
    own_kind: Decimal | None = Field(default=None, ge=0, le=LARGEST_AMOUNT, decimal_places=2)
    other_contributions: Decimal | None = Field(default=None, ge=0, le=LARGEST_AMOUNT, decimal_places=2)
    instruments: list[str] = []

    absorptive_capacity: str | None = None
    sustainability: str | None = None
    monitoring: str | None = None
    contact: str | None = Field(default=None, max_length=320)

    @property
    def gap(self) -> Decimal | None:
        return gap_of(self.total, self.own_cash, self.own_kind, self.other_contributions)

    @model_validator(mode="after")
    def _contributions_fit(self) -> RequestFacts:
        if self.gap is not None and self.gap < 0:
            raise ValueError("The contributions are more than the total.")
        return self


def gap_of(total: Decimal | None, *contributions: Decimal | None) -> Decimal | None:
    """What is still to be found: the total less what is there; None while the total is not known."""
    return None if total is None else total - sum((amount for amount in contributions if amount), Decimal(0))
