"""Many requests at once, as for a weekly letter: ours with facets, sparse_dot_topn by words alone, one thread each."""

from __future__ import annotations

import importlib.util
from collections.abc import Sequence
from functools import partial
from typing import Any

from matching.benchmark.corpus import Corpus, Need
from matching.benchmark.engine import TOP
from matching.benchmark.machine import load
from matching.benchmark.ours import best
from matching.benchmark.tables import asked, counts
from matching.benchmark.upkeep import seconds
from matching.index import HybridIndex

_TOGETHER = 250  # requests of one turn; the two take turns


def batch(index: HybridIndex, corpus: Corpus, needs: Sequence[Need]) -> dict[str, Any]:
    """Seconds of each for all requests; None for a peer that is not installed."""
    peer = _Product(corpus) if importlib.util.find_spec("sparse_dot_topn") else None
    before, ours, theirs = load(), 0.0, 0.0
    for start in range(0, len(needs), _TOGETHER):
        some = list(needs[start : start + _TOGETHER])
        ours += seconds(partial(_all, index, some))
        theirs += seconds(partial(peer, some)) if peer else 0.0
    return {
        "requests": len(needs),
        "solutions": len(corpus),
        "ours": ours,
        "sparse_dot_topn": theirs if peer else None,
        "load_before": before,
        "load_after": load(),
    }


def _all(index: HybridIndex, needs: Sequence[Need]) -> None:
    for need in needs:
        best(index, need)


class _Product:
    """TF-IDF of needs times TF-IDF of documents, the first ten of each row kept."""

    def __init__(self, corpus: Corpus) -> None:
        from sklearn.feature_extraction.text import TfidfTransformer

        self._weights = TfidfTransformer()
        self._table = self._weights.fit_transform(counts(corpus)).T.tocsr()

    def __call__(self, needs: list[Need]) -> object:
        from sparse_dot_topn import sp_matmul_topn

        asking = self._weights.transform(asked(needs, self._table.shape[0]))
        return sp_matmul_topn(asking, self._table, top_n=TOP, sort=True, n_threads=1)
