"""One scale for parts that are measured differently: standard deviations above a typical document.

Likeness of words and of vectors have means and spreads of their own, so each is standardised before
it is added: (x - mean) / deviation over the public documents of the kind, nothing below the mean, and
never more than `MOST`. What a need may not see still counts here, so a filter or an exclusion changes
no other document's score.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matching.postings import Floats

MOST = 6.0
"""Deviations above the mean beyond which more likeness adds nothing; few pairs reach it."""

SAMPLE = 1000
"""Documents that the mean and deviation of vectors are taken over, where there are more."""

_LEANING = 20.0  # documents that the typical numbers weigh as much as: a handful says little of a spread

TYPICAL = {
    "text": (0.09, 0.07),
    "use": (0.0, 0.11),
    "e5": (0.0, 0.10),
    "minilm": (0.0, 0.13),
}
"""Mean and deviation of each likeness over the pairs of the evaluation file, for small collections."""

_ANY = (0.25, 0.15)


@dataclass(frozen=True, slots=True)
class Scale:
    """Mean and deviation of one likeness for one need."""

    mean: float
    deviation: float

    @classmethod
    def of(cls, name: str, values: NDArray[np.float32]) -> Scale:
        """From the values of a collection; the fewer they are, the more the typical numbers count."""
        mean, deviation = TYPICAL.get(name, _ANY)
        share = len(values) / (len(values) + _LEANING)
        if not len(values):
            return cls(mean, deviation)
        own = values.astype(np.float64)
        middle = share * float(own.mean()) + (1 - share) * mean
        variance = share * float(own.var()) + (1 - share) * deviation**2
        return cls(middle, max(variance**0.5, deviation / 4))

    def above(self, values: Floats) -> Floats:
        """Deviations above the mean, 0 to `MOST`.

        >>> Scale(0.5, 0.1).above(np.array([0.4, 0.7, 9.0], np.float32)).round(3).tolist()
        [0.0, 2.0, 6.0]
        """
        steps: Floats = np.clip((values - np.float32(self.mean)) / np.float32(self.deviation), 0, MOST)
        return steps.astype(np.float32)
