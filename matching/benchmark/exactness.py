"""The same ranking by the plainest means: counts over the raw terms, in double precision, nothing shared.

score = WORDS * root(sum(idf * tfc) / sum(idf of the need's terms)) + gains of shared codes + EVIDENCE * evidence,
over documents that are public and confirmed; tfc as the index keeps it, in steps of 1/65535; idf from public ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching.benchmark.corpus import LEVELS, Corpus, Need, code
from matching.benchmark.engine import EVIDENCE, TOP, WORDS, gains
from matching.benchmark.ours import best
from matching.benchmark.tables import Masks
from matching.documents import Hit
from matching.index import HybridIndex

K1, B, AVERAGE = 1.2, 0.75, 30.0
ROUNDING = 5e-4
"""Of a score up to 360: what single precision may differ by."""

Scores = NDArray[np.float64]


class BruteForce:
    """Scores of all documents for one need at a time."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        self.lengths = np.diff(corpus.starts)
        self.document = np.repeat(np.arange(len(corpus)), self.lengths)
        self.masks = Masks(corpus)
        slow = K1 * (1 - B + B * self.lengths / AVERAGE)
        self.impacts = {tf: np.rint(tf / (tf + slow) * 65535) / 65535 for tf in range(1, 33)}

    def scores(self, need: Need) -> Scores:
        """(documents,) the score of each, seen or not."""
        total = np.zeros(len(self.corpus))
        norm = 0.0
        counted = self._counts(need)
        for term in need.terms:
            rows, tf = counted.get(term, (np.empty(0, np.int64), np.empty(0, np.int64)))
            rarity = self._idf(int(self.corpus.public[rows].sum()))
            norm += rarity
            for times in np.unique(tf).tolist():
                said = rows[tf == times]
                total[said] += rarity * self.impacts[times][said]
        return WORDS * np.sqrt(total / norm) + self._facets(need) + EVIDENCE * self.corpus.level / LEVELS

    def seen(self, need: Need, filtered: bool) -> NDArray[np.bool_]:
        """(documents,) which may be in the answer."""
        mask = self.corpus.public & self.corpus.confirmed
        return mask & self.masks(need) if filtered else mask

    def _counts(self, need: Need) -> dict[int, tuple[NDArray[np.int64], NDArray[np.int64]]]:
        """Term -> documents with it, and how often each says it."""
        at = np.flatnonzero(np.isin(self.corpus.tokens, need.terms))
        found = {}
        for term in need.terms:
            found[term] = np.unique(self.document[at[self.corpus.tokens[at] == term]], return_counts=True)
        return found

    def _idf(self, having: int) -> float:
        total = int(self.corpus.public.sum())
        return float(np.log(1 + (total - having + 0.5) / (having + 0.5)))

    def _facets(self, need: Need) -> Scores:
        total = np.zeros(len(self.corpus))
        for facet, codes in gains(need).items():
            for number in range(int(self.corpus.codes[facet].max()) + 1):
                having = (self.corpus.codes[facet] == number).any(axis=1)
                total[having] += codes.get(code(facet, number), 0)
        return total


def compare(index: HybridIndex, corpus: Corpus, needs: Sequence[Need]) -> dict[str, Any]:
    """How many answers of the index are not the true first ten, with and without filters."""
    truth = BruteForce(corpus)
    wrong = 0
    for need in needs:
        scores = truth.scores(need)
        for filtered in (False, True):
            wrong += not same(best(index, need, filtered), scores, truth.seen(need, filtered))
    return {"asked": 2 * len(needs), "mismatches": wrong}


def same(hits: Sequence[Hit], scores: Scores, seen: NDArray[np.bool_]) -> bool:
    """Whether the hits are the first ten: each with its true score, each the best at its place."""
    rows = [int(hit.key.partition(":")[2]) for hit in hits]
    right = np.sort(scores[seen])[::-1][:TOP]
    if len(rows) != len(right) or len(set(rows)) != len(rows) or not seen[rows].all():
        return False
    given = np.array([hit.score for hit in hits])
    return bool(np.all(np.abs(given - scores[rows]) < ROUNDING) and np.all(np.abs(given - right) < ROUNDING))
