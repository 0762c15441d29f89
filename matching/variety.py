"""Variety in a short list: one of several interchangeable documents, and not one country alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Chosen:
    """A place in the ranking that made the list.

    `moved`: how many places it rose (or, below 0, fell) by variety. `alternatives`: the places it
    stands for, because they share a code of "interchangeable" with it.
    """

    place: int
    moved: int
    alternatives: tuple[int, ...]


def choose(
    places: NDArray[np.int64],
    totals: NDArray[np.float64],
    codes: Mapping[int, Mapping[str, Sequence[str]]],
    *,
    spread: float,
    limit: int,
) -> list[Chosen]:
    """The first `limit` of the ranked places, one for each set of interchangeable ones.

    Each further document of a country that is in the list already counts `spread` deviations'
    share less for each, whichever country it is. Greedy, as in maximal marginal relevance
    (Carbonell and Goldstein 1998) with sameness of country for likeness.
    """
    ranked = places.tolist()
    standing_for = _sets(ranked, codes)
    left = list(standing_for)
    seen: Counter[str] = Counter()
    chosen: list[Chosen] = []
    while left and len(chosen) < limit:
        merit = [totals[p] - spread * max((seen[c] for c in codes[p].get("country", ())), default=0) for p in left]
        best = left.pop(int(np.argmax(merit)))
        seen.update(codes[best].get("country", ()))
        before = list(standing_for).index(best)
        chosen.append(Chosen(best, before - len(chosen), tuple(standing_for[best])))
    return chosen


def _sets(ranked: Sequence[int], codes: Mapping[int, Mapping[str, Sequence[str]]]) -> dict[int, list[int]]:
    """The best place of each set of interchangeable ones, in order, with the others of the set."""
    first_of: dict[str, int] = {}
    sets: dict[int, list[int]] = {}
    for place in ranked:
        same = codes[place].get("interchangeable", ())
        first = next((first_of[code] for code in same if code in first_of), None)
        if first is None:
            sets[place] = []
            first_of.update(dict.fromkeys(same, place))
        else:
            sets[first].append(place)
    return sets
