"""The figures with typical needs and offers that were made without the requests and solutions in question.

The means that ship are made from the evaluation file (`matching.typical`), without pairs or labels.
Here each fold is measured with means over the other folds alone, on both sides, beside the same with
those that ship.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching.documents import Document
from matching.encoders import Encoder, Vectors, mark, pinned
from matching.evaluation import metrics
from matching.evaluation.initiatives import Initiative, Labels
from matching.evaluation.pool import TEXT_ONLY, PerRequest, Pool, averaged, scores, sums, with_open_needs
from matching.evaluation.protocols import declared
from matching.index import HybridIndex
from matching.recommender import Recommender
from matching.typical import Typical, typical
from matching.vectors import plain_vectors

ByRequest = dict[str, dict[int, float]]
"""Line of the evaluation -> request -> group MRR."""


@dataclass(frozen=True)
class Plain:
    """Vectors of both sides as the models give them, by mark: one row for each initiative."""

    needs: Mapping[str, Vectors]
    offers: Mapping[str, Vectors]
    translated: Mapping[str, Vectors]

    @classmethod
    def of(cls, rows: Sequence[Initiative], encoders: Sequence[Encoder]) -> Plain:
        """Encoded once for all folds; a request without another language stands twice in its own."""
        sides = [[row.need() for row in rows], [row.offer("offer") for row in rows], [_abroad(row) for row in rows]]
        made = [
            {mark(one): plain_vectors(one, side, asking=asking) for one in encoders}
            for side, asking in zip(sides, (True, False, True), strict=True)
        ]
        return cls(*made)

    def means(self, models: Iterable[str], seen: NDArray[np.bool_]) -> dict[str, Typical]:
        """The typical need and offer of some models over the initiatives of the mask."""
        return {
            model: Typical(self.needs[model][seen].mean(axis=0), self.offers[model][seen].mean(axis=0))
            for model in models
        }


@dataclass(frozen=True, kw_only=True)
class FoldPool(Pool):
    """A pool with means of its own taken off instead of those that ship."""

    plain: Plain
    means: Mapping[str, Typical]

    def index(self, encoders: Sequence[Encoder] = (), labels: Sequence[Labels] | None = None) -> HybridIndex:
        """An index of all solutions, with their vectors."""
        own = labels or [{}] * len(self.rows)
        offers = [row.offer(key, labels=one) for key, row, one in zip(self.keys, self.rows, own, strict=True)]
        return HybridIndex().fit(self._with(offers, self.plain.offers, asking=False))

    def needs(self, *, translated: bool = False) -> list[Document]:
        """The requests of all rows, with their vectors."""
        if translated:
            return self._with([_abroad(row) for row in self.rows], self.plain.translated, asking=True)
        return self._with([row.need() for row in self.rows], self.plain.needs, asking=True)

    def _with(self, documents: Sequence[Document], plain: Mapping[str, Vectors], *, asking: bool) -> list[Document]:
        own = {m: self.means[m].off(rows, asking=asking) if m in self.means else rows for m, rows in plain.items()}
        return [replace(one, vectors={m: rows[i] for m, rows in own.items()}) for i, one in enumerate(documents)]


def typical_out_of_fold(
    rows: Sequence[Initiative], encoders: Sequence[Encoder], folds: NDArray[np.int64]
) -> dict[str, dict[str, Any]]:
    """Line -> group MRR with the means that ship and with those of other folds; the difference within 95 %.

    encoders: those of the ranking, `topics` among them; folds: the fold of each row.
    """
    plain = Plain.of(rows, encoders)
    shipped = {mark(one): known for one in encoders if (known := typical(pinned(one)))}
    found: list[ByRequest] = [{}, {}]
    for fold in sorted(set(folds.tolist())):
        asked = np.flatnonzero(folds == fold).tolist()
        for means, lines in zip((shipped, plain.means(shipped, folds != fold)), found, strict=True):
            for line, values in _measured(FoldPool(rows=rows, asked=asked, plain=plain, means=means), encoders).items():
                lines.setdefault(line, {}).update(values)
    return {line: _compared(found[0][line], found[1][line]) for line in found[0]}


def _measured(pool: FoldPool, encoders: Sequence[Encoder]) -> ByRequest:
    ranked = Recommender(weights=TEXT_ONLY, encoders=encoders).fit(pool.index(encoders))
    needs, asked = pool.needs(), list(pool.asked)
    own = [needs[row] for row in asked]
    spoken = replace(pool, asked=[row for row in asked if pool.rows[row].translated])
    abroad = pool.needs(translated=True)
    every = sums(ranked, needs, pool.keys)
    rounds = with_open_needs(ranked, pool, every[asked], every, asked)
    return {
        "text_only": _by_row(pool, pool.measure(scores(ranked, own, pool.keys))),
        "text_only_reciprocal40": _by_row(pool, averaged([pool.measure(table) for table in rounds])),
        "labels_p60": _by_row(pool, declared(pool, encoders, own, 0.6)),
        "cross_lingual": _by_row(spoken, _crossing(ranked, spoken, abroad)),
    }


def _crossing(ranked: Recommender, pool: Pool, abroad: Sequence[Document]) -> PerRequest:
    if not pool.asked:
        return {"mrr_group": np.zeros(0)}
    return pool.measure(scores(ranked, [abroad[row] for row in pool.asked], pool.keys))


def _by_row(pool: Pool, values: PerRequest) -> dict[int, float]:
    return dict(zip(pool.asked, values["mrr_group"].tolist(), strict=True))


def _compared(shipped: Mapping[int, float], unseen: Mapping[int, float]) -> dict[str, Any]:
    if not shipped:
        return {}
    one, other = (np.array([values[row] for row in sorted(values)]) for values in (shipped, unseen))
    low, high = metrics.interval(other - one)
    means = {"shipped": round(float(one.mean()), 4), "out_of_fold": round(float(other.mean()), 4)}
    return {**means, "difference_ci95": [round(low, 4), round(high, 4)]}


def _abroad(row: Initiative) -> Document:
    return row.need_translated() if row.translated else row.need()
