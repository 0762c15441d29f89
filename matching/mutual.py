"""What each side wants of the other: a document's likeness to one need beside its likeness to all.

A ranking by likeness alone puts a few broad documents first for everybody. What a document gives
to one need above what it gives to the open needs on average tells whom it suits best; adding that
is reciprocal recommendation from both sides' view (Pizzato et al., RecSys 2010). Only two numbers
a document are kept, so nothing of a need can be read from them, and no table of pairs is made.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from matching.documents import Document
from matching.postings import Floats
from matching.scale import MOST
from matching.snapshot import Snapshot

FEWEST = 10
"""Open needs below which an average says too little; nothing is added then."""

_LEAST_SPREAD = 0.3  # deviations; below it a document gives every need the same

Numbers = NDArray[np.float64]


class Summing(Protocol):
    """A recommender, as far as it is asked here."""

    def sums(self, need: Document, *, kind: str) -> tuple[tuple[str, ...], Numbers]: ...


@dataclass(frozen=True)
class OpenNeeds:
    """Mean and deviation of each document's sum of parts over the open needs, by key."""

    keys: Sequence[str]
    mean: Numbers
    deviation: Numbers
    count: int
    _places: dict[str, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_places", {key: place for place, key in enumerate(self.keys)})

    @classmethod
    def none(cls) -> OpenNeeds:
        """Before anything is known."""
        return cls((), np.zeros(0), np.zeros(0), 0)

    @classmethod
    def over(cls, keys: Sequence[str], sums: Numbers) -> OpenNeeds:
        """From a table of sums, open needs x documents."""
        if not len(sums):
            return cls.none()
        return cls(keys, sums.mean(axis=0), sums.std(axis=0), len(sums))

    @classmethod
    def of(cls, recommender: Summing, needs: Iterable[Document], *, kind: str) -> OpenNeeds:
        """One pass over the open needs, with the recommender that will use it.

        Two numbers a document are summed up; nothing else is kept of the needs.
        """
        count, keys = 0, tuple[str, ...]()
        total, squares = np.zeros(1), np.zeros(1)
        for need in needs:
            keys, sums = recommender.sums(need, kind=kind)
            total, squares, count = total + sums, squares + sums**2, count + 1
        mean = total / max(count, 1)
        return cls(keys, mean, np.sqrt(np.maximum(squares / max(count, 1) - mean**2, 0)), count)

    def above(self, state: Snapshot, rows: NDArray[np.int64], sums: Numbers) -> Floats:
        """Deviations of each row's sum above its own average over the open needs: (len(rows),) float32, 0 to `MOST`.

        `rows` are rows of `state`; `sums` (len(rows),) what their parts sum up to for one need, as
        `Recommender.sums` counts. A document that was not there then gets 0.
        """
        if self.count < FEWEST:
            return np.zeros(len(rows), np.float32)
        places = np.array([self._places.get(state.key(int(row)), -1) for row in rows], np.int64)
        steps = (sums - self.mean[places]) / np.maximum(self.deviation[places], _LEAST_SPREAD)
        above: Floats = np.where(places < 0, 0, np.clip(steps, 0, MOST)).astype(np.float32)
        return above

    def __getstate__(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in ("keys", "mean", "deviation", "count")}

    def __setstate__(self, state: dict[str, Any]) -> None:
        vars(self).update(vars(OpenNeeds(**state)))
