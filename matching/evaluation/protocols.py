"""Labels as people might give them: some forgotten, some wrong (protocol A); and all of them, a leak."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from matching.documents import Document
from matching.encoders import Encoder
from matching.evaluation import pool as pools
from matching.evaluation.initiatives import Labels
from matching.evaluation.pool import LABELLED, PerRequest, Pool, averaged, scores
from matching.recommender import Recommender

WRONG = 0.3
"""The chance that a request gains one label, drawn at random, for each facet."""

_ROUNDS = 5


def noisy(labels: Sequence[Labels], kept: float, drawn: np.random.Generator) -> list[Labels]:
    """Each true label kept with probability `kept`, and one random label gained with `WRONG`."""
    every = {facet: sorted({code for one in labels for code in one[facet]}) for facet in labels[0]}
    return [
        {
            facet: frozenset(code for code in sorted(one[facet]) if drawn.random() < kept)
            | (frozenset([str(drawn.choice(codes))]) if codes and drawn.random() < WRONG else frozenset())
            for facet, codes in every.items()
        }
        for one in labels
    ]


def declared(pool: Pool, encoders: Sequence[Encoder], asked: Sequence[Document], kept: float) -> PerRequest:
    """Protocol A: offers carry their labels, requests (`asked`) noisy ones; the mean over rounds of noise."""
    own = [row.labels for row in pool.rows]
    recommender = Recommender(encoders=encoders, weights=LABELLED).fit(pool.index(encoders, own))
    drawn, rounds = np.random.default_rng(pools.SEED), []
    for _ in range(_ROUNDS if kept < 1 else 1):
        labels = noisy(own, kept, drawn) if kept < 1 else own
        needs = [replace(need, facets=labels[row]) for need, row in zip(asked, pool.asked, strict=True)]
        rounds.append(pool.measure(scores(recommender, needs, pool.keys)))
    return averaged(rounds)
