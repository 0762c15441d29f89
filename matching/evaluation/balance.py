"""Who is shown: variety and balance of visibility, with what they cost in quality."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
from sklearn.base import clone

from matching.documents import Document
from matching.evaluation import metrics
from matching.evaluation.pool import Pool
from matching.recommender import Recommender

_PUBLIC: dict[str, Any] = {"audience": ["public"], "standing": ["confirmed"]}
_SPREADS = {"none": 0.0, "spread .02": 0.02, "spread .05": 0.05}
"""Share of the full score by which the next document of a country already in the list steps back."""


def balance(recommender: Recommender, pool: Pool, needs: Sequence[Document]) -> list[dict[str, Any]]:
    """One line for each `spread`: quality of the first ten, and how widely they are shared out.

    The country of the provider is in the index for this alone; it has no weight in any score.
    """
    labels = [{"country": frozenset([row.provider])} for row in pool.rows]
    index = pool.index(recommender.encoders, labels)
    every = clone(recommender).set_params(similar_from=0.0)
    return [
        {"name": name, **_line(clone(every).set_params(spread=spread).fit(index), pool, needs)}
        for name, spread in _SPREADS.items()
    ]


def _line(recommender: Recommender, pool: Pool, needs: Sequence[Document]) -> dict[str, Any]:
    providers = {key: row.provider for key, row in zip(pool.keys, pool.rows, strict=True)}
    lists = [[m.key for m in recommender.recommend(need, kind="solution", **_PUBLIC)] for need in needs]
    shown = Counter(key for found in lists for key in found)
    ranks = np.array([[-found.index(key) if key in found else -99 for key in pool.keys] for found in lists], float)
    gains = [metrics.ndcg(own, relevant) for own, relevant in zip(ranks, pool.relevant("group"), strict=True)]
    return {
        "spread": recommender.spread,
        "ndcg10_group": round(float(np.mean(gains)), 4),
        "provider_countries": round(float(np.mean([len({providers[key] for key in found}) for found in lists])), 3),
        "never_shown": sum(1 for key in pool.keys if not shown[key]),
        "exposure_gini": round(_gini([shown[key] for key in pool.keys]), 4),
    }


def _gini(counts: Sequence[int]) -> float:
    """0: everyone is shown equally often; 1: one alone is shown."""
    ordered, total = np.sort(np.array(counts, float)), sum(counts)
    n = len(ordered)
    return float((2 * np.arange(1, n + 1) - n - 1) @ ordered / (n * total)) if total else 0.0
