"""The first stage over one segment by the loops of `matching.kernel`; only where numba is installed.

The same bounds, and the same additions in the same order, as `matching.first_stage` makes with numpy: scores
are equal to the last bit, and a test holds them so.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from functools import cache
from importlib import import_module
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from matching.facets import Bits
from matching.postings import FULL, Floats, Mask
from matching.segment import Segment

_BYTE = 255
_FULL = np.float32(FULL)

Found = tuple[NDArray[np.int64], Floats]


@cache
def kernel() -> Any:
    """The compiled loops, or None where numba is not installed or does not fit numpy."""
    try:
        return import_module("matching.kernel")
    except ImportError:
        return None


class Asked(NamedTuple):
    """What a need weighs in one state of the index.

    terms: (n,) int64, rarest first; weights: (n,) float32; evidence: what each step of it is worth; slack: how far
    a bound may be rounded off.
    """

    terms: NDArray[np.int64]
    weights: Floats
    evidence: np.float32
    slack: np.float32


def best(asked: Asked, segment: Segment, given: Sequence[tuple[Bits, int]], mask: Mask, k: int) -> Found | None:
    """The rows of the mask that hold the first `k`, equals of the last among them, and their scores, in no order.

    `given`: masks of codes and what each adds. None if the gains of a row may be too large for a byte.
    """
    if sum(gain for _, gain in given) > _BYTE:
        return None
    text, desk = segment.text, _desk_for(len(segment))
    table = _table([bits for bits, _ in given] or [segment.everything])
    worths = np.array([gain for _, gain in given] or [0], np.uint64)
    count = kernel().scan(
        asked.terms, asked.weights, _FULL, text.starts, text.tops, text.rows, text.impacts, desk.sums[: len(segment)],
        table, worths, desk.gains[: table.shape[1]], segment.evidence, asked.evidence, mask, asked.slack,
        k, desk.rows, desk.scores,
    )  # fmt: skip
    return desk.rows[:count].copy(), desk.scores[:count].copy()


class _Desk(NamedTuple):
    """Arrays that a thread uses again for each need: fresh ones cost more than the work on them, page by page.

    They hold what the last need left there. sums, scores, rows: one for each row; gains: one for eight rows.
    """

    sums: Floats
    scores: Floats
    rows: NDArray[np.int64]
    gains: NDArray[np.uint64]


class _Own(threading.local):
    """What belongs to one thread."""

    desk = _Desk(np.empty(0, np.float32), np.empty(0, np.float32), np.empty(0, np.int64), np.empty(0, np.uint64))
    bits: Bits = np.empty(0, np.uint8)


_own = _Own()


def _desk_for(height: int) -> _Desk:
    """A desk for at least so many rows."""
    if len(_own.desk.rows) < height:
        sums, scores = np.empty(height, np.float32), np.empty(height, np.float32)
        _own.desk = _Desk(sums, scores, np.empty(height, np.int64), np.empty(-(-height // 64) * 8, np.uint64))
    return _own.desk


def _table(masks: Sequence[Bits]) -> Bits:
    """The masks as one table."""
    size = sum(map(len, masks))
    if len(_own.bits) < size:
        _own.bits = np.empty(size, np.uint8)
    return np.concatenate(masks, out=_own.bits[:size]).reshape(len(masks), -1)
