"""Our own index as engines: the first stage that is timed, the same by words alone, and what stands on it."""

from __future__ import annotations

import copy
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

from matching import compiled
from matching.benchmark.corpus import Corpus, Need
from matching.benchmark.engine import TOP, Engine
from matching.documents import Hit
from matching.index import HybridIndex
from matching.recommender import Recommender
from matching.scoring import Weights

NAME, PLAIN, WHOLE = "ours", "ours, numpy alone", "ours, all parts with reasons"
WEIGHTS = Weights(text=1, goals=4, sector=4, place=1, language=0.7, modality=0.6, evidence=0.6, capacity=0)
"""The weights of `engine`, as our index takes them; stated here so that the tables compare like with like."""

_WORDS = Weights(text=1, evidence=0, capacity=0)

ANYONE: dict[str, Any] = {"audience": ["public"], "standing": ["confirmed"]}


def hybrid(corpus: Corpus, folder: Path) -> tuple[HybridIndex, list[Engine]]:
    """The index, built from the texts, and its engines; its size is that of its files.

    The first engine uses numba where it is installed; the same without it then stands beside it.
    """
    started = time.perf_counter()
    index = HybridIndex().fit(corpus.documents())
    built = time.perf_counter() - started
    index.save(folder / "ours")
    size = sum(path.stat().st_size for path in (folder / "ours").rglob("*") if path.is_file())
    recommender = Recommender().fit(index)

    plain = copy.copy(index).set_params(by_numba=False)

    def first_stage(need: Need, filtered: bool) -> tuple[Hit, ...]:
        return best(index, need, filtered)

    def without_numba(need: Need, filtered: bool) -> tuple[Hit, ...]:
        return best(plain, need, filtered)

    def words_alone(need: Need, filtered: bool) -> object:
        return best(index, replace(need, document=replace(need.document, facets={})), filtered, _WORDS)

    def recommend(need: Need, filtered: bool) -> object:
        filters = need.filters if filtered else None
        return recommender.recommend(need.document, kind="solution", **ANYONE, filters=filters, limit=TOP)

    return index, [
        Engine(NAME, "text + facets", first_stage, built, size),
        *([Engine(PLAIN, "text + facets", without_numba, built, size)] if compiled.kernel() else []),
        Engine("ours, words alone", "text", words_alone, built, size),
        Engine(WHOLE, "text + facets", recommend, built, size),
    ]


def best(index: HybridIndex, need: Need, filtered: bool = False, weights: Weights = WEIGHTS) -> tuple[Hit, ...]:
    """The first stage, with the weights that every engine gets."""
    return index.best(
        need.document,
        kind="solution",
        **ANYONE,
        filters=need.filters if filtered else None,
        limit=TOP,
        weights=weights,
    )
