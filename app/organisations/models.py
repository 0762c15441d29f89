"""Institutions that share, seek or support."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import JSON, UniqueConstraint
from sqlmodel import Field, SQLModel

from app.core.db import Instant
from app.core.records import Provenance, PublishedRecord, choice_of, codes, structured


class Organisation(PublishedRecord, Provenance, table=True):
    __tablename__ = "organisation"
    status: str = Field(default="published", max_length=20)  # submitted until its first claim is decided
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
    members: list[dict[str, Any]] = structured()  # of a network: {name} or {organisation_id}
    focal_points: list[dict[str, Any]] = structured()  # {name: an office, role, languages}
    # A centre of excellence is one by somebody's word, and with its source alone.
    excellence_by: str | None = Field(default=None, max_length=200)
    excellence_until: date | None = None
    excellence_source: str | None = Field(default=None, max_length=300)
    summary: str | None = None
    last_confirmed_on: date | None = None
    review_due_on: date | None = Field(default=None, index=True)
    freshness: int = 0  # a stage of `timeline`


class ClaimStatus(StrEnum):
    WAITING = "waiting"
    APPROVED = "approved"
    DECLINED = "declined"


class OrganisationClaim(SQLModel, table=True):
    """ "We are this institution": who says so, and by what a moderator can check it."""

    __tablename__ = "organisation_claim"
    id: int | None = Field(default=None, primary_key=True)
    organisation_id: int = Field(foreign_key="organisation.id", index=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    position: str = Field(max_length=120)
    work_address: str = Field(max_length=320)  # e-mail; seen by moderators and the institution's editors
    letter: str = Field(default="", max_length=300)  # its reference and date
    telephone: str = Field(default="", max_length=60)
    listed_at: str = Field(default="", max_length=300)  # where the institution publishes that number
    status: ClaimStatus = Field(default=ClaimStatus.WAITING, sa_type=choice_of(ClaimStatus), index=True)
    decided_by: int | None = Field(default=None, foreign_key="person.id")  # a moderator, or an editor who agreed
    decided_at: datetime | None = Field(default=None, sa_type=Instant)
    reason: str = Field(default="", max_length=500)
    version: int = 1
    created_at: datetime = Field(sa_type=Instant)


class OrganisationInvitation(SQLModel, table=True):
    """An editor asks a colleague, by address, to edit as well."""

    __tablename__ = "organisation_invitation"
    id: int | None = Field(default=None, primary_key=True)
    organisation_id: int = Field(foreign_key="organisation.id", index=True)
    address: str = Field(max_length=320)
    invited_by: int = Field(foreign_key="person.id")
    created_at: datetime = Field(sa_type=Instant)
    accepted_at: datetime | None = Field(default=None, sa_type=Instant)
    accepted_by: int | None = Field(default=None, foreign_key="person.id")


class CheckKind(StrEnum):
    """What a verifier looks at: yes or no each, in the order of the page."""

    REGISTERED = "registered"  # it exists in an official register
    REACHED = "reached"  # it answered at an address or number that an official source lists
    MANDATED = "mandated"  # its mandate fits what it offers here
    REPRESENTED = "represented"  # whoever edits its page may speak for it
    OWN_ADDRESSES = "own-addresses"  # the site and the mail addresses it gives are its own


class OrganisationCheck(SQLModel, table=True):
    """One answer of a verifier; a later answer takes its place, and the earlier stays on record."""

    __tablename__ = "organisation_check"
    id: int | None = Field(default=None, primary_key=True)
    organisation_id: int = Field(foreign_key="organisation.id", index=True)
    kind: CheckKind = Field(sa_type=choice_of(CheckKind))
    holds: bool
    comment: str = Field(default="", max_length=500)
    checked_by: int = Field(foreign_key="person.id")
    checked_on: date
    valid_until: date
    ended_on: date | None = None  # the organisation has another name, type, country or number since


class FlagKind(StrEnum):
    OBSERVATION = "observation"
    NEEDS_REVIEW = "needs-review"
    SUSPENDED = "suspended"


class OrganisationFlag(SQLModel, table=True):
    """What moderators note about a body that is no state's; only they read it."""

    __tablename__ = "organisation_flag"
    id: int | None = Field(default=None, primary_key=True)
    organisation_id: int = Field(foreign_key="organisation.id", index=True)
    kind: FlagKind = Field(sa_type=choice_of(FlagKind))
    note: str = Field(max_length=500)
    raised_by: int = Field(foreign_key="person.id")
    raised_at: datetime = Field(sa_type=Instant)
    confirmed_by: int | None = Field(default=None, foreign_key="person.id")  # a second pair of eyes, to suspend
    confirmed_at: datetime | None = Field(default=None, sa_type=Instant)
    lifted_by: int | None = Field(default=None, foreign_key="person.id")
    lifted_at: datetime | None = Field(default=None, sa_type=Instant)

    @property
    def waits(self) -> bool:
        """A suspension that nobody else has confirmed suspends nobody."""
        return self.kind == FlagKind.SUSPENDED and self.confirmed_by is None


class ReviewAnswer(StrEnum):
    STILL_TRUE = "still-true"
    UPDATE = "update"
    WITHDRAW = "withdraw"


class Review(SQLModel, table=True):
    """The yearly question about one record, one for each day on which it was due; put up to three times."""

    __tablename__ = "review"
    __table_args__: ClassVar[Any] = (UniqueConstraint("kind", "record_id", "due_on"),)
    id: int | None = Field(default=None, primary_key=True)
    kind: str = Field(max_length=40)
    record_id: int
    due_on: date
    asked_at: datetime = Field(sa_type=Instant)  # first
    asks: int = Field(default=0, sa_column_kwargs={"server_default": "1"})  # 0: there was nobody to ask
    next_on: date | None = Field(default=None, index=True)  # when to ask again, or to let it sink further
    answer: ReviewAnswer | None = Field(default=None, sa_type=choice_of(ReviewAnswer))
    answered_at: datetime | None = Field(default=None, sa_type=Instant)
    answered_by: int | None = Field(default=None, foreign_key="person.id")

    @property
    def is_over(self) -> bool:
        """Whoever said that it needs an update may still say that it is true now."""
        return self.answer in {ReviewAnswer.STILL_TRUE, ReviewAnswer.WITHDRAW}
