"""Reading a document for the index, and refusing what cannot be indexed."""

from __future__ import annotations

import math
from collections.abc import Mapping

from matching.documents import Document
from matching.segment import AUDIENCE, GOAL, STANDING, WRITTEN, Row
from matching.text import Analyzer
from matching.vocabulary import Vocabulary
from matching.weighing import Weighing

_LONGEST_KEY = 200


def analyse(
    document: Document,
    weighing: Weighing,
    analyzer: Analyzer,
    terms: Vocabulary,
    codes: dict[str, Vocabulary],
) -> Row:
    """One row from one document; unseen terms and codes get numbers.

    Raises ValueError for a bad key, facet name or evidence.
    """
    check(document)
    text = weighing.text(document, analyzer)
    names = weighing.names(document, analyzer)
    return Row(
        key=document.key,
        text={terms.number(term): value for term, value in text.items()},
        names={terms.number(term): value for term, value in names.items()},
        facets={facet: _numbers(facet, values, codes) for facet, values in _facets(document).items()},
        evidence=document.evidence,
        day=document.day,
        vectors=document.vectors,
    )


def _numbers(facet: str, values: frozenset[str], codes: dict[str, Vocabulary]) -> list[int]:
    vocabulary = codes.setdefault(facet, Vocabulary())
    return [vocabulary.number(code) for code in sorted(values)]


def check(document: Document) -> None:
    """Raises ValueError with the reason why a document cannot be indexed."""
    if not 0 < len(document.key) <= _LONGEST_KEY:
        raise ValueError(f"a key has 1 to {_LONGEST_KEY} characters")
    if any("\0" in facet for facet in document.facets):
        raise ValueError(f"{document.key}: a facet's name holds a NUL")
    if not (math.isfinite(document.evidence) and 0 <= document.evidence <= 1):
        raise ValueError(f"{document.key}: evidence runs from 0 to 1")


def goals(facets: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """The goals that a document names, and those of its targets: "6.1" is of goal "6"."""
    of_targets = (target.partition(".")[0] for target in facets.get("target", ()))
    return frozenset(facets.get("goal", ())) | frozenset(of_targets)


def _facets(document: Document) -> dict[str, frozenset[str]]:
    return {
        **document.facets,
        AUDIENCE: frozenset([document.audience]),
        STANDING: frozenset([document.standing]),
        GOAL: goals(document.facets),
        WRITTEN: frozenset(document.texts),
    }
