"""The peers that live in one process and score text alone: scikit-learn, bm25s, SQLite FTS5.

Each gets the terms that our analyser cut, with settings a careful user would choose.
"""

from __future__ import annotations

import importlib.util
import sqlite3
import time
from pathlib import Path

import numpy as np

from matching.benchmark.corpus import Corpus, Need, word
from matching.benchmark.engine import TOP, Engine, NotInstalled
from matching.benchmark.tables import Masks, asked, counts, top

TEXT = "text"


def linear_kernel(corpus: Corpus, _folder: Path) -> list[Engine]:
    """scikit-learn: TF-IDF vectors and `linear_kernel`, the way its documentation shows."""
    from sklearn.feature_extraction.text import TfidfTransformer
    from sklearn.metrics.pairwise import linear_kernel as kernel

    started = time.perf_counter()
    weights = TfidfTransformer()
    table = weights.fit_transform(counts(corpus))
    built = time.perf_counter() - started
    masks, width = Masks(corpus), table.shape[1]

    def ask(need: Need, filtered: bool) -> list[int]:
        scores = kernel(weights.transform(asked([need], width)), table)[0]
        return top(scores * masks(need) if filtered else scores, TOP)

    return [Engine("scikit-learn linear_kernel", TEXT, ask, built, _bytes(table.data, table.indices, table.indptr))]


def bm25s(corpus: Corpus, _folder: Path) -> list[Engine]:
    """bm25s with its numpy backend, and with numba where that is installed. Raises NotInstalled."""
    _needed("bm25s")
    backends = ["numpy", "numba"] if importlib.util.find_spec("numba") else ["numpy"]
    return [_bm25s(corpus, backend) for backend in backends]


def _bm25s(corpus: Corpus, backend: str) -> Engine:
    import bm25s as library
    from bm25s.tokenization import Tokenized

    used = np.unique(corpus.tokens).tolist()
    number = np.zeros(len(corpus.material.vocabulary), np.int64)
    number[used] = np.arange(len(used))
    ids = [row.tolist() for row in np.split(number[corpus.tokens], corpus.starts[1:-1])]
    started = time.perf_counter()
    index = library.BM25(k1=1.2, b=0.75, backend=backend)
    index.index(Tokenized(ids, {word(term): i for i, term in enumerate(used)}), show_progress=False)
    built = time.perf_counter() - started
    masks = Masks(corpus)

    def ask(need: Need, filtered: bool) -> list[int]:
        mask = masks(need).astype(np.float32) if filtered else None
        rows = index.retrieve([need.words], k=TOP, show_progress=False, weight_mask=mask).documents
        return [int(row) for row in rows[0]]

    return Engine(
        f"bm25s ({backend})", TEXT, ask, built, _bytes(*(index.scores[n] for n in ("data", "indices", "indptr")))
    )


def fts5(corpus: Corpus, folder: Path) -> list[Engine]:
    """SQLite's full-text table without the texts, with a table of labels beside it to filter by."""
    started = time.perf_counter()
    path = folder / "fts5.sqlite"
    base = sqlite3.connect(path)
    base.execute("CREATE VIRTUAL TABLE texts USING fts5(words, content='', tokenize='unicode61')")
    base.execute("CREATE TABLE labels (row INTEGER PRIMARY KEY, language INTEGER, region INTEGER)")
    base.executemany("INSERT INTO texts (rowid, words) VALUES (?, ?)", enumerate(corpus.lines()))
    pairs = np.column_stack([corpus.codes["language"], corpus.codes["region"]]).tolist()
    base.executemany("INSERT INTO labels VALUES (?, ?, ?)", ((row, *pair) for row, pair in enumerate(pairs)))
    base.execute("INSERT INTO texts (texts) VALUES ('optimize')")
    base.commit()
    built = time.perf_counter() - started
    plain = "SELECT rowid FROM texts WHERE texts MATCH ? ORDER BY rank LIMIT ?"
    joined = (
        "SELECT texts.rowid FROM texts JOIN labels ON labels.row = texts.rowid "
        "WHERE texts MATCH ? AND language = ? AND region = ? ORDER BY rank LIMIT ?"
    )

    def ask(need: Need, filtered: bool) -> list[int]:
        words = " OR ".join(need.words)
        found = base.execute(joined, (words, *_labels(need), TOP)) if filtered else base.execute(plain, (words, TOP))
        return [row for (row,) in found]

    return [Engine("SQLite FTS5", TEXT, ask, built, path.stat().st_size)]


def _labels(need: Need) -> tuple[int, ...]:
    return tuple(int(need.filters[facet][0].removeprefix(facet)) for facet in ("language", "region"))


def _needed(package: str) -> None:
    if not importlib.util.find_spec(package):
        raise NotInstalled(f"{package} is not installed")


def _bytes(*arrays: np.ndarray) -> int:
    return sum(array.nbytes for array in arrays)
