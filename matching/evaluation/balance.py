"""Who is shown: variety and balance of visibility, with what they cost in quality."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from sklearn.base import clone

from matching.documents import Document
from matching.evaluation import metrics
from matching.evaluation.initiatives import Initiative, Labels
from matching.evaluation.least_developed import LEAST_DEVELOPED
from matching.evaluation.pool import Pool
from matching.recommender import Recommender
from matching.scoring import Weights

_PUBLIC: dict[str, Any] = {"audience": ["public"], "standing": ["confirmed"]}
_GROUP = "LDC"
_SETTINGS = {
    "none": (0.0, 0.0),
    "spread .02": (0.02, 0.0),
    "spread .05": (0.05, 0.0),
    "visibility .1": (0.0, 0.1),
    "visibility .25": (0.0, 0.25),
    "spread .02, visibility .1": (0.02, 0.1),
}
"""`spread`: the share of the full score by which the next document of a country already in the list steps back.
`visibility`: the deviations that an offer from a least developed country gains (see `Weights.visibility`)."""


def balance(recommender: Recommender, pool: Pool, needs: Sequence[Document]) -> list[dict[str, Any]]:
    """One line for each setting: quality of the first ten, and how widely they are shared out.

    The country of the provider and its group are in the index for this alone; a country has no weight in
    any score, and the group none but that of `visibility`.
    """
    index = pool.index(recommender.encoders, [_belonging(row) for row in pool.rows])
    every = clone(recommender).set_params(similar_from=0.0, favoured=[_GROUP])
    return [
        {"name": name, **_line(_set(clone(every), *setting).fit(index), pool, needs)}
        for name, setting in _SETTINGS.items()
    ]


def _belonging(row: Initiative) -> Labels:
    groups = [_GROUP] if row.provider in LEAST_DEVELOPED else []
    return {"country": frozenset([row.provider]), "group": frozenset(groups)}


def _set(recommender: Recommender, spread: float, visibility: float) -> Recommender:
    weights = replace(recommender.weights or Weights(), visibility=visibility)
    return recommender.set_params(spread=spread, weights=weights)


def _line(recommender: Recommender, pool: Pool, needs: Sequence[Document]) -> dict[str, Any]:
    providers = {key: row.provider for key, row in zip(pool.keys, pool.rows, strict=True)}
    lists = [[m.key for m in recommender.recommend(need, kind="solution", **_PUBLIC)] for need in needs]
    shown = Counter(key for found in lists for key in found)
    ranks = np.array([[-found.index(key) if key in found else -99 for key in pool.keys] for found in lists], float)
    gains = [metrics.ndcg(own, relevant) for own, relevant in zip(ranks, pool.relevant("group"), strict=True)]
    favoured = [key for key in pool.keys if providers[key] in LEAST_DEVELOPED]
    return {
        "spread": recommender.spread,
        "visibility": (recommender.weights or Weights()).visibility,
        "ndcg10_group": round(float(np.mean(gains)), 4),
        "provider_countries": round(float(np.mean([len({providers[key] for key in found}) for found in lists])), 3),
        "never_shown": sum(1 for key in pool.keys if not shown[key]),
        "exposure_gini": round(_gini([shown[key] for key in pool.keys]), 4),
        "ldc_exposure": round(sum(shown[key] for key in favoured) / max(shown.total(), 1), 4),
        "ldc_share_of_offers": round(len(favoured) / len(pool.keys), 4),
    }


def _gini(counts: Sequence[int]) -> float:
    """0: everyone is shown equally often; 1: one alone is shown."""
    ordered, total = np.sort(np.array(counts, float)), sum(counts)
    n = len(ordered)
    return float((2 * np.arange(1, n + 1) - n - 1) @ ordered / (n * total)) if total else 0.0
