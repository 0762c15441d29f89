"""The one index: exact search, true counts and explanations over words and facets."""

from __future__ import annotations

import threading
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal, Self

import numpy as np

from matching.analysis import analyse
from matching.documents import Document, Hit, Page
from matching.estimator import Estimator
from matching.first_stage import FirstStage
from matching.overlap import pairs
from matching.postings import Floats, Mask
from matching.query import Meaning, Query
from matching.scoring import Weights
from matching.segment import Segment
from matching.snapshot import Codes, Snapshot
from matching.states import fresh_state, still_known, without
from matching.storage import read, write
from matching.text import Analyzer
from matching.topk import first
from matching.vocabulary import Vocabulary
from matching.weighing import Weighing

Ordering = Literal["relevance", "newest", "evidence"]


class HybridIndex(Estimator):
    """Exact BM25 and facets over documents in seven languages, in memory, safe to share by threads.

    A reader sees the state before or after an edit, never half of one. An edited index answers
    exactly as one built anew from the same documents. Term statistics come from documents whose
    audience is "public" alone, so a private document changes nothing that an outsider gets.

    Parameters: `k1`, `b`, `title_weight` and `average_length` (words) of BM25, see
    `matching.weighing`; `names_weight`, what a name is worth beside words of the text;
    `merge_at`, how many documents are held apart before the arrays are made anew; `by_numba`, whether
    the compiled loops are used where numba is installed: they are quicker, and answer the same.

    >>> from matching import Text
    >>> index = HybridIndex().fit([
    ...     Document("solution:1", {"en": Text("Rainwater harvesting", "Tanks for schools.")}),
    ...     Document("solution:2", {"fr": Text("Eau potable", "Des citernes.")}, {"fr": "Mali"}),
    ... ])
    >>> index.search("mali", audience=["public"], standing=["confirmed"]).hits[0].key
    'solution:2'
    """

    def __init__(
        self,
        *,
        k1: float = 1.2,
        b: float = 0.75,
        title_weight: float = 1.0,
        average_length: float = 30.0,
        names_weight: float = 0.5,
        merge_at: int = 1000,
        by_numba: bool = True,
    ) -> None:
        self.k1 = k1
        self.b = b
        self.title_weight = title_weight
        self.average_length = average_length
        self.names_weight = names_weight
        self.merge_at = merge_at
        self.by_numba = by_numba
        self._writing = threading.RLock()

    def fit(self, documents: Iterable[Document]) -> Self:
        """Forget everything and index these documents; of two with one key the last counts.

        Raises ValueError for a document that cannot be indexed (see `matching.analysis`).
        """
        with self._writing:
            terms, codes = Vocabulary(), dict[str, Vocabulary]()
            segment = self._segment(documents, terms, codes)
            self.snapshot_ = fresh_state(terms, codes, segment)
        return self

    def partial_fit(self, documents: Iterable[Document]) -> Self:
        """Add documents, or replace those with the same keys. Raises ValueError like `fit`."""
        with self._writing:
            if not hasattr(self, "snapshot_"):
                return self.fit(documents)
            old = self.snapshot_
            codes = dict(old.codes)
            added = self._segment(documents, old.terms, codes)
            self._publish(old, codes, added)
        return self

    def remove(self, keys: Iterable[str]) -> Self:
        """Take documents out; keys that are not there are passed over. Raises NotFittedError before `fit`."""
        with self._writing:
            old = self.snapshot()
            alive = without(old, keys)
            self.snapshot_ = replace(old, alive=alive, known=still_known(old, alive))
        return self

    def search(
        self,
        words: str = "",
        *,
        audience: Collection[str],
        standing: Collection[str],
        filters: Codes | None = None,
        exclude: Codes | None = None,
        meaning: Meaning | None = None,
        order: Ordering = "relevance",
        limit: int = 20,
        offset: int = 0,
    ) -> Page:
        """Documents with every word, in any of seven languages; if none has all, with any, or near in meaning.

        `meaning` holds the vectors of the words by encoder (`matching.vectors.meaning_of`): with
        it, words of one language find documents in another.

        `filters`: one of the codes in each facet. `exclude`: none of the codes. Equals stand by
        day, newest first, then by key. Raises ValueError for an unknown order or a negative page,
        NotFittedError before `fit`.
        """
        if limit < 0 or offset < 0:
            raise ValueError("limit and offset count documents: 0 or more")
        state = self.snapshot()
        query = Query(state, words, self.analyzer_, meaning)
        mask = state.visible(audience, standing, exclude or {}) & _filtered(state, filters or {})
        matching, scores = query.matching(mask)
        found = mask & matching
        rows = first(found, _order(state, scores, order), offset + limit)[offset:].tolist()
        hits = (Hit(state.key(row), round(float(scores[row]), 6)) for row in rows)
        return Page(int(found.sum()), tuple(hits))

    def best(
        self,
        need: Document,
        *,
        kind: str,
        audience: Collection[str],
        standing: Collection[str],
        filters: Codes | None = None,
        exclude: Codes | None = None,
        limit: int = 10,
        weights: Weights | None = None,
    ) -> tuple[Hit, ...]:
        """The first stage of a recommendation alone: words, labels and evidence, exact over everything.

        Scores are in sixteenths of a deviation (`matching.first_stage`); equals as in `search`.
        """
        state = self.snapshot()
        mask = state.visible(audience, standing, exclude or {}, {"kind": [kind]}, filters or {})
        terms = {term for _, term in pairs(need, self.analyzer_)}
        rows, scores = FirstStage(state, need, terms, weights or Weights(), by_numba=self.by_numba).best(mask, limit)
        return tuple(Hit(state.key(row), score) for row, score in zip(rows.tolist(), scores.tolist(), strict=True))

    def count(
        self,
        words: str = "",
        *,
        audience: Collection[str],
        standing: Collection[str],
        filters: Codes | None = None,
        exclude: Codes | None = None,
        meaning: Meaning | None = None,
        facets: Collection[str],
    ) -> dict[str, dict[str, int]]:
        """How many documents each code of each facet has, the filter of that facet left out.

        Words are read as `search` reads them with all the filters. Codes without any document
        are not in the answer.
        """
        state, filters = self.snapshot(), filters or {}
        query = Query(state, words, self.analyzer_, meaning)
        mask = state.visible(audience, standing, exclude or {})
        mask = mask & query.matching(mask & _filtered(state, filters))[0]
        own = {facet: _filtered(state, {facet: codes}) for facet, codes in filters.items()}
        answer = {}
        for facet in facets:
            others = [kept for name, kept in own.items() if name != facet]
            answer[facet] = state.counts(facet, np.all(np.stack([mask, *others]), axis=0))
        return answer

    def explain(self, key: str, words: str) -> tuple[tuple[str, float], ...]:
        """What each word of a search adds to the score of one document, largest first; meaning is left out.

        Knows no audience: ask only for documents that the reader may see. Raises KeyError.
        """
        state = self.snapshot()
        row = state.row(key)
        query = Query(state, words, self.analyzer_)
        return query.explain(row)

    @property
    def analyzer_(self) -> Analyzer:
        """How text becomes terms."""
        return Analyzer()

    def snapshot(self) -> Snapshot:
        """The state of this moment, for readers that ask several things of one. Raises NotFittedError before `fit`."""
        if not hasattr(self, "snapshot_"):
            from sklearn.exceptions import NotFittedError

            raise NotFittedError("fit the index first")
        return self.snapshot_

    def merge(self) -> Self:
        """Make one stretch of arrays of everything that is alive; answers stay the same."""
        with self._writing:
            old = self.snapshot()
            (base, delta), (kept, delta_kept) = old.segments, old.alive
            whole = base.kept(kept).followed_by(delta.kept(delta_kept))
            self.snapshot_ = fresh_state(old.terms, dict(old.codes), whole, old.spellings)
        return self

    def save(self, folder: Path, *, extra: Mapping[str, str] | None = None) -> None:
        """Write the index as a folder of arrays; `extra` are files of text to go with them.

        The folder appears whole or not at all. Raises OSError.
        """
        with self._writing:
            self.merge()
            state = self.snapshot()
            write(folder, state.segments[0], state.terms, state.codes, self.get_params(), extra or {})

    @classmethod
    def load(cls, folder: Path, *, mapped: bool = True) -> Self:
        """An index from a folder, with its parameters; it can be edited, and the folder stays as it is.

        mapped: the arrays stay on disk, and processes share the pages. Raises
        `matching.storage.IndexFileError`, a ValueError, for a folder that is not a whole index.
        """
        segment, terms, codes, params = read(folder, mapped=mapped)
        index = cls(**params)
        index.snapshot_ = fresh_state(terms, codes, segment)
        return index

    @property
    def nbytes(self) -> int:
        """The bytes of all arrays, without the vocabulary."""
        return sum(segment.nbytes for segment in self.snapshot().segments)

    def _segment(self, documents: Iterable[Document], terms: Vocabulary, codes: dict[str, Vocabulary]) -> Segment:
        latest = {document.key: document for document in documents}
        weighing = Weighing(self.k1, self.b, self.title_weight, self.average_length, self.names_weight)
        return Segment.build(analyse(d, weighing, self.analyzer_, terms, codes) for d in latest.values())

    def _publish(self, old: Snapshot, codes: dict[str, Vocabulary], added: Segment) -> None:
        kept, delta_kept = alive = without(old, added.keys)
        base, delta = old.segments
        delta = delta.kept(delta_kept).followed_by(added)
        self.snapshot_ = replace(
            old,
            codes=codes,
            segments=(base, delta),
            alive=(kept, np.ones(len(delta), np.bool_)),
            known=still_known(old, alive),
        )
        if len(delta) > self.merge_at:
            self.merge()

    def __getstate__(self) -> dict[str, Any]:
        return {name: value for name, value in vars(self).items() if name != "_writing"}

    def __setstate__(self, state: dict[str, Any]) -> None:
        vars(self).update(state)
        self._writing = threading.RLock()


def _filtered(state: Snapshot, filters: Codes) -> Mask:
    masks = [state.having(facet, codes) for facet, codes in filters.items()]
    mask: Mask = np.all(np.stack([state.living, *masks]), axis=0)
    return mask


def _order(state: Snapshot, scores: Floats, order: Ordering) -> list[Any]:
    if order == "relevance":
        return [-scores, *state.ties]
    if order == "newest":
        return list(state.ties)
    if order == "evidence":
        return [-state.evidence.astype(np.int32), *state.ties]
    raise ValueError(f"order is relevance, newest or evidence, not {order!r}")
