"""A country request: a need that an authorised person of that country wrote down, and nobody else."""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from sqlmodel import Field, SQLModel

from app.core.db import Instant
from app.core.records import PublishedRecord, Visibility, choice_of, codes


class RequestStatus(StrEnum):
    SUBMITTED = "submitted"
    ENDORSED = "endorsed"  # the national act, by the focal point
    OPEN = "open"
    SHORTLISTED = "shortlisted"
    NEGOTIATING = "negotiating"
    PARTNERED = "partnered"
    CLOSED = "closed"


# Statuses in which partners are still sought.
SEEKING = frozenset({RequestStatus.ENDORSED, RequestStatus.OPEN, RequestStatus.SHORTLISTED})
TAKES_OFFERS = frozenset({RequestStatus.OPEN, RequestStatus.SHORTLISTED})


class ClosingReason(StrEnum):
    """Why a request was closed: shown to its own country; to others only as a figure for many."""

    MET_ELSEWHERE = "met_elsewhere"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    NO_PARTNER_FOUND = "no_partner_found"


class CountryRequest(PublishedRecord, table=True):
    __tablename__ = "country_request"
    follows: int | None = Field(default=None, index=True)  # the closed request that it takes up again
    status: RequestStatus = Field(default=RequestStatus.SUBMITTED, sa_type=choice_of(RequestStatus))
    # What the focal point chose; until it opens the request, members are the widest audience.
    wished_visibility: Visibility = Field(
        default=Visibility.MEMBERS, sa_type=choice_of(Visibility, "wished_visibility")
    )
    import_key: str | None = Field(default=None, max_length=120, unique=True)

    # Who
    country: str = Field(max_length=3, index=True)
    institution: str
    ministry: str | None = None
    submitted_by: int | None = Field(default=None, foreign_key="person.id", index=True)
    entered_by: int | None = Field(default=None, foreign_key="person.id")  # a moderator, on behalf of its sender
    endorsed_by: int | None = Field(default=None, foreign_key="person.id")
    endorsed_at: datetime | None = Field(default=None, sa_type=Instant)
    opened_at: datetime | None = Field(default=None, sa_type=Instant)
    questions_until: date | None = None  # the last day on which candidates may ask; the deadline where none is named
    national_priority: int | None = None  # by the focal point who endorses; for moderators

    # Need. Lengths are counted as people count characters (forms), so these columns have none.
    title: str
    problem: str
    who_is_affected: str | None = None
    where: str | None = None
    causes: str | None = None
    efforts: str | None = None
    deadline: date | None = None

    # Fit
    plan_reference: str | None = None
    targets: list[str] = codes()  # at most five; target or goal codes
    sectors: list[str] = codes()
    gender_marker: int | None = None

    # Ask
    outcome: str | None = None
    indicators: str | None = None
    modalities: list[str] = codes()
    languages: list[str] = codes()
    preferred_regions: list[str] = codes()  # M49 codes
    practical_requirements: str | None = None
    must_speak: list[str] = codes()  # hard filter: delivery in one of these languages
    must_offer: list[str] = codes()  # hard filter: one of these modalities
    start: date | None = None
    duration_months: int | None = None
    remote_possible: bool | None = None

    # Money (for moderators and chosen partners only)
    currency: str | None = Field(default=None, max_length=3)
    total: Decimal | None = Field(default=None, max_digits=16, decimal_places=2)
    own_cash: Decimal | None = Field(default=None, max_digits=16, decimal_places=2)
    own_kind: Decimal | None = Field(default=None, max_digits=16, decimal_places=2)
    other_contributions: Decimal | None = Field(default=None, max_digits=16, decimal_places=2)
    gap: Decimal | None = Field(default=None, max_digits=16, decimal_places=2)
    instruments: list[str] = codes()

    # Follow-up
    absorptive_capacity: str | None = None  # for moderators and chosen partners only
    sustainability: str | None = None
    monitoring: str | None = None
    contact: str | None = Field(default=None, max_length=320)  # never shown: contact goes by relay
    consent_at: datetime | None = Field(default=None, sa_type=Instant)
    published_at: datetime | None = Field(default=None, sa_type=Instant)
    closed_at: datetime | None = Field(default=None, sa_type=Instant)
    closing_reason: ClosingReason | None = Field(default=None, sa_type=choice_of(ClosingReason))
    closing_note: str | None = None  # for the country's own people and moderators only

    @property
    def reference(self) -> str:
        """The request's number as people write and say it."""
        return f"R-{self.key}"

    @property
    def goals(self) -> list[str]:
        """The goals that the request serves, each once, in their order."""
        return sorted({code.partition(".")[0] for code in self.targets}, key=int)


class RequestChange(SQLModel, table=True):
    """That what was asked was changed after it was published: when, and on which pages of the form."""

    __tablename__ = "request_change"
    id: int | None = Field(default=None, primary_key=True)
    country_request_id: int = Field(foreign_key="country_request.id", index=True)
    changed_at: datetime = Field(sa_type=Instant)
    pages: list[str] = codes()
