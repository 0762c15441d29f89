"""The candidates of an evaluation, and the scores of needs over them by the code that the site runs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from matching.documents import Document, Text
from matching.encoders import Encoder, mark
from matching.evaluation import metrics
from matching.evaluation.initiatives import Initiative, Labels, offer_of
from matching.evaluation.metrics import Relevant, Scores
from matching.index import HybridIndex
from matching.mutual import OpenNeeds
from matching.overlap import TextPart
from matching.recommender import Recommender
from matching.scoring import Weights
from matching.vectors import document_vectors

TEXT_ONLY = Weights(goals=0, sector=0, place=0, language=0, modality=0, evidence=0, capacity=0, freshness=0)
LABELLED = Weights(place=0, language=0, modality=0, evidence=0, capacity=0, freshness=0)
"""Weights of an evaluation: what the file says of places and partners is history, not merit."""

MEASURES = {"mrr": metrics.reciprocal_rank, "ndcg10": metrics.ndcg, "recall10": metrics.recall}
OPEN, ROUNDS, SEED = 40, 5, 20261122

PerRequest = dict[str, Scores]
"""One number for each request, by measure."""


@dataclass(frozen=True)
class Pool:
    """Solutions to choose among (`rows`), and which rows' requests are asked (`asked`).

    `distractors` are texts of further solutions, none of them the answer to a request.
    """

    rows: Sequence[Initiative]
    asked: Sequence[int]
    distractors: Sequence[Text] = ()

    @property
    def keys(self) -> list[str]:
        """The keys of the solutions, in the order of the rows; then those of the distractors."""
        return [f"solution:{number}" for number in range(len(self.rows) + len(self.distractors))]

    @property
    def known(self) -> list[int]:
        """The rows that something may be learned from: those whose requests are held back from nobody.

        Where requests are held out, all other rows; else every row, and whoever learns takes folds.
        """
        asked = set(self.asked)
        return [row for row in range(len(self.rows)) if row not in asked] or list(range(len(self.rows)))

    def index(self, encoders: Sequence[Encoder] = (), labels: Sequence[Labels] | None = None) -> HybridIndex:
        """An index of all solutions, with their vectors."""
        own = labels or [{}] * len(self.rows)
        keys = self.keys
        offers = [row.offer(key, labels=one) for key, row, one in zip(keys, self.rows, own, strict=False)]
        others = [offer_of(text, key) for key, text in zip(keys[len(offers) :], self.distractors, strict=True)]
        return HybridIndex().fit(with_vectors([*offers, *others], encoders))

    def relevant(self, which: str) -> Relevant:
        """Asked requests x solutions: of the same "group", or the "exact" partner."""
        if which == "exact":
            table = np.eye(len(self.rows), dtype=np.bool_)[list(self.asked)]
        else:
            groups = np.array([row.group for row in self.rows])
            table = groups[list(self.asked)][:, None] == groups[None, :]
        return np.pad(table, ((0, 0), (0, len(self.distractors))))

    def measure(self, scores: Scores, asked: Sequence[int] | None = None) -> PerRequest:
        """All measures of asked requests x solutions (or of these positions among the asked)."""
        chosen = slice(None) if asked is None else list(asked)
        tables = {which: self.relevant(which)[chosen] for which in ("group", "exact")}
        return {
            f"{name}_{which}": np.array([one(s, r) for s, r in zip(scores[chosen], table, strict=True)])
            for which, table in tables.items()
            for name, one in MEASURES.items()
        }


def with_vectors(documents: Sequence[Document], encoders: Sequence[Encoder], *, asking: bool = False) -> list[Document]:
    """The documents with the vectors of every encoder."""
    made = {mark(encoder): document_vectors(encoder, documents, asking=asking) for encoder in encoders}
    return [
        replace(one, vectors={model: rows[number] for model, rows in made.items()})
        for number, one in enumerate(documents)
    ]


def bm25(index: HybridIndex, needs: Sequence[Document], keys: Sequence[str]) -> Scores:
    """Plain stemmed BM25, needs x keys: what gains are measured against."""
    state = index.snapshot()
    rows = [state.row(key) for key in keys]
    parts = [TextPart(state, need, index.analyzer_, related_from=1.0, related_weight=0.0) for need in needs]
    return np.array([part.values[rows] for part in parts], np.float64)


def scores(recommender: Recommender, needs: Sequence[Document], keys: Sequence[str]) -> Scores:
    """The recommender's scores, needs x keys."""
    found = [recommender.scores(need, kind="solution") for need in needs]
    return np.array([[one.get(key, 0.0) for key in keys] for one in found])


def sums(recommender: Recommender, needs: Sequence[Document], keys: Sequence[str]) -> Scores:
    """What the parts sum up to before `mutual`, needs x keys, in deviations."""
    rows = []
    for need in needs:
        found, values = recommender.sums(need, kind="solution")
        by_key = dict(zip(found, values.tolist(), strict=True))
        rows.append([by_key[key] for key in keys])
    return np.array(rows)


def with_open_needs(
    recommender: Recommender, pool: Pool, given: Scores, others: Scores, own: Sequence[int | None]
) -> list[Scores]:
    """Scores with the mutual part, once for each round of `OPEN` other requests drawn as open.

    given: asked x solutions; others: all open candidates x solutions; own[i]: the row of `others`
    that is the i-th asked request itself, never drawn for it.
    """
    drawn, rounds = np.random.default_rng(SEED), []
    state = recommender.index_.snapshot()
    rows = np.array([state.row(key) for key in pool.keys])
    weight = (recommender.weights or Weights()).mutual
    for _ in range(ROUNDS):
        table = np.empty_like(given)
        for number, sums_of_one in enumerate(given):
            free = np.array([row for row in range(len(others)) if row != own[number]], np.int64)
            open_now = others[drawn.choice(free, min(OPEN, len(free)), replace=False)]
            needs = OpenNeeds.over(pool.keys, open_now)
            table[number] = sums_of_one + weight * needs.above(state, rows, sums_of_one)
        rounds.append(table)
    return rounds


def summary(values: PerRequest, plain: PerRequest) -> dict[str, Any]:
    """Means, the interval of the group MRR, and the paired gain over plain BM25 on the same requests."""
    gain = values["mrr_group"] - plain["mrr_group"]
    return {
        "n": len(gain),
        **means(values),
        "ci95": _rounded(metrics.interval(values["mrr_group"])),
        "gain_over_bm25": round(float(gain.mean()), 4),
        "gain_ci95": _rounded(metrics.interval(gain)),
    }


def means(values: PerRequest) -> dict[str, float]:
    """The mean of each measure, to four places."""
    return {name: round(float(numbers.mean()), 4) for name, numbers in values.items()}


def averaged(rounds: Sequence[PerRequest]) -> PerRequest:
    """The mean over rounds, request by request."""
    return {name: np.mean([one[name] for one in rounds], axis=0) for name in rounds[0]}


def _rounded(pair: tuple[float, float]) -> list[float]:
    return [round(number, 4) for number in pair]
