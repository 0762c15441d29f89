"""The text part of a recommendation: how much of a need's words a document carries."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from matching.documents import Document
from matching.postings import Floats
from matching.snapshot import Snapshot
from matching.text import READ, Analyzer

HALF = 0.1
"""The share of a need's words that counts one half.

Texts about one thing seldom share more than a fifth of their words; without this, no text would
ever weigh as much as one label. The order of the texts stays as it is.
"""
_SHOWN = 5  # words that explain a match


class TextPart:
    """BM25 of a need's words and of those spelled alike, over the best that the words could give.

    `share = sum(weight(u) * tfc(u, d)) / sum(best weight of each word)`, where u runs over the
    need's terms (weight: idf) and the related ones (weight: `related_weight` times how alike they
    are, times idf); the part is `share / (share + HALF)`.

    Statistics come from public documents of the kind asked for. Words meet words
    of their own language only. Values run from 0 to 1 and look at one document at a time.
    """

    def __init__(
        self,
        state: Snapshot,
        need: Document,
        kind: str,
        analyzer: Analyzer,
        *,
        related_from: float,
        related_weight: float,
    ) -> None:
        self.state = state
        self.rarity = state.rarity(kind)
        self.related_from = related_from
        self.related_weight = related_weight
        self.surfaces: dict[str, str] = {}
        for language in sorted(need.texts):
            text = need.texts[language]
            for surface, term in analyzer.pairs(f"{text.title[:READ]}\n{text.body[:READ]}", language):
                self.surfaces.setdefault(term, surface.lower())

    @cached_property
    def readings(self) -> dict[int, tuple[float, str]]:
        """Term number -> its weight, and the term of the need that it stands for."""
        found: dict[int, tuple[float, str]] = {}
        for term in sorted(self.surfaces):
            for number, alike in self._alike(term):
                weight = alike * self.rarity(number)
                if weight > found.get(number, (0.0, ""))[0]:
                    found[number] = (weight, term)
        words = self.state.terms.words
        return {number: found[number] for number in sorted(found, key=lambda n: words[n])}

    @cached_property
    def best(self) -> float:
        """The sum of each word's largest weight: what a text full of these words would get."""
        largest: dict[str, float] = {}
        for weight, term in self.readings.values():
            largest[term] = max(weight, largest.get(term, 0.0))
        return sum(largest.values())

    @cached_property
    def values(self) -> Floats:
        """0 to 1 for every row."""
        weights = np.array([weight for weight, _ in self.readings.values()], np.float32)
        columns = list(self.readings)
        sums: Floats = self.state.each(lambda s: s.text.weighted(columns, weights))
        share: Floats = sums / np.float32(self.best or 1.0)
        return share / (share + np.float32(HALF))

    def words(self, row: int) -> tuple[str, ...]:
        """The need's own words that carried a row, strongest first."""
        numbers, values = self.state.terms_of(row)
        shares: dict[str, float] = {}
        for number, value in zip(numbers.tolist(), values.tolist(), strict=True):
            weight, term = self.readings.get(number, (0.0, ""))
            if weight:
                shares[term] = shares.get(term, 0.0) + weight * value
        carried = sorted(shares, key=lambda term: (-round(shares[term], 6), term))
        return tuple(self.surfaces[term] for term in carried[:_SHOWN])

    def _alike(self, term: str) -> list[tuple[int, float]]:
        own = [(number, 1.0) for number in self.state.terms.known([term])]
        if not self.related_weight:
            return own
        related = self.state.spellings.related(term, self.related_from)
        return own + [(number, self.related_weight * alike) for number, alike in related]
