"""What would change a rank: the counterfactual lines of a match."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from matching.comparison import Comparison
from matching.documents import WhatIf
from matching.scoring import OPEN


def what_if(
    compared: Comparison,
    codes: Mapping[str, Sequence[str]],
    own: Mapping[str, float],
    totals: NDArray[np.float64],
    most: float,
) -> tuple[WhatIf, ...]:
    """For each part that an institution could change: the rank before and after, if it rises.

    `totals` are the scores of the documents that the reader may see, best first; nothing else is
    looked at, so what is excluded cannot be inferred. `own` and `most` are as in `Recommender`.
    """
    before = sum(own.values()) / most
    found = []
    for part, wanted, full in _changeable(compared, codes):
        after = before + (full - own[part]) / most
        ranks = _rank(totals, before), _rank(totals, after)
        if ranks[1] < ranks[0]:
            found.append(WhatIf(part, wanted, *ranks))
    return tuple(sorted(found, key=lambda line: (line.rank_after, line.part)))


def _rank(totals: NDArray[np.float64], score: float) -> int:
    return 1 + int((totals > score + 1e-9).sum())


def _changeable(compared: Comparison, codes: Mapping[str, Sequence[str]]) -> list[tuple[str, tuple[str, ...], float]]:
    """Part, the codes that are asked for and missing, and what the part could be worth."""
    facets, weights = compared.need.facets, compared.weights
    asked = {name: tuple(sorted(facets.get(name, ()))) for name in ("language", "modality")}
    lines: list[tuple[str, tuple[str, ...], float]] = []
    if asked["language"] and not set(asked["language"]) & set(codes.get("language", ())):
        lines.append(("language", asked["language"], weights.language))
    missing = tuple(code for code in asked["modality"] if code not in codes.get("modality", ()))
    if missing:
        lines.append(("modality", missing, weights.modality))
    if OPEN not in codes.get("capacity", ()):
        lines.append(("capacity", (), weights.capacity))
    return [*lines, ("evidence", (), weights.evidence)]
