"""How often the historical partner is found, measured by the code that the site runs.

The candidates are the solutions of all files; the queries are the requests of the held-out files,
or of all where none is held out. "Text only" sees titles and summaries and nothing else; labels
that are predicted come from taggers that never saw a request or its group.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.base import clone

from matching.encoders import Encoder
from matching.evaluation.across_languages import across_languages
from matching.evaluation.balance import balance
from matching.evaluation.distractors import among_distractors
from matching.evaluation.initiatives import Initiative, read, sha256
from matching.evaluation.pool import (
    TEXT_ONLY,
    PerRequest,
    Pool,
    averaged,
    bm25,
    means,
    scores,
    summary,
    sums,
    with_open_needs,
    with_vectors,
)
from matching.evaluation.predicted import learned, predicted
from matching.evaluation.protocols import declared
from matching.evaluation.remembering import RememberingEncoder
from matching.evaluation.targets import targets
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
    distractors: Path | None = None,
    distractor_vectors: bool = False,
    notice: Notice = str,
) -> dict[str, Any]:
    """Every figure of the command, ready for JSON. Raises BadFileError.

    `topics`: subjects told from words (see `matching.topics`), used on every path; `distractors`: a
    folder with texts to hide the solutions among, and whether encoders are to read all of these, which
    takes minutes; `notice` is told what is being done, for whoever waits.
    """
    known, asked = read(paths) if paths else [], read(heldout) if heldout else []
    rows = known + asked
    pool = Pool(rows, range(len(known), len(rows)) if asked else range(len(rows)))
    by_words = [RememberingEncoder(encoder=one) for one in topics]
    run = _Run(pool, [*(RememberingEncoder(encoder=one) for one in encoders), *by_words], by_words, notice)
    found = {
        "files": [{"name": path.name, "sha256": sha256(path)} for path in (*paths, *heldout)],
        "encoders": [encoder.name for encoder in encoders],
        "pool": len(rows),
        "heldout": [path.name for path in heldout],
    }
    found |= run.text() | run.predicted() | run.languages()
    if distractors:
        found |= run.hidden(distractors, distractor_vectors)
    found |= run.labels() | run.shown()
    return found | {"targets": [asdict(target) for target in targets(found)]}


class _Run:
    """One evaluation: the pool, the recommenders, and the measures of plain BM25 on each set of requests."""

    def __init__(self, pool: Pool, encoders: Sequence[Encoder], topics: Sequence[Encoder], notice: Notice) -> None:
        self.pool, self.encoders, self.topics, self.notice = pool, encoders, topics, notice
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
                tables[name] = summary(pool.measure(full, chosen), plain) | {"bm25": means(plain)}
        return tables | {"reverse": self._reverse()}

    def predicted(self) -> dict[str, Any]:
        """Protocol C for words alone, and with the vectors of the first encoder; nothing for too small files."""
        self.notice("labels predicted")
        models = self.encoders[: len(self.encoders) - len(self.topics)]
        by_words = predicted(self.pool, self.topics, lambda rows: learned(rows, None))
        if by_words is None:
            return {}
        full = predicted(self.pool, self.encoders, lambda rows: learned(rows, models[0])) if models else by_words
        found = {"predicted_labels_no_encoder": by_words, "predicted_labels": full or by_words}
        return {name: self._summary(values) for name, values in found.items()}

    def hidden(self, folder: Path, vectors: bool) -> dict[str, Any]:
        """The solutions among thousands of texts that answer nothing; with encoders only if asked for."""
        systems = {"text_only_no_encoder": self.topics}
        if vectors and len(self.encoders) > len(self.topics):
            systems["text_only"] = self.encoders
        self.notice("among distractors" + (", vectors of all of them first: minutes" if len(systems) > 1 else ""))
        return {"distractors": among_distractors(self.pool, self.needs, folder, systems)}

    def shown(self) -> dict[str, Any]:
        """Who is shown."""
        self.notice("balance")
        return {"balance": balance(self.full, self.pool, self.needs)}

    def languages(self) -> dict[str, Any]:
        """Requests in another language -> solutions in English."""
        self.notice("across languages")
        return across_languages(self.full, self.pool, self.encoders)

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
        measured = {name: means(pool.measure(table)) for name, table in tables.items()}
        return {name: {key: own[key] for key in ("mrr_group", "mrr_exact")} for name, own in measured.items()}

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
