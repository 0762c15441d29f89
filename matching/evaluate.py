"""How often the historical partner is found, measured by the code that the site runs.

The candidates are the solutions of all files, the queries their requests. "Text only" sees
English titles and summaries and nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from matching import metrics
from matching.index import HybridIndex
from matching.initiatives import Initiative, read, sha256
from matching.metrics import Relevant, Scores
from matching.recommender import Recommender
from matching.scoring import Weights

_MEASURES = {"mrr": metrics.reciprocal_rank, "ndcg10": metrics.ndcg, "recall10": metrics.recall}
_LABELLED = Weights(text=0.6, goals=0.2, sector=0.2, place=0, language=0, modality=0, evidence=0)

PerRequest = dict[str, Scores]
"""One number for each request, by measure."""


def evaluate(paths: Sequence[Path]) -> dict[str, Any]:
    """Every figure of the command, ready for JSON. Raises BadFileError."""
    rows = read(paths)
    index = pool(rows, labelled=False)
    plain = measure(text_scores(Recommender(related_weight=0.0).fit(index), rows), rows)
    text = measure(text_scores(Recommender().fit(index), rows), rows)
    labelled = measure(_labelled_scores(rows), rows)
    return {
        "files": [{"name": path.name, "sha256": sha256(path)} for path in paths],
        "pool": len(rows),
        "bm25": _summary(plain, plain),
        "text_only_no_encoder": _summary(text, plain),
        "leaky_labels": _summary(labelled, plain),
    }


def text_scores(recommender: Recommender, rows: Sequence[Initiative]) -> Scores:
    """The recommender's text part, requests x solutions."""
    found = [recommender.text_scores(row.need(), kind="solution") for row in rows]
    return np.array([[scores[key] for key in _keys(rows)] for scores in found])


def measure(scores: Scores, rows: Sequence[Initiative]) -> PerRequest:
    """All measures, for hits of the same group and for the exact partner."""
    groups = np.array([row.group for row in rows])
    relevant: dict[str, Relevant] = {
        "group": groups[:, None] == groups[None, :],
        "exact": np.eye(len(rows), dtype=np.bool_),
    }
    return {
        f"{name}_{hits}": np.array([one(s, r) for s, r in zip(scores, table, strict=True)])
        for hits, table in relevant.items()
        for name, one in _MEASURES.items()
    }


def _labelled_scores(rows: Sequence[Initiative]) -> Scores:
    """Whole scores with the file's labels, which both sides share by construction: a leak."""
    recommender = Recommender(weights=_LABELLED).fit(pool(rows, labelled=True))
    scores = np.zeros((len(rows), len(rows)))
    column = {key: number for number, key in enumerate(_keys(rows))}
    for number, row in enumerate(rows):
        matches = recommender.recommend(
            row.need(labelled=True),
            kind="solution",
            audience=["public"],
            standing=["confirmed"],
            limit=len(rows),
        )
        for match in matches:
            scores[number, column[match.key]] = match.score
    return scores


def pool(rows: Sequence[Initiative], *, labelled: bool) -> HybridIndex:
    """An index of the solutions of all rows."""
    pairs = zip(_keys(rows), rows, strict=True)
    return HybridIndex().fit(row.offer(key, labelled=labelled) for key, row in pairs)


def _keys(rows: Sequence[Initiative]) -> list[str]:
    return [f"solution:{number}" for number in range(len(rows))]


def _summary(values: PerRequest, plain: PerRequest) -> dict[str, Any]:
    gain = values["mrr_group"] - plain["mrr_group"]
    return {
        "n": len(gain),
        **{name: round(float(numbers.mean()), 4) for name, numbers in values.items()},
        "ci95": _rounded(metrics.interval(values["mrr_group"])),
        "gain_over_bm25": round(float(gain.mean()), 4),
        "gain_ci95": _rounded(metrics.interval(gain)),
    }


def _rounded(pair: tuple[float, float]) -> list[float]:
    return [round(number, 4) for number in pair]
