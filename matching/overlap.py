"""The words part: how much of a need's words a document carries."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import chain

import numpy as np

from matching.documents import Document
from matching.postings import Floats
from matching.snapshot import Snapshot
from matching.text import READ, Analyzer

_SHOWN = 5  # words that explain a match


def pairs(need: Document, analyzer: Analyzer) -> Iterator[tuple[str, str]]:
    """The words of a need as written, each with its term."""
    read = ((f"{text.title[:READ]}\n{text.body[:READ]}", language) for language, text in sorted(need.texts.items()))
    return chain.from_iterable(analyzer.pairs(text, language) for text, language in read)


def surfaces(need: Document, analyzer: Analyzer) -> dict[str, str]:
    """The terms of a need, each as it was written first."""
    found: dict[str, str] = {}
    for surface, term in pairs(need, analyzer):
        found.setdefault(term, surface)
    return {term: surface.lower() for term, surface in found.items()}


class TextPart:
    """BM25 of a need's words and of those spelled alike, over the best that its own words could give.

    `share = sum(weight(u) * tfc(u, d)) / sum(idf(t))`, where t runs over the need's terms and u
    over them (weight: idf) and the related ones (weight: `related_weight` times how alike they
    are, times idf). `values` is the root of the share: even texts about one thing share few of
    their words, and the root spreads small shares as widely as large ones.

    Statistics come from public documents. Words meet words of their own language only. Values
    run from 0 to 1 and look at one document at a time.
    """

    def __init__(
        self,
        state: Snapshot,
        need: Document,
        analyzer: Analyzer,
        *,
        related_from: float,
        related_weight: float,
    ) -> None:
        self.state = state
        self.rarity = state.rarity
        self.related_from = related_from
        self.related_weight = related_weight
        self.surfaces = surfaces(need, analyzer)

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
        """What a text full of the need's own words would get; words that nobody has count too."""
        terms = ((term, self.state.terms.known([term])) for term in sorted(self.surfaces))
        return sum((known and self.rarity(known[0])) or self.rarity.unseen for _, known in terms)

    @cached_property
    def values(self) -> Floats:
        """0 to 1 for every row."""
        weights = np.array([weight for weight, _ in self.readings.values()], np.float32)
        sums = self.state.text_sums(np.array(list(self.readings), np.int64), weights)
        share: Floats = np.sqrt(np.minimum(sums / np.float32(self.best or 1.0), 1))
        return share

    def words(self, rows: Sequence[int]) -> list[tuple[str, ...]]:
        """The need's own words that carried each row, strongest first; a bare number tells a reader nothing."""
        return [self._carried(values) for values in self.state.words_in(rows, self.readings).tolist()]

    def _carried(self, values: Sequence[float]) -> tuple[str, ...]:
        shares: dict[str, float] = {}
        for value, (weight, term) in zip(values, self.readings.values(), strict=True):
            if value and not self.surfaces[term].isdecimal():
                shares[term] = shares.get(term, 0.0) + weight * value
        carried = sorted(shares, key=lambda term: (-round(shares[term], 6), term))
        return tuple(self.surfaces[term] for term in carried[:_SHOWN])

    def _alike(self, term: str) -> list[tuple[int, float]]:
        own = [(number, 1.0) for number in self.state.terms.known([term])]
        if not self.related_weight:
            return own
        related = self.state.spellings.related(term, self.related_from)
        return own + [(number, self.related_weight * alike) for number, alike in related]
