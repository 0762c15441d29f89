"""The values that go in and come out: documents, hits, matches and their parts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

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
    codes. `evidence` runs from 0 to 1; `day`, a date ordinal, is when the document was last
    confirmed. `vectors` maps the mark of an encoder (`matching.encoders.mark`) to a unit vector
    of the document's words; without it the document is compared by words until it comes.

    Two facets have a meaning of their own: documents that share a code of "interchangeable" stand
    for each other in a list, and the code "open" of "capacity" says that expert-days are left.
    """

    key: str
    texts: Mapping[str, Text] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    facets: Mapping[str, frozenset[str]] = field(default_factory=dict)
    audience: str = PUBLIC
    standing: str = "confirmed"
    evidence: float = 0.0
    day: int = 0
    vectors: Mapping[str, Any] = field(default_factory=dict, compare=False, repr=False)


class Hit(NamedTuple):
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
class WhatIf:
    """What would change a match's rank: with these codes (or more of this part) it would be `rank_after`."""

    part: str
    codes: tuple[str, ...]
    rank_before: int
    rank_after: int


@dataclass(frozen=True, slots=True)
class Match:
    """A recommended document. The values of `parts` are >= 0 and add up to `score` (0 to 1).

    `rank` counts from 1 in the list given; `moved` is how many places it rose (below 0: fell) by
    variety; `alternatives` are the keys of interchangeable documents that it stands for.
    """

    key: str
    rank: int
    score: float
    parts: tuple[Part, ...]
    moved: int = 0
    alternatives: tuple[str, ...] = ()
    what_if: tuple[WhatIf, ...] = ()
