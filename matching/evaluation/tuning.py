"""What was chosen on the evaluation file, and what choosing it gained: always out of fold.

Folds are made of whole solution groups, so no request is measured with settings that were chosen
on a request for the same offer.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching.encoders import Encoder
from matching.evaluation.initiatives import Folds, in_folds, read
from matching.evaluation.out_of_fold import typical_out_of_fold
from matching.evaluation.pool import TEXT_ONLY, PerRequest, Pool, scores, with_vectors
from matching.recommender import Recommender
from matching.topics import TopicEncoder

_GRID = [
    {"related_weight": related, "topics": topics}
    for related, topics in itertools.product((0.0, 0.4, 0.7, 1.0), (0.0, 0.3, 0.5, 0.8))
]
_FOLDS = 5


def tune(paths: Sequence[Path], encoders: Sequence[Encoder] = ()) -> dict[str, Any]:
    """Out-of-fold figures, the choice of each fold, and every setting on the whole file.

    "typical" compares the means that ship for vectors with means of the other folds alone.
    """
    rows = read(paths)
    pool = Pool(rows, range(len(rows)))
    tried = _tried(pool, encoders)
    folds = in_folds(rows, _FOLDS)
    chosen = [_best(tried, folds != fold) for fold in range(_FOLDS)]
    return {
        "encoders": [encoder.name for encoder in encoders],
        "out_of_fold": {name: _out_of_fold(tried, chosen, folds, name) for name in tried[0]},
        "typical": typical_out_of_fold(rows, [*encoders, TopicEncoder()], folds),
        "chosen": [_GRID[number] for number in chosen],
        "grid": [setting | _means(values) for setting, values in zip(_GRID, tried, strict=True)],
    }


def _tried(pool: Pool, encoders: Sequence[Encoder]) -> list[PerRequest]:
    every = [*encoders, TopicEncoder()]
    index = pool.index(every)
    needs = with_vectors([pool.rows[row].need() for row in pool.asked], every, asking=True)
    return [
        pool.measure(
            scores(
                Recommender(
                    weights=TEXT_ONLY,
                    related_weight=setting["related_weight"],
                    encoders=[*encoders, TopicEncoder(weight=setting["topics"])],
                ).fit(index),
                needs,
                pool.keys,
            )
        )
        for setting in _GRID
    ]


def _best(tried: Sequence[PerRequest], where: NDArray[np.bool_]) -> int:
    merit = [v["mrr_group"][where].mean() + v["recall10_group"][where].mean() for v in tried]
    return int(np.argmax(merit))


def _out_of_fold(tried: Sequence[PerRequest], chosen: Sequence[int], folds: Folds, name: str) -> float:
    values = [tried[chosen[fold]][name][row] for row, fold in enumerate(folds.tolist())]
    return round(float(np.mean(values)), 4)


def _means(values: PerRequest) -> dict[str, float]:
    return {name: round(float(values[name].mean()), 4) for name in ("mrr_group", "recall10_group")}
