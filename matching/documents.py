"""The values that go in and come out: documents, hits, matches and their parts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

PUBLIC = "public"
"""The one audience whose documents feed the term statistics."""


@dataclass(frozen=True, slots=True)
class Text:
    """The words of one document in one language."""

    title: str = ""
    body: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """One thing that can be found: a solution, a request, an exchange, an organisation.

    `key` is unique and never read as words. `texts` maps a BCP-47 language to words. `names`
    holds, per language, the names of the goals, sectors and places of the document: `search`
    finds it by them, the recommender's text part never sees them. `facets` maps a facet to
    codes. `evidence` runs from 0 to 1; `day` is a date ordinal.
    """

    key: str
    texts: Mapping[str, Text] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    facets: Mapping[str, frozenset[str]] = field(default_factory=dict)
    audience: str = PUBLIC
    standing: str = "confirmed"
    evidence: float = 0.0
    day: int = 0


@dataclass(frozen=True, slots=True)
class Hit:
    """A document that a search found; the score is 0 when no words were given."""

    key: str
    score: float


@dataclass(frozen=True, slots=True)
class Page:
    """The hits asked for, and how many there are in all."""

    total: int
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One reason of a match: what it adds to the score, and what the two sides share."""

    name: str
    value: float
    shared: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """A recommended document. The values of `parts` are >= 0 and add up to `score` (0 to 1)."""

    key: str
    rank: int
    score: float
    parts: tuple[Part, ...]
