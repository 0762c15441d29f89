"""What a country decides for itself: clearance, and whom not to propose."""

from enum import StrEnum

from sqlmodel import Field, SQLModel

from app.core.records import choice_of


class Clearance(StrEnum):
    """What the national focal point does before an institution of the country acts."""

    CLEARS = "clears"
    COPIED = "copied"
    NONE = "none"


class CountryRule(SQLModel, table=True):
    """A country's own clearance rules. Without a row, the focal point clears."""

    __tablename__ = "country_rule"
    country: str = Field(primary_key=True, max_length=3)
    offers: Clearance = Field(default=Clearance.CLEARS, sa_type=choice_of(Clearance, "offers"))
    first_contact: Clearance = Field(default=Clearance.CLEARS, sa_type=choice_of(Clearance, "first_contact"))
    agreements: Clearance = Field(default=Clearance.CLEARS, sa_type=choice_of(Clearance, "agreements"))
    version: int = 1


class DoNotPropose(SQLModel, table=True):
    """`country` does not wish to be matched with `other`. Private to its focal point; no page tells of it."""

    __tablename__ = "do_not_propose"
    country: str = Field(primary_key=True, max_length=3)
    other: str = Field(primary_key=True, max_length=3)
