"""How near documents of one state of the index are in meaning: their vectors beside one."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from matching.postings import Floats, Mask
from matching.snapshot import Snapshot
from matching.vectors import similarity


def likeness(state: Snapshot, model: str, vector: Floats, rows: NDArray[np.int64]) -> Floats:
    """The cosine of a unit vector with each row's vector; NaN for a row without one.

    `model` is the mark of an encoder; rows in ascending order or not.
    """
    found = np.full(len(rows), np.nan, np.float32)
    start = 0
    for segment in state.segments:
        own = (rows >= start) & (rows < start + len(segment))
        if model in segment.vectors and own.any():
            found[own] = similarity(segment.vectors[model], vector, rows[own] - start)
        start += len(segment)
    return found


def vector_of(state: Snapshot, model: str, key: str) -> Floats | None:
    """The vector of a document that still counts, or None without one."""
    place = state.place(key)
    matrix = state.segments[place[0]].vectors.get(model) if place else None
    if place is None or matrix is None or not matrix[place[1]].any():
        return None
    found: Floats = matrix[place[1]].astype(np.float32)
    return found


def sample(state: Snapshot, mask: Mask, most: int) -> NDArray[np.int64]:
    """Up to `most` rows of a mask, evenly by key, so that they depend on the documents alone."""
    rows = np.flatnonzero(mask)
    if len(rows) <= most:
        return rows
    by_key = rows[np.argsort(state.ties[1][rows])]
    return np.sort(by_key[np.linspace(0, len(rows) - 1, most).astype(np.int64)])
