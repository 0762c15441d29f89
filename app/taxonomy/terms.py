"""The values of the vocabularies: codes with their names in the languages of the site."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeVar

from app.core.collation import in_order

LANGUAGES = ("ar", "zh", "en", "fr", "ru", "es", "pt")  # the UN bar order, then Portuguese
FALLBACK = "en"

AreaLevel = Literal["world", "region", "subregion", "intermediate"]
GroupKind = Literal["status", "commission", "body"]
MembershipStatus = Literal["effective", "scheduled"]


@dataclass(frozen=True, slots=True)
class Term:
    """A code and its names, by BCP-47 language; English is always among them."""

    code: str
    names: Mapping[str, str]

    def name(self, locale: str) -> str:
        """The name in `locale`, or in English where that language has none yet."""
        return self.name_and_language(locale)[0]

    def name_and_language(self, locale: str) -> tuple[str, str]:
        """The name and the language it is really in, so that a page can mark a fallback with `lang`."""
        language = locale.replace("_", "-").partition("-")[0]
        if language not in self.names:
            language = FALLBACK
        return self.names[language], language


@dataclass(frozen=True, slots=True)
class Goal(Term):
    """A Sustainable Development Goal; `colour` is the official one, as `#RRGGBB`."""

    colour: str


@dataclass(frozen=True, slots=True)
class Target(Term):
    """A target by its official code ("6.1", "17.18", "3.b"); the names are unofficial short ones."""

    goal: str


@dataclass(frozen=True, slots=True)
class Area(Term):
    """An M49 grouping: the world, a region, a sub-region or an intermediate region."""

    level: AreaLevel
    parent: str | None


@dataclass(frozen=True, slots=True)
class Place(Term):
    """An entity of the site's list by ISO 3166-1 alpha-3, or an invented one (`example`, XA to XE)."""

    region: str
    subregion: str
    intermediate: str | None
    iso2: str | None = None
    m49: str | None = None
    un_status: str | None = None
    example: bool = False

    @property
    def nearest_area(self) -> str:
        """The finest M49 grouping: the intermediate region where there is one, else the sub-region."""
        return self.intermediate or self.subregion

    @property
    def areas(self) -> tuple[str, ...]:
        """Region, sub-region and, where there is one, intermediate region: from the widest to the finest."""
        widest_first = (self.region, self.subregion, self.intermediate)
        return tuple(code for code in widest_first if code)


@dataclass(frozen=True, slots=True)
class Group(Term):
    """A group of countries: by development status, a UN regional commission or a regional body.

    `verified`: every row of the group was checked with the source; else rows say for themselves.
    """

    kind: GroupKind
    source: str
    retrieved: date
    verified: bool


@dataclass(frozen=True, slots=True)
class Membership:
    """One country's time in one group; `valid_to` is the first day on which it no longer counts."""

    group: str
    country: str
    valid_from: date | None
    valid_to: date | None
    status: MembershipStatus
    verified: bool
    note: str

    def holds_on(self, day: date) -> bool:
        """Whether the country is in the group on `day`, whatever was only planned when this was written."""
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_to is None or day < self.valid_to)


@dataclass(frozen=True, slots=True)
class Sector(Term):
    """A plain-language sector over OECD-DAC CRS codes: 3 digits (a whole category) or 5 digits."""

    crs: tuple[str, ...]


AnyTerm = TypeVar("AnyTerm", bound=Term)


def by_name(terms: Iterable[AnyTerm], locale: str) -> list[AnyTerm]:
    """The terms in the order of their names in `locale`; of two with one name, the lower code first."""
    return in_order(sorted(terms, key=lambda term: term.code), lambda term: term.name(locale), locale)
