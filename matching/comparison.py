"""One need beside the documents of a kind: what each part of the score is worth, row by row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from matching import scoring
from matching.documents import Document
from matching.encoders import Encoder, Vectors, heft, mark
from matching.first_stage import FirstStage
from matching.near import likeness, sample, vector_of
from matching.overlap import TextPart
from matching.postings import Floats, Mask
from matching.scale import SAMPLE, Scale
from matching.scoring import Weights
from matching.segment import WRITTEN
from matching.snapshot import Snapshot
from matching.vectors import document_vectors

Rows = NDArray[np.int64]
Parts = dict[str, Floats]


@dataclass(frozen=True)
class Comparison:
    """The parts of the score of some rows, each already multiplied by its weight.

    `today` is a date ordinal, or None where freshness does not count; `favoured` are the groups
    that the balance of visibility adds to.
    """

    state: Snapshot
    need: Document
    kind: str
    text: TextPart
    encoders: Sequence[Encoder]
    weights: Weights
    today: int | None
    favoured: frozenset[str]

    @cached_property
    def public(self) -> Mask:
        """The documents that means, deviations and shares are taken over."""
        mask: Mask = self.state.public & self.state.having("kind", [self.kind])
        return mask

    @cached_property
    def vectors(self) -> Mapping[str, Vectors]:
        """The need's own vector by the mark of its encoder: as it was indexed, or made now."""
        return {mark(encoder): self._vector(encoder) for encoder in self.encoders}

    def parts(self, rows: Rows) -> Parts:
        """Part -> its value for each of the rows, in deviations (see `Weights`)."""
        weights, state, need = self.weights, self.state, self.need
        text, meaning = self._similar(rows)
        return {
            "text": text,
            "meaning": meaning,
            "goals": weights.goals * scoring.goal_overlap(state, need, rows),
            "sector": weights.sector * scoring.overlap(state, need, "sector", rows),
            "place": weights.place * scoring.place(state, need, self.public, rows),
            "language": weights.language * scoring.language(state, need, rows),
            "modality": weights.modality * scoring.overlap(state, need, "modality", rows),
            "evidence": weights.evidence * scoring.evidence(state, rows),
            "capacity": weights.capacity * scoring.capacity(state, rows),
            "freshness": weights.freshness * scoring.freshness(state, self.today, rows),
            "visibility": weights.visibility * scoring.belongs(state, self.favoured, rows),
        }

    def candidates(self, mask: Mask, best: int, nearest: int, *, by_numba: bool) -> Rows:
        """The rows of a mask worth comparing in full: best by words and labels, nearest by each encoder."""
        rows, state = np.flatnonzero(mask), self.state
        first = FirstStage(state, self.need, self.text.surfaces, self.weights, by_numba=by_numba)
        found = [first.best(mask, best)[0]]
        for model, vector in self.vectors.items():
            like = np.nan_to_num(likeness(state, model, vector, rows), nan=-1.0)
            found.append(rows[np.argpartition(-like, nearest)[:nearest]])
        chosen: Rows = np.unique(np.concatenate(found))
        return chosen

    def _similar(self, rows: Rows) -> tuple[Floats, Floats]:
        """Words and meaning, each weighted, in deviations above the mean.

        Where one of them cannot be had, the other counts for both, so that nobody loses by it: a
        document whose vector is not computed yet is compared by words, and one that has no text
        in a language of the need by meaning.
        """
        words = Scale.of("text", self.text.values[self.public]).above(self.text.values[rows])
        text, meaning = self.weights.text * words, np.zeros(len(rows), np.float32)
        for encoder in self.encoders:
            weight = np.float32(self.weights.meaning * encoder.weight)
            like = self._like(encoder, rows)
            text = text + weight * np.where(np.isnan(like), words, 0)
            meaning += weight * np.nan_to_num(like)
        return self._crossing(rows, text, meaning)

    def _crossing(self, rows: Rows, text: Floats, meaning: Floats) -> tuple[Floats, Floats]:
        """Words count nothing between languages; meaning then weighs as much as both."""
        weight = self.weights.meaning * heft(self.encoders)
        if weight:
            foreign = ~self.state.having(WRITTEN, self.need.texts)[rows] & (meaning > 0)
            text[foreign] = 0
            meaning[foreign] *= np.float32(1 + self.weights.text / weight)
        return text, meaning

    def _like(self, encoder: Encoder, rows: Rows) -> Floats:
        """Likeness by one encoder, in deviations above the mean; NaN where there is no vector."""
        vector, model = self.vectors[mark(encoder)], mark(encoder)
        if not vector.any():
            return np.full(len(rows), np.nan, np.float32)
        typical = likeness(self.state, model, vector, sample(self.state, self.public, SAMPLE))
        return Scale.of(encoder.name, typical[~np.isnan(typical)]).above(likeness(self.state, model, vector, rows))

    def _vector(self, encoder: Encoder) -> Vectors:
        kept = self.need.vectors.get(mark(encoder))
        if kept is None:
            kept = vector_of(self.state, mark(encoder), self.need.key)
        if kept is not None:
            return np.asarray(kept, np.float32)
        own: Vectors = document_vectors(encoder, [self.need], asking=True)[0]
        return own
