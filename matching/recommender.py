"""Ranking documents for a need, with reasons that add up to the score."""

from __future__ import annotations

from collections.abc import Collection
from typing import Self

import numpy as np
from numpy.typing import NDArray

from matching import scoring
from matching.documents import Document, Match, Part
from matching.estimator import Estimator
from matching.index import HybridIndex
from matching.overlap import TextPart
from matching.postings import Floats, Mask
from matching.scoring import Weights
from matching.segment import GOAL
from matching.snapshot import Codes, Snapshot
from matching.topk import first

_READ = (GOAL, "target", "sector", *scoring.NEARNESS, "language", "modality")


class Recommender(Estimator):
    """Solutions for a request, or requests for a solution: the same sum of parts both ways.

    score = sum of weight x part; each part is 0 to 1 and looks at nothing but the two documents
    and public statistics. A document that shares no words, goals or sectors is never recommended:
    a place or a language alone is no match.

    Parameters: `weights` (default `Weights()`); `text_at_least`, the text part from which words
    alone make a match; `related_from` and `related_weight`, how alike in spelling another word
    must be, and what it is worth beside the word itself (see `matching.spelling`).
    """

    def __init__(
        self,
        *,
        weights: Weights | None = None,
        text_at_least: float = 0.25,
        related_from: float = 0.7,
        related_weight: float = 0.7,
    ) -> None:
        self.related_from = related_from
        self.related_weight = related_weight
        self.weights = weights
        self.text_at_least = text_at_least

    def fit(self, index: HybridIndex) -> Self:
        """Rank over this index, as it is at the time of each call."""
        self.index_ = index
        return self

    def recommend(
        self,
        need: Document,
        *,
        kind: str,
        audience: Collection[str],
        standing: Collection[str],
        filters: Codes | None = None,
        exclude: Codes | None = None,
        limit: int = 10,
    ) -> tuple[Match, ...]:
        """The best documents of a kind for a need, best first; equals by newer day, then key.

        `filters` and `exclude` act before scoring and change no other document's score. The need
        itself, if it is indexed, is never its own match.
        """
        state = self._state()
        text = self._text(state, need)
        parts = self._parts(state, text, need, kind)
        mask = state.visible(audience, standing, exclude or {}) & state.having("kind", [kind])
        for facet, codes in (filters or {}).items():
            mask &= state.having(facet, codes)
        mask &= self._shares_something(text, parts) & _not(state, need.key)
        score: NDArray[np.float64] = np.sum(list(parts.values()), axis=0, dtype=np.float64)
        rows = first(mask, [-np.round(score, 9), *state.ties], limit)
        return tuple(self._match(state, int(row), rank, parts, text, need) for rank, row in enumerate(rows, 1))

    def text_scores(self, need: Document, *, kind: str) -> dict[str, float]:
        """The text part (0 to 1, before its weight) of every public document of a kind."""
        state = self._state()
        values = self._text(state, need).values
        rows = np.flatnonzero(state.public & state.having("kind", [kind]))
        return {state.keys[row]: float(values[row]) for row in rows}

    def _text(self, state: Snapshot, need: Document) -> TextPart:
        return TextPart(
            state,
            need,
            self.index_.analyzer_,
            related_from=self.related_from,
            related_weight=self.related_weight,
        )

    def _parts(self, state: Snapshot, text: TextPart, need: Document, kind: str) -> dict[str, Floats]:
        weights = self.weights or Weights()
        return {
            "text": weights.text * text.values,
            "goals": weights.goals * scoring.goal_overlap(state, need),
            "sector": weights.sector * scoring.overlap(state, need, "sector"),
            "place": weights.place * scoring.place(state, need, kind),
            "language": weights.language * scoring.language(state, need),
            "modality": weights.modality * scoring.overlap(state, need, "modality"),
            "evidence": weights.evidence * scoring.evidence(state),
        }

    def _shares_something(self, text: TextPart, parts: dict[str, Floats]) -> Mask:
        by_words = text.values >= max(self.text_at_least, 1e-9)
        found: Mask = by_words | (parts["goals"] > 0) | (parts["sector"] > 0)
        return found

    def _match(
        self,
        state: Snapshot,
        row: int,
        rank: int,
        parts: dict[str, Floats],
        text: TextPart,
        need: Document,
    ) -> Match:
        codes = state.codes_of(row, _READ)
        reasons = tuple(
            Part(
                name,
                float(values[row]),
                text.words(row) if name == "text" else scoring.shared_codes(codes, need, name),
            )
            for name, values in parts.items()
        )
        return Match(state.keys[row], rank, sum(reason.value for reason in reasons), reasons)

    def _state(self) -> Snapshot:
        if not hasattr(self, "index_"):
            from sklearn.exceptions import NotFittedError

            raise NotFittedError("fit the recommender on an index first")
        return self.index_.snapshot()


def _not(state: Snapshot, key: str) -> Mask:
    other = np.ones(len(state.keys), np.bool_)
    if state.place(key):
        other[state.row(key)] = False
    return other
