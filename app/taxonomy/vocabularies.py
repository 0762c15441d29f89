"""All vocabularies of the site, read once per process from `fixtures/reference/`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from app.config import FIXTURES
from app.taxonomy.goals import load_goals, load_targets
from app.taxonomy.groups import Memberships, groups_on, load_groups, load_memberships
from app.taxonomy.places import load_areas, load_places
from app.taxonomy.sectors import load_sectors
from app.taxonomy.site_profile import SiteProfile, load_site_profile
from app.taxonomy.tables import read_term, table
from app.taxonomy.terms import Area, Goal, Group, Place, Sector, Target, Term

REFERENCE = FIXTURES / "reference"
SMALL = (  # one file each: a code and seven names
    "modalities",
    "organisation_types",
    "maturity",
    "evidence",
    "nature",
    "organisation_roles",
    "appointment_roles",
    "payment",
    "disclosure",
    "visibility",
    "standing",
    "languages",
    "terms",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """Every vocabulary by code, in the order of its file."""

    goals: Mapping[str, Goal]
    targets: Mapping[str, Target]
    areas: Mapping[str, Area]
    places: Mapping[str, Place]
    groups: Mapping[str, Group]
    memberships: Memberships
    sectors: Mapping[str, Sector]
    modalities: Mapping[str, Term]
    organisation_types: Mapping[str, Term]
    maturity: Mapping[str, Term]
    evidence: Mapping[str, Term]
    nature: Mapping[str, Term]
    organisation_roles: Mapping[str, Term]
    appointment_roles: Mapping[str, Term]
    payment: Mapping[str, Term]
    disclosure: Mapping[str, Term]
    visibility: Mapping[str, Term]
    standing: Mapping[str, Term]
    languages: Mapping[str, Term]
    terms: Mapping[str, Term]
    site: SiteProfile

    def groups_of(self, code: str, on: date) -> frozenset[str]:
        """The groups and regional bodies that place `code` is in on that day; KeyError if it is not listed."""
        return groups_on(self.memberships[code], on)

    def members_of(self, group: str, on: date) -> frozenset[str]:
        """The places that are in `group` on that day, example places among them."""
        return frozenset(code for code in self.memberships if group in self.groups_of(code, on))

    def ancestors(self, code: str) -> tuple[str, ...]:
        """Region, sub-region and, where there is one, intermediate region of place `code`."""
        return self.places[code].areas


@cache
def vocabulary() -> Vocabulary:
    """The vocabularies of this site; raises `FixtureError` where a file cannot be used."""
    return load(REFERENCE)


def load(folder: Path) -> Vocabulary:
    """The vocabularies in `folder`, checked against each other."""
    goals, areas, groups = load_goals(folder), load_areas(folder), load_groups(folder)
    places = load_places(folder, areas)
    return Vocabulary(
        goals=goals,
        targets=load_targets(folder, goals),
        areas=areas,
        places=places,
        groups=groups,
        memberships=load_memberships(folder, places, groups),
        sectors=load_sectors(folder),
        site=load_site_profile(folder),
        **{name: table(folder / f"{name}.csv", read_term) for name in SMALL},
    )
