"""What an index costs beside asking: publishing one document, saving, loading, explaining."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np

from matching.benchmark.corpus import Corpus, Need, draw
from matching.benchmark.engine import TOP
from matching.benchmark.ours import ANYONE, best
from matching.index import HybridIndex
from matching.recommender import Recommender

_PUBLISHED = 20
_EXPLAINED = 20


def publish(index: HybridIndex, corpus: Corpus, seed: int) -> dict[str, float]:
    """Median seconds to add one document, and until a search has found it. The documents are taken out again."""
    more = draw(corpus.material, _PUBLISHED, seed + 1)
    written, found = [], []
    for row in range(_PUBLISHED):
        document = replace(more.document(row), key=f"new:{row}", audience="public", standing="confirmed")
        started = time.perf_counter()
        index.partial_fit([document])
        written.append(time.perf_counter() - started)
        hits = best(index, Need(replace(document, key="need"), (), {}))
        found.append(time.perf_counter() - started)
        if document.key not in {hit.key for hit in hits}:
            raise AssertionError("a published document is not found by its own words")
    index.remove(f"new:{row}" for row in range(_PUBLISHED))
    return {"written": float(np.median(written)), "found": float(np.median(found))}


def save_and_load(index: HybridIndex, need: Need, folder: Path) -> dict[str, float]:
    """Seconds to save, to load by mapping the files, and to the first answer of what was loaded."""
    saved = seconds(lambda: index.save(folder / "saved"))
    started = time.perf_counter()
    loaded = HybridIndex.load(folder / "saved")
    taken = time.perf_counter() - started
    return {"save": saved, "load": taken, "first_answer": seconds(lambda: best(loaded, need))}


def explain(index: HybridIndex, needs: Sequence[Need]) -> dict[str, float]:
    """Median seconds of a search, of explaining its ten results, and of giving ten matches their reasons; the largest
    gap of a score to its parts' sum."""
    recommender = Recommender().fit(index)
    searched, explained, reasoned, gaps = [], [], [], [0.0]
    for need in needs[:_EXPLAINED]:
        words = " ".join(f"{text.title} {text.body}" for text in need.document.texts.values())
        started = time.perf_counter()
        hits = index.search(words, **ANYONE, limit=TOP).hits
        between = time.perf_counter()
        reasons = [index.explain(hit.key, words) for hit in hits]
        searched.append(between - started)
        explained.append(time.perf_counter() - between)
        gaps += [abs(hit.score - sum(value for _, value in own)) for hit, own in zip(hits, reasons, strict=True)]
        recommend = partial(recommender.recommend, need.document, kind="solution", **ANYONE)
        matches = recommend(limit=TOP)
        ranked = seconds(partial(recommend, limit=0))
        reasoned.append(seconds(partial(recommend, limit=TOP)) - ranked)
        gaps += [abs(match.score - sum(part.value for part in match.parts)) for match in matches]
    return {
        "search": float(np.median(searched)),
        "ten": float(np.median(explained)),
        "matches": float(np.median(reasoned)),
        "gap": max(gaps),
    }


def seconds(work: Callable[[], object]) -> float:
    """How long a piece of work takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started
