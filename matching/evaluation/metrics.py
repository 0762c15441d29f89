"""Ranking measures as exact expectations when scores tie: no order of the input can flatter."""

from __future__ import annotations

from collections.abc import Iterator
from math import comb

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float64]
Relevant = NDArray[np.bool_]

_DISCOUNTS = 1 / np.log2(np.arange(2, 12))  # of the first ten places


def _blocks(scores: Scores, relevant: Relevant) -> Iterator[tuple[int, int, int]]:
    """Documents before, size and relevant ones of each block of equal scores, best first."""
    _, block = np.unique(-scores, return_inverse=True)
    sizes = np.bincount(block)
    hits = np.bincount(block, weights=relevant).astype(int)
    before = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    return zip(before.tolist(), sizes.tolist(), hits.tolist(), strict=True)


def reciprocal_rank(scores: Scores, relevant: Relevant) -> float:
    """Expected 1 / rank of the first relevant document; 0 without one.

    >>> reciprocal_rank(np.array([1.0, 1.0]), np.array([True, False]))
    0.75
    """
    for before, size, hits in _blocks(scores, relevant):
        if hits:
            ways = comb(size, hits)
            first = range(1, size - hits + 2)
            return sum(comb(size - j, hits - 1) / ways / (before + j) for j in first)
    return 0.0


def recall(scores: Scores, relevant: Relevant) -> float:
    """Expected share of the relevant documents among the first ten.

    >>> recall(np.array([3.0, 2.0, 1.0]), np.array([True, False, True]))
    1.0
    """
    found = sum(hits * min(max(10 - before, 0), size) / size for before, size, hits in _blocks(scores, relevant))
    return found / max(1, int(relevant.sum()))


def ndcg(scores: Scores, relevant: Relevant) -> float:
    """Expected discounted gain of the first ten places over the best possible one."""
    gain = sum(
        hits * _DISCOUNTS[before : before + size].sum() / size for before, size, hits in _blocks(scores, relevant)
    )
    best = _DISCOUNTS[: int(relevant.sum())].sum()
    return float(gain / best) if best else 0.0


def interval(values: Scores, rounds: int = 2000, seed: int = 20261122) -> tuple[float, float]:
    """The 95 % bootstrap interval of a mean over requests."""
    drawn = np.random.default_rng(seed).integers(0, len(values), (rounds, len(values)))
    low, high = np.percentile(values[drawn].mean(axis=1), [2.5, 97.5])
    return float(low), float(high)
