"""The text part of a recommendation: how much of a need's words a document carries."""

from __future__ import annotations

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from matching.documents import Document
from matching.postings import Floats
from matching.query import idf
from matching.snapshot import Snapshot
from matching.text import Analyzer

_SHOWN = 5  # words that explain a match


class TextPart:
    """BM25 of a need's own words, over the best score that those words could give.

    Statistics come from public documents of the kind asked for. Words meet words of the same
    language only. Values run from 0 to 1.
    """

    def __init__(self, state: Snapshot, need: Document, kind: str, analyzer: Analyzer) -> None:
        self.state = state
        self.kind = kind
        self.surfaces: dict[str, str] = {}
        for language in sorted(need.texts):
            text = need.texts[language]
            for surface, term in analyzer.pairs(f"{text.title}\n{text.body}", language):
                self.surfaces.setdefault(term, surface.lower())

    @cached_property
    def terms(self) -> list[tuple[str, int]]:
        """Terms of the need that the index knows, in a fixed order."""
        return [(t, n) for t in sorted(self.surfaces) for n in self.state.terms.known([t])]

    @cached_property
    def weights(self) -> Floats:
        """The idf of each term among public documents of the kind."""
        public = self.state.public & self.state.having("kind", [self.kind])
        total = int(public.sum())
        found = [int(public[self._rows(n)].sum()) for _, n in self.terms]
        return np.array([idf(count, total) if count else 0.0 for count in found], np.float32)

    @cached_property
    def values(self) -> Floats:
        """0 to 1 for every row."""
        columns = [number for _, number in self.terms]
        sums: Floats = self.state.each(lambda s: s.text.weighted(columns, self.weights))
        return sums / np.float32(max(float(self.weights.sum()), 1e-9))

    def words(self, row: int) -> tuple[str, ...]:
        """The need's own words that carried a row, strongest first."""
        shares = {
            term: float(weight * self._value(number, row))
            for (term, number), weight in zip(self.terms, self.weights, strict=True)
        }
        carried = sorted((t for t in shares if shares[t] > 0), key=lambda t: (-shares[t], t))
        return tuple(self.surfaces[term] for term in carried[:_SHOWN])

    def _rows(self, number: int) -> NDArray[np.int64]:
        ends = np.cumsum([0, *map(len, self.state.segments)])
        pairs = zip(self.state.segments, ends, strict=False)
        return np.concatenate([s.text.column(number)[0] + start for s, start in pairs])

    def _value(self, number: int, row: int) -> float:
        for segment in self.state.segments:
            if row < len(segment):
                rows, values = segment.text.column(number)
                at = int(np.searchsorted(rows, row))
                return float(values[at]) if at < len(rows) and rows[at] == row else 0.0
            row -= len(segment)
        return 0.0
