"""Vocabularies: goals, targets, places, groups, sectors and the small code lists, with their names.

`vocabulary()` holds them all: `vocabulary().places["ETH"].name("ar")`,
`vocabulary().groups_of("BGD", on=date(2026, 11, 23))`, `vocabulary().site.languages`.
"""

from __future__ import annotations

from app.taxonomy.facets import facet_codes, facet_names
from app.taxonomy.tables import FixtureError
from app.taxonomy.terms import (
    LANGUAGES,
    Area,
    Goal,
    Group,
    Membership,
    Place,
    Sector,
    Target,
    Term,
    by_name,
)
from app.taxonomy.vocabularies import Vocabulary, vocabulary

__all__ = [
    "LANGUAGES",
    "Area",
    "FixtureError",
    "Goal",
    "Group",
    "Membership",
    "Place",
    "Sector",
    "Target",
    "Term",
    "Vocabulary",
    "by_name",
    "facet_codes",
    "facet_names",
    "vocabulary",
]
