"""The first stage of a ranking: the best rows by words, labels and evidence, without reading every list.

`score = 16 / 0.07 * weight * root of the share of words + whole-number gains of shared codes +
16 * weight * evidence`: sixteenths of the deviations in which the parts of a recommendation are
counted. Gains add code by code, so they are a coarser form of the parts from labels.

Common words have the longest lists and weigh least. So only the lists of the rarer words are read
for every row; what the others could add at most (`Postings.tops`) tells which rows can still be
among the best, and for those few the rest is looked up. The answer is exact: it is the one that
reading everything would give (MaxScore, Turtle and Flood 1995, over arrays instead of cursors).
Where numba is installed, its loops do the same in fewer passes over memory (`matching.compiled`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from matching import compiled
from matching.analysis import goals
from matching.documents import Document
from matching.facets import Gains
from matching.postings import Floats, Mask
from matching.scale import TYPICAL
from matching.scoring import GOAL_ALONE, NEARNESS, OPEN, Weights
from matching.segment import FULL_EVIDENCE, GOAL
from matching.snapshot import Snapshot
from matching.topk import reach

Rows = NDArray[np.int64]

STEPS = 16
"""Whole-number gains in one deviation; the sum of all gains then fits a byte."""

_SHARES = (0.35, 0.7)  # of the postings of a need: what is read first, and if too many rows stay within reach
_FEW = 2000  # rows for which the remaining words are looked up one by one
_PROBED = 64  # rows scored in full, beside two for each one asked for, to learn what the best score
_BLOCK = 1 << 17  # rows worked on at a time, so that they stay in the processor's cache
_SLACK = np.float32(1e-3)  # sixteenths: far above what single precision may round off a bound


@dataclass(frozen=True, slots=True)
class _Reading:
    """`sums`: for every row what the first `read` terms give."""

    sums: Floats
    read: int


class FirstStage:
    """One need, its terms as the index has them, before one state of the index.

    `by_numba`: use the compiled loops where they are; the answer is the same without them.
    """

    def __init__(
        self, state: Snapshot, need: Document, terms: Collection[str], weights: Weights, *, by_numba: bool = True
    ) -> None:
        self.state = state
        known, total = state.weighed(terms)
        steps = _word_steps(weights) ** 2 / (total or 1.0)
        self.terms = np.array([number for _, number in known], np.int64)
        self.weights: Floats = np.array([rarity * steps for rarity, _ in known], np.float32)
        self.gains = code_gains(need, weights)
        self.evidence = np.float32(STEPS * weights.evidence / FULL_EVIDENCE)
        self.by_numba = by_numba

    @cached_property
    def labels(self) -> Floats:
        """What evidence and shared codes give to every row."""
        labels: Floats = self.state.evidence * self.evidence
        labels += self.state.gains(self.gains)
        return labels

    def best(self, mask: Mask, k: int) -> tuple[Rows, Floats]:
        """The first `k` rows of the mask and their scores: score, then the newer day, then the key."""
        if k <= 0:
            return np.empty(0, np.int64), np.empty(0, np.float32)
        found = self._compiled(mask, k) if self.by_numba and compiled.kernel() else None
        rows, scores = found or next(one for one in self._attempts(mask, k) if one is not None)
        order = self.state.ordered(rows, scores, k)
        return rows[order], scores[order]

    def _compiled(self, mask: Mask, k: int) -> tuple[Rows, Floats] | None:
        """The same as `_attempts`, by the loops of `matching.kernel`; None for gains that they cannot add."""
        asked = compiled.Asked(self.terms, self.weights, self.evidence, _SLACK)
        pieces: list[tuple[Rows, Floats]] = []
        for start, segment, given in self.state.gaining(self.gains):
            found = compiled.best(asked, segment, given, mask[start : start + len(segment)], k)
            if found is None:
                return None
            pieces.append((found[0] + start, found[1]) if start else found)
        if len(pieces) == 1:
            return pieces[0]
        nothing = np.empty(0, np.int64), np.empty(0, np.float32)
        rows, scores = zip(nothing, *pieces, strict=True)
        return np.concatenate(rows), np.concatenate(scores)

    def _attempts(self, mask: Mask, k: int) -> Iterator[tuple[Rows, Floats] | None]:
        """Rows that hold the first `k`, with their scores; None where too many rows stay within reach."""
        for read in self._cuts():
            sums = self.state.text_sums(self.terms[:read], self.weights[:read])
            yield self._found(_Reading(sums, read), mask, k)

    def _cuts(self) -> list[int]:
        """How many of the words to read for every row, at the first attempt and after."""
        sizes = np.cumsum(self.state.listed(self.terms))
        shares = [int(np.searchsorted(sizes, share * sizes[-1])) for share in _SHARES] if len(sizes) else []
        return list(dict.fromkeys([*shares, len(self.terms)]))

    def _found(self, reading: _Reading, mask: Mask, k: int) -> tuple[Rows, Floats] | None:
        """Rows that could be among the first `k`, scored in full; what a few of them score tells which."""
        bounds = self._bounds(reading, mask)
        rows = reach(bounds, 2 * k + _PROBED)
        rows = rows[mask[rows]]
        if k <= len(rows) <= _FEW:
            scores = self._scores(rows, reading)
            edge = np.partition(scores, len(scores) - k)[len(scores) - k] - _SLACK
            within = np.flatnonzero(bounds >= edge)
            if len(within) <= len(rows):
                return rows, scores
            rows = within[mask[within]]
        elif len(rows) < k:
            rows = np.flatnonzero(mask)
        if len(rows) > _FEW and reading.read < len(self.terms):
            return None
        return rows, self._scores(rows, reading)

    def _bounds(self, reading: _Reading, mask: Mask) -> Floats:
        """No row of the mask scores more than this; 0 for the others."""
        sums, read = reading.sums, reading.read
        rest = np.float32(self.weights[read:] @ self.state.tops(self.terms[read:]) * 1.0001)
        bounds = np.empty_like(sums)
        for start in range(0, len(sums), _BLOCK):
            part = slice(start, start + _BLOCK)
            block = np.add(sums[part], rest, out=bounds[part])
            np.sqrt(block, out=block)
            block += self.labels[part]
            block *= mask[part]
        return bounds

    def _scores(self, rows: Rows, reading: _Reading) -> Floats:
        """The whole score of a few rows; words are added rarest first, whatever was read before."""
        read, own = reading.read, reading.sums[rows]
        self.state.add_text(own, rows, self.terms[read:].tolist(), self.weights[read:])
        scores: Floats = np.sqrt(own) + self.labels[rows]
        return scores


def _word_steps(weights: Weights) -> float:
    return STEPS * weights.text / TYPICAL["text"][1]


def code_gains(need: Document, weights: Weights) -> Gains:
    """What each code that a document shares with the need adds, in sixteenths of a deviation.

    The codes of a facet share its weight. Nearer places add to wider ones, since whoever shares a
    country shares its region as well.
    """
    wanted, facets = sorted(goals(need.facets)), need.facets
    targets = facets.get("target", frozenset())
    region, subregion, country = (NEARNESS[name] for name in ("region", "subregion", "country"))
    return {
        GOAL: _shared(wanted, weights.goals * GOAL_ALONE),
        "target": _shared(targets, weights.goals * (1 - GOAL_ALONE)),
        "sector": _shared(facets.get("sector", ()), weights.sector),
        "region": _each(facets.get("region", ()), weights.place * region),
        "subregion": _each(facets.get("subregion", ()), weights.place * (subregion - region)),
        "country": _each(facets.get("country", ()), weights.place * (country - subregion)),
        "language": _shared(facets.get("language", ()), weights.language),
        "modality": _shared(facets.get("modality", ()), weights.modality),
        "capacity": {OPEN: round(STEPS * weights.capacity)},
    }


def _shared(codes: Collection[str], weight: float) -> dict[str, int]:
    return {code: round(STEPS * weight / len(codes)) for code in codes}


def _each(codes: Collection[str], weight: float) -> dict[str, int]:
    return {code: round(STEPS * weight) for code in codes}
