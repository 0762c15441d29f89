"""Words that are spelled alike: "irrigation" and "irrigate", "nutrition" and "malnutrition".

Stemmers cut endings only, so a need and an offer often miss each other by a prefix or by another
way of building a word. Two words are alike by the share of the shorter one's letter triples
(borders included) that the longer one has too. Only the two words themselves decide, so nothing
is learned, and nothing private can shine through.
"""

from __future__ import annotations

import threading
from itertools import chain
from typing import Any

import numpy as np

from matching.vocabulary import Vocabulary

_SHORTEST = 4  # letters of a stem; shorter ones are alike by chance
_SCRIPTS = ("en:", "es:", "fr:", "pt:", "ru:", "und:")


def triples(term: str) -> frozenset[str]:
    """The letter triples of a term, with marks for its borders; none for a short stem.

    >>> sorted(triples("en:water"))
    ['^wa', 'ate', 'er$', 'ter', 'wat']
    """
    _, _, stem = term.partition(":")
    if not term.startswith(_SCRIPTS) or len(stem) < _SHORTEST or stem.isdecimal():
        return frozenset()
    framed = f"^{stem}$"
    return frozenset(framed[i : i + 3] for i in range(len(framed) - 2))


class Spellings:
    """The letter triples of a vocabulary, read from it as it grows."""

    def __init__(self, terms: Vocabulary) -> None:
        self.terms = terms
        self._read = 0
        self._having: dict[str, list[int]] = {}
        self._sizes: list[int] = []
        self._known: dict[tuple[str, float, int], list[tuple[int, float]]] = {}
        self._lock = threading.Lock()

    def related(self, term: str, at_least: float) -> list[tuple[int, float]]:
        """Numbers of the other terms of the same language that are alike, and how much (0 to 1)."""
        with self._lock:
            self._grow()
            key = (term, at_least, self._read)
            if key not in self._known:
                if len(self._known) > 20_000:
                    self._known.clear()
                self._known[key] = self._find(term, at_least)
            return self._known[key]

    def _find(self, term: str, at_least: float) -> list[tuple[int, float]]:
        own = triples(term)
        language = term.partition(":")[0]
        found = [self._having.get(f"{language}:{triple}", []) for triple in sorted(own)]
        numbers, shared = np.unique(np.array(list(chain.from_iterable(found)), np.int64), return_counts=True)
        sizes = np.array([self._sizes[number] for number in numbers])
        alike = shared / np.minimum(len(own), sizes) if len(numbers) else shared
        words = self.terms.words
        return [
            (int(number), float(share))
            for number, share in zip(numbers, alike, strict=True)
            if share >= at_least and words[number] != term
        ]

    def _grow(self) -> None:
        for number in range(self._read, len(self.terms)):
            term = self.terms.words[number]
            own = triples(term)
            self._sizes.append(max(1, len(own)))
            for triple in own:
                self._having.setdefault(f"{term.partition(':')[0]}:{triple}", []).append(number)
        self._read = len(self._sizes)

    def __getstate__(self) -> dict[str, Any]:
        return {"terms": self.terms}

    def __setstate__(self, state: dict[str, Any]) -> None:
        vars(self).update(vars(Spellings(state["terms"])))
