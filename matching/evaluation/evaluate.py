"""How often the historical partner is found, measured by the code that the site runs.

The candidates are the solutions of all files; the queries are the requests of the held-out files,
or of all where none is held out. "Text only" sees titles and summaries and nothing else; labels in
it are predicted by taggers that never saw a request or its group.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.base import clone

from matching.encoders import Encoder
from matching.evaluation.balance import balance
from matching.evaluation.initiatives import Initiative, read, sha256
from matching.evaluation.pool import (
    TEXT_ONLY,
    PerRequest,
    Pool,
    averaged,
    bm25,
    scores,
    summary,
    sums,
    with_open_needs,
    with_vectors,
)
from matching.evaluation.protocols import declared
from matching.index import HybridIndex
from matching.recommender import Recommender

Notice = Callable[[str], object]
_KEPT = (0.8, 0.6, 0.4)


def evaluate(
    paths: Sequence[Path],
    heldout: Sequence[Path] = (),
    *,
    encoders: Sequence[Encoder] = (),
    topics: Sequence[Encoder] = (),
    notice: Notice = str,
) -> dict[str, Any]:
    """Every figure of the command, ready for JSON. Raises BadFileError.

    `topics`: predicted labels as vectors (see `matching.topics`), used on every path; `notice` is
    told what is being done, for whoever waits.
    """
    known, asked = read(paths) if paths else [], read(heldout) if heldout else []
    rows = known + asked
    pool = Pool(rows, range(len(known), len(rows)) if asked else range(len(rows)))
    run = _Run(pool, (*encoders, *topics), tuple(topics), notice)
    found = {
        "files": [{"name": path.name, "sha256": sha256(path)} for path in (*paths, *heldout)],
        "encoders": [encoder.name for encoder in encoders],
        "pool": len(rows),
    }
    return found | run.text() | run.languages() | run.labels() | {"balance": balance(run.full, pool, run.needs)}


class _Run:
    """One evaluation: the pool, the recommenders, and the measures of plain BM25 on each set of requests."""

    def __init__(self, pool: Pool, encoders: Sequence[Encoder], topics: Sequence[Encoder], notice: Notice) -> None:
        self.pool, self.encoders, self.notice = pool, encoders, notice
        notice(f"indexing {len(pool.rows)} solutions")
        index = pool.index(encoders)
        self.needs = with_vectors([pool.rows[row].need() for row in pool.asked], encoders, asking=True)
        self.index = index
        self.words = Recommender(weights=TEXT_ONLY, encoders=topics).fit(index)
        self.full = Recommender(weights=TEXT_ONLY, encoders=encoders).fit(index)
        self.bm25_scores = bm25(index, self.needs, pool.keys)
        self.bm25 = pool.measure(self.bm25_scores)

    def text(self) -> dict[str, Any]:
        """The ladder in English: one-way, reciprocal, without groups in both halves, title-only, reverse."""
        self.notice("text only")
        pool = self.pool
        full = scores(self.full, self.needs, pool.keys)
        words = scores(self.words, self.needs, pool.keys)
        parts = {
            "bm25": self.bm25_scores,
            "text_only_no_encoder": words,
            "text_only": full,
        }
        tables = {name: summary(pool.measure(table), self.bm25) for name, table in parts.items()}
        tables["text_only_no_encoder_reciprocal40"] = self._summary(self._reciprocal(self.words))
        tables["text_only_reciprocal40"] = self._summary(self._reciprocal(self.full))
        for name, chosen in self._subsets().items():
            if chosen:
                plain = pool.measure(self.bm25_scores, chosen)
                tables[name] = summary(pool.measure(full, chosen), plain) | {"bm25": _mean(plain)}
        return tables | {"reverse": self._reverse()}

    def languages(self) -> dict[str, Any]:
        """Requests in another language -> solutions in English, and the same requests in English by BM25."""
        self.notice("across languages")
        rows = [row for row in self.pool.asked if self.pool.rows[row].translated]
        if not rows:
            return {}
        pool = Pool(self.pool.rows, rows)
        needs = with_vectors([pool.rows[row].need_translated() for row in rows], self.encoders, asking=True)
        english = pool.measure(bm25(self.index, [pool.rows[row].need() for row in rows], pool.keys))
        table = scores(self.full, needs, pool.keys)
        plain = pool.measure(bm25(self.index, needs, pool.keys))
        spoken = [next(iter(need.texts)) for need in needs]
        return {
            "cross_lingual": summary(pool.measure(table), english),
            "cross_lingual_bm25": summary(plain, english),
            "cross_lingual_same_in_english_bm25": summary(english, english),
            "cross_lingual_by_language": {
                language: self._language(pool, table, english, [i for i, one in enumerate(spoken) if one == language])
                for language in sorted(set(spoken))
            },
        }

    def labels(self) -> dict[str, Any]:
        """Protocol A at three rates, and the leak: labels that both sides share by construction."""
        found = {}
        for kept in (*_KEPT, 1.0):
            name = f"labels_p{round(kept * 100)}" if kept < 1 else "leaky_labels"
            self.notice(name)
            found[name] = self._summary(declared(self.pool, self.encoders, self.needs, kept))
        return found

    def _summary(self, values: PerRequest) -> dict[str, Any]:
        return summary(values, self.bm25)

    def _reciprocal(self, recommender: Recommender) -> PerRequest:
        pool = self.pool
        given = sums(recommender, self.needs, pool.keys)
        every = with_vectors([row.need() for row in pool.rows], recommender.encoders, asking=True)
        rounds = with_open_needs(recommender, pool, given, sums(recommender, every, pool.keys), list(pool.asked))
        return averaged([pool.measure(table) for table in rounds])

    def _reverse(self) -> dict[str, Any]:
        """Requests for each asked initiative's solution, the requests of all rows as the pool."""
        pool = self.pool
        asked = [row.asked(key) for key, row in zip(pool.keys, pool.rows, strict=True)]
        index = HybridIndex().fit(with_vectors(asked, self.encoders, asking=True))
        offers = with_vectors([pool.rows[row].offer("offer") for row in pool.asked], self.encoders)
        recommender = clone(self.full).fit(index)
        full = [recommender.scores(offer, kind="request") for offer in offers]
        tables = {
            "bm25": bm25(index, offers, pool.keys),
            "text_only": np.array([[one[key] for key in pool.keys] for one in full]),
        }
        means = {name: _mean(pool.measure(table)) for name, table in tables.items()}
        return {name: {key: own[key] for key in ("mrr_group", "mrr_exact")} for name, own in means.items()}

    def _subsets(self) -> dict[str, list[int]]:
        """Positions of asked requests: whose group has no other member in the pool; title-only and the rest."""
        rows, asked = self.pool.rows, list(self.pool.asked)
        outside = [row.group for number, row in enumerate(rows) if number not in set(asked)]
        lonely = set(outside) if outside else set()
        return {
            "leave_group_out": [i for i, row in enumerate(asked) if self._alone(rows[row], lonely)],
            "title_only": [i for i, row in enumerate(asked) if rows[row].title_only],
            "without_title_only": [i for i, row in enumerate(asked) if not rows[row].title_only],
        }

    @staticmethod
    def _alone(row: Initiative, elsewhere: set[str]) -> bool:
        return row.group not in elsewhere if elsewhere else row.alone

    def _language(self, pool: Pool, table: Any, english: PerRequest, chosen: list[int]) -> dict[str, Any]:
        measured = pool.measure(table, chosen)
        return {
            "n": len(chosen),
            "mrr_group": _mean(measured)["mrr_group"],
            "same_in_english_bm25": round(float(english["mrr_group"][chosen].mean()), 4),
        }


def _mean(values: PerRequest) -> dict[str, float]:
    return {name: round(float(numbers.mean()), 4) for name, numbers in values.items()}
