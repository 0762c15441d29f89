"""The first stage over one segment by the loops of `matching.kernel`; only where numba is installed.

The same bounds, and the same additions in the same order, as `matching.first_stage` makes with numpy: scores
are equal to the last bit, and a test holds them so.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching.facets import Bits
from matching.postings import FULL, Floats, Mask, Postings
from matching.segment import Segment

_BYTE = 255

Found = tuple[NDArray[np.int64], Floats]


@cache
def kernel() -> Any:
    """The compiled loops, or None where numba is not installed or does not fit numpy."""
    try:
        return import_module("matching.kernel")
    except ImportError:
        return None


@dataclass(frozen=True, slots=True)
class Asked:
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
    height = len(segment)
    rows, scores = _desk.array("rows", height, np.int64), _desk.array("scores", height, np.float32)
    labels = *_codes(given, segment), segment.evidence, asked.evidence, mask
    sums, top = _desk.array("sums", height, np.float32), np.full(k, -1, np.float32)
    count = kernel().scan(*_lists(segment.text, asked), sums, *labels, asked.slack, top, rows, scores)
    return rows[:count].copy(), scores[:count].copy()


class _Desk(threading.local):
    """Arrays that a thread uses again for each need: fresh ones cost more than the work on them, page by page."""

    def __init__(self) -> None:
        self._arrays: dict[str, NDArray[Any]] = {}

    def array(self, name: str, size: int, kind: Any) -> NDArray[Any]:
        """The first `size` elements of an array; they hold what the last need left there."""
        found = self._arrays.get(name)
        if found is None or len(found) < size:
            found = self._arrays[name] = np.empty(size, kind)
        return found[:size]


_desk = _Desk()


def _lists(text: Postings, asked: Asked) -> tuple[Any, ...]:
    """Where each term's list starts and ends, all rows and impacts, what an impact of 1 is worth, and what the terms
    from each place on can add to a row at most."""
    known = np.minimum(asked.terms, text.width - 1)
    start, end = text.starts[known].view(np.uint64), text.starts[known + 1].view(np.uint64)
    if len(known) and asked.terms.max() >= text.width:
        end = np.where(asked.terms < text.width, end, start)
    most = np.zeros(len(known) + 1)
    np.cumsum((asked.weights * text.tops[known])[::-1], out=most[1:])
    left = (most[::-1] * 1.0001).astype(np.float32)
    return start, end, text.rows, text.impacts, asked.weights / np.float32(FULL), left


def _codes(given: Sequence[tuple[Bits, int]], segment: Segment) -> tuple[Any, Any, Any]:
    """The masks as one table, what each adds, and room for the sums."""
    masks, width = [bits for bits, _ in given] or [segment.everything], len(segment.everything)
    table = _desk.array("bits", len(masks) * width, np.uint8).reshape(len(masks), width)
    worths = np.array([gain for _, gain in given] or [0], np.uint64)
    return np.stack(masks, out=table), worths, _desk.array("gains", width, np.uint64)
