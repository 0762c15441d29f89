"""How one state of an index follows from another."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from matching.postings import Mask
from matching.segment import Segment
from matching.snapshot import Snapshot
from matching.spelling import Spellings
from matching.vocabulary import Vocabulary


def fresh_state(
    terms: Vocabulary, codes: dict[str, Vocabulary], whole: Segment, spellings: Spellings | None = None
) -> Snapshot:
    """A state of one segment, nothing removed, and an empty one for what comes."""
    alive = (np.ones(len(whole), np.bool_), np.ones(0, np.bool_))
    return Snapshot(terms, codes, (whole, Segment.build([])), alive, spellings or Spellings(terms))


def without(state: Snapshot, keys: Iterable[str]) -> tuple[Mask, ...]:
    """The masks of the living without some keys; a mask in which nothing changes stays the same object."""
    gone: dict[int, list[int]] = {}
    for key in keys:
        place = state.place(key)
        if place:
            gone.setdefault(place[0], []).append(place[1])
    return tuple(_cleared(mask, gone.get(number, [])) for number, mask in enumerate(state.alive))


def _cleared(mask: Mask, rows: list[int]) -> Mask:
    if not rows:
        return mask
    cleared = mask.copy()
    cleared[rows] = False
    return cleared


def still_known(old: Snapshot, alive: tuple[Mask, ...]) -> NDArray[np.int64] | None:
    """The first segment's counts, where they are still true."""
    return old.base_counts if alive[0] is old.alive[0] else None
