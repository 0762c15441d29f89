"""Speed of exact search and recommendation beside scikit-learn, interleaved in one run.

Documents are drawn, not real: made-up words with the frequencies of natural text (Zipf), about 60
a document, so that posting lists have realistic lengths.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator

import numpy as np

from matching.documents import Document, Text
from matching.index import HybridIndex
from matching.recommender import Recommender

_WORDS = 35_000
_LENGTH = 60
_QUERIES = 30


def run(documents: int, seed: int = 20261122) -> str:
    """Build both, ask the same questions in turn, and print medians and ratios."""
    drawn = np.random.default_rng(seed)
    texts = list(_texts(documents, _LENGTH, drawn))
    needs = [_document(f"need:{i}", text, drawn) for i, text in enumerate(_texts(_QUERIES, 26, drawn))]
    started = time.perf_counter()
    index = HybridIndex().fit(_document(f"solution:{i}", text, drawn) for i, text in enumerate(texts))
    built = time.perf_counter() - started
    times = _interleaved(needs, {"ours": _ours(index), "search": _search(index), "linear_kernel": _kernel(texts)})
    load = os.getloadavg()[0]
    lines = [f"{documents} documents, {_QUERIES} needs of 26 words, load {load:.1f}, built in {built:.1f} s"]
    for name, taken in times.items():
        p50, p95 = np.percentile(taken, [50, 95]) * 1000
        lines.append(f"{name:16}{p50:9.2f} ms p50 {p95:9.2f} ms p95")
    ratio = np.median(times["linear_kernel"]) / np.median(times["ours"])
    lines.append(f"recommend with all facets is {ratio:.1f} x as fast as linear_kernel on text alone")
    return "\n".join(lines)


def _interleaved(needs: list[Document], engines: dict[str, Callable[[Document], object]]) -> dict[str, list[float]]:
    times: dict[str, list[float]] = {name: [] for name in engines}
    for engine in engines.values():
        engine(needs[0])
    for need in needs:
        for name, engine in engines.items():
            started = time.perf_counter()
            engine(need)
            times[name].append(time.perf_counter() - started)
    return times


def _ours(index: HybridIndex) -> Callable[[Document], object]:
    recommender = Recommender().fit(index)
    return lambda need: recommender.recommend(need, kind="solution", audience=["public"], standing=["confirmed"])


def _search(index: HybridIndex) -> Callable[[Document], object]:
    return lambda need: index.search(need.texts["en"].body, audience=["public"], standing=["confirmed"])


def _kernel(texts: list[str]) -> Callable[[Document], object]:
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.metrics.pairwise import linear_kernel

    words = TfidfVectorizer()
    table = words.fit_transform(texts)
    return lambda need: np.argpartition(linear_kernel(words.transform([need.texts["en"].body]), table)[0], -10)


def _texts(number: int, length: int, drawn: np.random.Generator) -> Iterator[str]:
    frequency = 1 / (np.arange(_WORDS) + 30)
    ranks = drawn.choice(_WORDS, (number, length), p=frequency / frequency.sum())
    words = ["".join(row) for row in drawn.choice(list("etaoinshrdlucmfwypvbgkjq"), (_WORDS, 8)).tolist()]
    return (" ".join(words[rank] for rank in row) for row in ranks.tolist())


def _document(key: str, text: str, drawn: np.random.Generator) -> Document:
    goals, sector, region, country = drawn.integers(0, [17, 29, 5, 190]).tolist()
    facets = {
        "kind": ["solution"],
        "goal": [str(goals + 1), str((goals + 5) % 17 + 1)],
        "target": [f"{goals + 1}.1"],
        "sector": [f"sector-{sector}"],
        "region": [f"region-{region}"],
        "country": [f"country-{country}"],
        "language": ["en"],
        "modality": ["training"],
    }
    codes = {facet: frozenset(values) for facet, values in facets.items()}
    return Document(key, {"en": Text("", text)}, facets=codes, evidence=0.5)
