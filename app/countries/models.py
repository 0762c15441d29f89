"""What a country decides for itself: clearance, and whom not to propose."""

from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

from app.core.db import Instant
from app.core.records import choice_of


class ClearanceRule(StrEnum):
    """What the national focal point does before an institution of the country acts."""

    CLEARS = "clears"
    COPIED = "copied"
    NONE = "none"


def _clears(column: str) -> Any:
    return Field(default=ClearanceRule.CLEARS, sa_type=choice_of(ClearanceRule, column))


class CountryRule(SQLModel, table=True):
    """A country's own clearance rules. Without a row, the focal point clears."""

    __tablename__ = "country_rule"
    country: str = Field(primary_key=True, max_length=3)
    offers: ClearanceRule = _clears("offers")
    first_contact: ClearanceRule = Field(
        default=ClearanceRule.CLEARS, sa_type=choice_of(ClearanceRule, "first_contact")
    )
    agreements: ClearanceRule = _clears("agreements")
    version: int = 1


class DoNotPropose(SQLModel, table=True):
    """`country` does not wish to be matched with `other`. Private to its focal point; no page tells of it."""

    __tablename__ = "do_not_propose"
    country: str = Field(primary_key=True, max_length=3)
    other: str = Field(primary_key=True, max_length=3)


class ClearedAct(StrEnum):
    """What an institution of the country is about to do; the names are those of the rule's columns."""

    OFFERS = "offers"
    FIRST_CONTACT = "first_contact"
    AGREEMENTS = "agreements"


class Route(StrEnum):
    """Which way something goes to a possible partner."""

    VIA_FOCAL_POINT = "via_focal_point"
    DIRECTLY = "directly"


class Decision(StrEnum):
    CLEARED = "cleared"
    NOT_CLEARED = "not_cleared"
    WITHDRAWN = "withdrawn"  # by whoever asked, before the focal point decided


OPEN = text("decision IS NULL")


class Clearance(SQLModel, table=True):
    """One thing that waits for the focal point of `country`, or that one has decided on."""

    __tablename__ = "clearance"
    __table_args__: ClassVar[Any] = (
        # What is asked twice waits once, also when two ask at the same moment.
        Index(
            "ix_clearance_open",
            "object_type",
            "object_id",
            "country",
            "act",
            unique=True,
            sqlite_where=OPEN,
            postgresql_where=OPEN,
        ),
        {"sqlite_autoincrement": True},
    )
    id: int | None = Field(default=None, primary_key=True)
    country: str = Field(max_length=3, index=True)
    act: ClearedAct = Field(sa_type=choice_of(ClearedAct, "act"))
    object_type: str = Field(max_length=60)
    object_id: int
    asked_by: int | None = Field(default=None, foreign_key="person.id")
    asked_at: datetime = Field(sa_type=Instant)
    decided_by: int | None = Field(default=None, foreign_key="person.id")
    decided_at: datetime | None = Field(default=None, sa_type=Instant)
    decision: Decision | None = Field(default=None, sa_type=choice_of(Decision, "decision"))
    note: str = ""
    version: int = 1

    @property
    def is_cleared(self) -> bool:
        return self.decision == Decision.CLEARED
