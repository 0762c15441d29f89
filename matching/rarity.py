"""How rare a term is: the inverse document frequency of BM25."""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import cached_property
from operator import itemgetter
from typing import Any

import numpy as np
from numpy.typing import NDArray


def idf(containing: int, total: int) -> float:
    """Rarity of a term that `containing` of `total` documents have; always positive.

    The form of Lucene: log(1 + (N - n + 0.5) / (n + 0.5)).
    """
    return math.log(_odds(containing, total))


def _odds(containing: Any, total: int) -> Any:
    return 1 + (total - containing + 0.5) / (containing + 0.5)


class Rarity:
    """The idf of each term number among some documents."""

    def __init__(self, containing: NDArray[np.int64], total: int) -> None:
        self.containing = containing
        self.total = total

    def __call__(self, number: int) -> float:
        """The idf of one term; 0 for a term that none of the documents has."""
        found = int(self.containing[number]) if number < len(self.containing) else 0
        return idf(found, self.total) if found else 0.0

    @cached_property
    def every(self) -> NDArray[np.float64]:
        """The idf of each term; 0 for a term that none of the documents has."""
        return np.where(self.containing > 0, np.log(_odds(self.containing, self.total)), 0)

    def weighed(self, numbers: Iterable[int]) -> list[tuple[float, int]]:
        """The idf of each term that some document has, with its number, rarest first; equals keep their order.

        In plain Python: for a few dozen terms, one numpy operation costs more than the whole.
        """
        read, width = self.every.item, len(self.containing)
        found = ((read(number), number) for number in numbers if number < width)
        return sorted((pair for pair in found if pair[0]), key=itemgetter(0), reverse=True)

    @property
    def unseen(self) -> float:
        """The idf of a word that none of the documents has."""
        return idf(0, self.total)
