"""The corpus as a sparse table of counts, for the peers that want one."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching.benchmark.corpus import CODES, Corpus, Need, code


def counts(corpus: Corpus) -> Any:
    """scipy csr array (documents, terms): how often each document says each term."""
    from scipy.sparse import csr_array

    shape = (len(corpus), len(corpus.material.vocabulary))
    ones = np.ones(len(corpus.tokens), np.float32)
    table = csr_array((ones, corpus.tokens, corpus.starts), shape=shape, copy=True)  # what follows is done in place
    table.sum_duplicates()
    return table


def asked(needs: list[Need], width: int) -> Any:
    """scipy csr array (needs, terms): 1 for each term of a need; terms that no document has are left out."""
    from scipy.sparse import csr_array

    known = [[number for number in need.terms if number < width] for need in needs]
    starts = np.cumsum([0, *map(len, known)])
    flat = np.array([number for row in known for number in row], np.int32)
    return csr_array((np.ones(len(flat), np.float32), flat, starts), shape=(len(needs), width))


class Masks:
    """Which documents pass the filters of a need, kept ready by code, as a site that filters would."""

    def __init__(self, corpus: Corpus) -> None:
        self._of = {
            (facet, code(facet, number)): (corpus.codes[facet] == number).any(axis=1)
            for facet in ("language", "region")
            for number in range(CODES[facet])
        }

    def __call__(self, need: Need) -> NDArray[np.bool_]:
        """(documents,) True where every filter is met."""
        kept = [np.any([self._of[facet, one] for one in codes], axis=0) for facet, codes in need.filters.items()]
        passed: NDArray[np.bool_] = np.all(kept, axis=0)
        return passed


def top(scores: NDArray[np.float32], most: int) -> list[int]:
    """The rows of the largest scores, largest first."""
    rows = np.argpartition(scores, -min(most, len(scores)))[-most:]
    return [int(row) for row in rows[np.argsort(-scores[rows], kind="stable")]]
