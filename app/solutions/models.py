"""A solution: a practice that others can copy, documented from sources or confirmed by its institution."""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import JSON, UniqueConstraint
from sqlmodel import Field, SQLModel

from app.core.db import Instant
from app.core.records import Provenance, PublishedRecord, choice_of, codes, structured


class SolutionStatus(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    IN_REVIEW = "in_review"
    CHANGES_REQUESTED = "changes_requested"
    PUBLISHED = "published"
    ARCHIVED = "archived"
    WITHDRAWN = "withdrawn"


class Solution(PublishedRecord, Provenance, table=True):
    __tablename__ = "solution"
    status: SolutionStatus = Field(default=SolutionStatus.DRAFT, sa_type=choice_of(SolutionStatus))

    # The story
    # Lengths are counted as people count characters (forms), so texts have none here.
    title: str
    standfirst: str | None = None
    challenge: str | None = None
    approach: str | None = None
    building_blocks: list[dict[str, Any]] = structured()  # {name, needs, lesson}
    nature: list[str] = codes()

    # Where it comes from
    countries_of_origin: list[str] = codes()
    administrative_area: str | None = Field(default=None, max_length=120)
    countries_implemented: list[str] = codes()

    # What it serves
    sectors: list[str] = codes()
    keywords: list[str] = codes()
    maturity: str | None = Field(default=None, max_length=20)
    year_from: int | None = None
    year_to: int | None = None
    ongoing: bool | None = None

    # What came of it
    # each: indicator, baseline, target, actual, unit, year, women_share, source
    results: list[dict[str, Any]] = structured()
    beneficiaries: str | None = None
    cost_amount: Decimal | None = Field(default=None, max_digits=16, decimal_places=2)
    cost_currency: str | None = Field(default=None, max_length=3)
    cost_year: int | None = None

    # How to repeat it
    preconditions: str | None = None
    skills_needed: str | None = None
    time_to_deploy: str | None = Field(default=None, max_length=120)
    what_failed: str | None = None

    # What is offered
    modalities: list[str] = codes()
    delivery_languages: list[str] = codes()
    expert_days: int | None = None
    who_pays: str | None = Field(default=None, max_length=20)  # provider, shared, requester
    earliest_date: date | None = None
    offer_licence: str | None = Field(default=None, max_length=120)
    disclosure: str | None = Field(default=None, max_length=20)  # public, registered, on-request
    # The focal point's own act, where its country's rule is that it clears offers.
    cleared_at: datetime | None = Field(default=None, sa_type=Instant)
    cleared_by: int | None = Field(default=None, foreign_key="person.id")

    # How well it is known
    evidence: str | None = Field(default=None, max_length=30)
    gender_marker: int | None = None
    interchangeable_group: str | None = Field(default=None, max_length=80, index=True)
    published_at: datetime | None = Field(default=None, sa_type=Instant)
    last_confirmed_on: date | None = None
    review_due_on: date | None = Field(default=None, index=True)
    freshness: int = 0  # a stage of the timeline of reviews


class SolutionOrganisation(SQLModel, table=True):
    """An organisation's part in a solution."""

    __tablename__ = "solution_organisation"
    solution_id: int = Field(primary_key=True, foreign_key="solution.id")
    organisation_id: int = Field(primary_key=True, foreign_key="organisation.id", index=True)
    role: str = Field(primary_key=True, max_length=24)  # owner, implementer, financing-partner, supporter


class SolutionClaim(SQLModel, table=True):
    """A goal or target that a solution claims to serve; a goal alone where the source says no more."""

    __tablename__ = "solution_claim"
    solution_id: int = Field(primary_key=True, foreign_key="solution.id")
    code: str = Field(primary_key=True, max_length=5)  # "6" or "6.1"
    evidence_line: str | None = None


class RevisionState(StrEnum):
    """What became of one text that an institution sent."""

    CLEARANCE = "clearance"  # waits for its focal point
    SUBMITTED = "submitted"  # waits for a moderator
    CHANGES_REQUESTED = "changes_requested"
    PUBLISHED = "published"
    NOT_PUBLISHED = "not_published"
    SUPERSEDED = "superseded"  # another text was sent before this one was decided
    WITHDRAWN = "withdrawn"


WAITING = frozenset({RevisionState.CLEARANCE, RevisionState.SUBMITTED})


class SolutionRevision(SQLModel, table=True):
    """A text as it was sent: who, when, which version; kept, whatever becomes of it."""

    __tablename__ = "solution_revision"
    __table_args__: ClassVar[Any] = (UniqueConstraint("solution_id", "number"), {"sqlite_autoincrement": True})
    id: int | None = Field(default=None, primary_key=True)
    solution_id: int = Field(foreign_key="solution.id", index=True)
    number: int  # 1, 2, 3 … of this solution; 0 is what stood there before its institution first wrote
    state: RevisionState = Field(sa_type=choice_of(RevisionState, "revision_state"))
    content: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)  # facts, as SolutionFacts has them
    answers: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)  # as they were typed, by page of the form
    submitted_by: int | None = Field(default=None, foreign_key="person.id")
    submitted_at: datetime = Field(sa_type=Instant)
    decided_at: datetime | None = Field(default=None, sa_type=Instant)
    reasons: list[str] = codes()  # of the moderator, by code
    words: str = ""
    notes: dict[str, str] = Field(default_factory=dict, sa_type=JSON)  # field → what should change there
