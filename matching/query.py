"""A search as typed: the words, their scores, and which documents have them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from matching.near import likeness
from matching.postings import Floats, Mask, Rows, strongest
from matching.rarity import idf
from matching.scale import Scale
from matching.snapshot import Snapshot
from matching.text import Analyzer, Word

_MOST = 300  # distinct words of a query that count
_NEAR = 2.0  # deviations above a typical document from which meaning alone finds it
_SCANNED = 250_000  # documents up to which meaning is compared with all of them

Meaning = Mapping[str, Floats]
"""The vector of a query by the mark of its encoder."""


class Query:
    """Words read in one snapshot.

    A word may have several readings, one for each language it could belong to. They count as one
    word: the best reading of a document is taken, and a document with any of them contains it.
    """

    def __init__(self, state: Snapshot, typed: str, analyzer: Analyzer, meaning: Meaning | None = None) -> None:
        self.state = state
        self.meaning = meaning or {}
        self.typed = typed.strip("\0 \t\r\n")
        self.words = analyzer.words(typed)[:_MOST]

    @cached_property
    def postings(self) -> list[tuple[Rows, Floats]]:
        """For each word its rows and its contributions (idf times tfc) to their scores."""
        return [self._posting(word) for word in self.words]

    @cached_property
    def scores(self) -> Floats:
        """The BM25 score of every row, whether it is asked for or not."""
        scores = np.zeros(len(self.state), np.float32)
        for rows, values in self.postings:
            scores[rows] += values
        return scores

    @cached_property
    def near(self) -> Floats:
        """How near every row is in meaning, in deviations above a typical one; 0 where it is not near."""
        steps = np.zeros(len(self.state), np.float32)
        if len(self.state) > _SCANNED:
            return steps
        rows = np.arange(len(self.state))
        for model, vector in self.meaning.items():
            found = likeness(self.state, model, vector, rows)
            known = found[self.state.public & ~np.isnan(found)]
            scale = Scale.of(model.partition(":")[0], known)
            steps = np.maximum(steps, scale.above(np.nan_to_num(found, nan=-1.0)))
        steps[steps < _NEAR] = 0
        return steps

    def matching(self, allowed: Mask) -> tuple[Mask, Floats]:
        """Rows with every word; if no allowed row has them all, rows with any, and rows near in meaning.

        With them comes the score of every row: of words, and of meaning where it was needed.
        Nothing typed matches everything; signs without a word in them match nothing.
        """
        if not self.words:
            return np.full_like(allowed, not self.typed), self.scores
        counted = [i for i, word in enumerate(self.words) if not word.optional]
        counted = counted or list(range(len(self.words)))
        every: Mask = self._containing(counted) == len(counted)
        if np.any(every & allowed):
            return every, self.scores
        some: Mask = self._containing(range(len(self.words))) > 0
        return some | (self.near > 0), self.scores + self.near

    def explain(self, row: int) -> tuple[tuple[str, float], ...]:
        """Word and contribution for one row, largest first; they add up to its score."""
        shares = []
        for word in self.words:
            known = tuple(self.state.terms.known(word.terms))
            strength = self.state.strength(row, known)
            if strength:
                if known not in self.state.word_rarity:
                    self._posting(word)
                shares.append((word.surface, float(strength * self.state.word_rarity[known])))
        return tuple(sorted(shares, key=lambda share: (-share[1], share[0])))

    def _containing(self, words: Sequence[int]) -> NDArray[np.int32]:
        number = np.zeros(len(self.state), np.int32)
        for word in words:
            number[self.postings[word][0]] += 1
        return number

    def _posting(self, word: Word) -> tuple[Rows, Floats]:
        numbers, start, found = self.state.terms.known(word.terms), 0, []
        for segment in self.state.segments:
            lists = [table.column(number) for number in numbers for table in (segment.text, segment.names)]
            rows, values = strongest(lists)
            found.append((rows + np.int32(start), values))
            start += len(segment)
        rows, best = (np.concatenate(part) for part in zip(*found, strict=True))
        rarity = self.state.word_rarity[tuple(numbers)] = np.float32(
            idf(int(self.state.public[rows].sum()), self.state.public_total)
        )
        return rows, best * rarity
