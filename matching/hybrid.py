"""The first stage: words, labels and evidence of every document in one exact pass.

`score = 16 / 0.07 * weight * root of the share of words + whole-number gains of shared codes +
16 * weight * evidence`: sixteenths of the deviations in which the parts of a recommendation are
counted. Gains add code by code, so they are a coarser form of the parts from labels.
"""

from __future__ import annotations

from collections.abc import Collection

import numpy as np

from matching.analysis import goals
from matching.documents import Document
from matching.facets import Gains
from matching.overlap import TextPart
from matching.postings import Floats
from matching.scale import TYPICAL
from matching.scoring import GOAL_ALONE, NEARNESS, OPEN, Weights
from matching.segment import FULL_EVIDENCE, GOAL
from matching.snapshot import Snapshot

STEPS = 16
"""Whole-number gains in one deviation; the sum of all gains then fits a byte."""


def hybrid_scores(state: Snapshot, need: Document, text: TextPart, weights: Weights) -> Floats:
    """The score of every row (float32), in sixteenths of a deviation."""
    words = text.values * np.float32(STEPS * weights.text / TYPICAL["text"][1])
    words += state.gains(code_gains(need, weights))
    words += state.evidence * np.float32(STEPS * weights.evidence / FULL_EVIDENCE)
    return words


def code_gains(need: Document, weights: Weights) -> Gains:
    """What each code that a document shares with the need adds, in sixteenths of a deviation.

    The codes of a facet share its weight. Nearer places add to wider ones, since whoever shares a
    country shares its region as well.
    """
    wanted, facets = sorted(goals(need.facets)), need.facets
    targets = facets.get("target", frozenset())
    region, subregion, country = (NEARNESS[name] for name in ("region", "subregion", "country"))
    return {
        GOAL: _shared(wanted, weights.goals * GOAL_ALONE),
        "target": _shared(targets, weights.goals * (1 - GOAL_ALONE)),
        "sector": _shared(facets.get("sector", ()), weights.sector),
        "region": _each(facets.get("region", ()), weights.place * region),
        "subregion": _each(facets.get("subregion", ()), weights.place * (subregion - region)),
        "country": _each(facets.get("country", ()), weights.place * (country - subregion)),
        "language": _shared(facets.get("language", ()), weights.language),
        "modality": _shared(facets.get("modality", ()), weights.modality),
        "capacity": {OPEN: round(STEPS * weights.capacity)},
    }


def _shared(codes: Collection[str], weight: float) -> dict[str, int]:
    return {code: round(STEPS * weight / len(codes)) for code in codes}


def _each(codes: Collection[str], weight: float) -> dict[str, int]:
    return {code: round(STEPS * weight) for code in codes}
