"""Ranking documents for a need, with reasons that add up to the score."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from matching import scoring
from matching.comparison import Comparison, Parts, Rows
from matching.documents import Document, Match, Part
from matching.encoders import Encoder, heft
from matching.estimator import Estimator
from matching.index import HybridIndex
from matching.mutual import OpenNeeds
from matching.overlap import TextPart
from matching.postings import Mask
from matching.scoring import Weights
from matching.segment import GOAL
from matching.snapshot import Codes, Snapshot
from matching.topk import first
from matching.variety import Chosen, choose
from matching.what_if import what_if

_READ = (GOAL, "target", "sector", *scoring.NEARNESS, "language", "modality", "interchangeable", "capacity")
_DEEP = 50  # rows that variety looks at


class Recommender(Estimator):
    """Solutions for a request, or requests for a solution: the same sum of parts both ways.

    Each part is 0 or more, and looks at the two documents and at public statistics alone, so a
    filter or an exclusion changes no other document's score. The score is the sum of the parts,
    as a share of the most that a document can reach: 0 to 1. A document that shares no goal and no
    sector, and is neither in words nor in meaning well above a typical one, is not recommended: a
    place or a language alone is no match.

    Parameters: `weights` (default `Weights()`); `encoders`, whose vectors the index holds (none: by
    words alone); `similar_from`, the mean deviation of words and meaning from which these alone
    make a match; `related_from` and `related_weight`, how alike in spelling another word must be,
    and what it is worth beside the word itself (`matching.spelling`); `favoured`, the groups that
    `weights.visibility` adds to; `spread`, how far the next document of a country that is in the
    list already steps back, in deviations; `scan`, the number of documents up to which every one is
    compared in all parts; beyond it the best `candidates` by words and labels and the `nearest` by
    each encoder are.

    Source of the method: z-score fusion of scorers, reciprocal recommendation (Pizzato et al.,
    RecSys 2010); what was measured stands in the README.

    >>> from matching import HybridIndex, Text
    >>> offers = [Document("s:1", {"en": Text("Rainwater tanks", "For schools.")}, facets={"kind": {"solution"}})]
    >>> need = Document("r:1", {"en": Text("Water for schools", "Wells fall dry; we wish to keep rainwater.")})
    >>> found = Recommender(similar_from=0.5).fit(HybridIndex().fit(offers)).recommend(
    ...     need, kind="solution", audience=["public"], standing=["confirmed"])
    >>> [(match.key, match.rank) for match in found]
    [('s:1', 1)]
    """

    def __init__(
        self,
        *,
        weights: Weights | None = None,
        encoders: Sequence[Encoder] = (),
        similar_from: float = 1.0,
        related_from: float = 0.7,
        related_weight: float = 0.7,
        favoured: Collection[str] = (),
        spread: float = 0.0,
        scan: int = 20_000,
        candidates: int = 200,
        nearest: int = 100,
    ) -> None:
        self.weights = weights
        self.encoders = encoders
        self.similar_from = similar_from
        self.related_from = related_from
        self.related_weight = related_weight
        self.favoured = favoured
        self.spread = spread
        self.scan = scan
        self.candidates = candidates
        self.nearest = nearest

    def fit(self, index: HybridIndex, open_needs: OpenNeeds | None = None) -> Self:
        """Rank over this index, as it is at the time of each call.

        `open_needs`: what each document gives to the needs that are open now (`matching.mutual`);
        without it nothing is added for being wanted by this need more than by others.
        """
        self.index_ = index
        self.open_needs_ = open_needs or OpenNeeds.none()
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
        without: Collection[str] = (),
        only: Collection[str] | None = None,
        limit: int = 10,
        today: int | None = None,
    ) -> tuple[Match, ...]:
        """The best documents of a kind for a need, best first; equals by newer day, then key.

        `filters` and `exclude` act before scoring and change no other document's score. The need
        itself, if it is indexed, is never its own match, nor are the documents of the keys `without`.
        `only`: the documents of these keys, also where they share nothing. Of documents that share a code of the
        facet "interchangeable" the best stands for all and names the others. `today` is a date
        ordinal; without it freshness adds nothing. Raises NotFittedError before `fit`.
        """
        state = self._state()
        compared = self._comparison(state, need, kind, today)
        mask = state.visible(audience, standing, exclude or {}, {"kind": [kind]}, filters or {})
        mask = mask & _not(state, need.key, *without)
        if only is not None:
            mask = mask & ~_not(state, *only)
        ranking = self._ranking(compared, self._rows(compared, mask), whatever=only is not None)
        chosen = choose(ranking.places[:_DEEP], ranking.totals, self._codes(ranking), spread=self.spread, limit=limit)
        words = compared.text.words([int(ranking.rows[one.place]) for one in chosen])
        return tuple(
            self._match(ranking, one, rank, own) for rank, (one, own) in enumerate(zip(chosen, words, strict=True), 1)
        )

    def scores(self, need: Document, *, kind: str, today: int | None = None) -> dict[str, float]:
        """The whole score, 0 to 1, of every public document of a kind by its key, before any variety.

        `today` as in `recommend`. Raises NotFittedError before `fit`.
        """
        compared = self._comparison(self._state(), need, kind, today)
        rows = np.flatnonzero(compared.public & _not(compared.state, need.key))
        totals = self._totals(compared, self._parts(compared, rows))
        return {compared.state.key(int(row)): float(total) for row, total in zip(rows, totals, strict=True)}

    def sums(self, need: Document, *, kind: str) -> tuple[tuple[str, ...], NDArray[np.float64]]:
        """Keys of all n documents of a kind, and what their parts sum up to for a need, `mutual` left out.

        The sums are (n,) float64 in the order of the keys, which is that of the index, in standard
        deviations as `Weights` has them: not yet a share of the most. Raises NotFittedError before `fit`.
        """
        state = self._state()
        compared = self._comparison(state, need, kind, None)
        rows = np.flatnonzero(state.living & state.having("kind", [kind]))
        return tuple(state.key(int(row)) for row in rows), _summed(compared.parts(rows))

    def _comparison(self, state: Snapshot, need: Document, kind: str, today: int | None) -> Comparison:
        text = TextPart(
            state,
            need,
            self.index_.analyzer_,
            related_from=self.related_from,
            related_weight=self.related_weight,
        )
        weights = self.weights or Weights()
        return Comparison(state, need, kind, text, tuple(self.encoders), weights, today, frozenset(self.favoured))

    def _rows(self, compared: Comparison, mask: Mask) -> Rows:
        rows = np.flatnonzero(mask)
        if len(rows) <= self.scan:
            return rows
        return compared.candidates(mask, self.candidates, self.nearest, by_numba=self.index_.by_numba)

    def _parts(self, compared: Comparison, rows: Rows) -> Parts:
        parts = compared.parts(rows)
        wanted = self.open_needs_.above(compared.state, rows, _summed(parts))
        return {**parts, "mutual": np.float32(compared.weights.mutual) * wanted}

    def _totals(self, compared: Comparison, parts: Parts) -> NDArray[np.float64]:
        return _summed(parts) / compared.weights.most(heft(self.encoders))

    def _ranking(self, compared: Comparison, rows: Rows, *, whatever: bool) -> _Ranking:
        parts = self._parts(compared, rows)
        totals = self._totals(compared, parts)
        kept = np.ones(len(rows), np.bool_) if whatever else self._shares_something(compared, parts)
        ties = [column[rows] for column in compared.state.ties]
        places = first(kept, [-np.round(totals, 9), *ties], len(rows))
        return _Ranking(compared, rows, parts, totals, places)

    def _shares_something(self, compared: Comparison, parts: Parts) -> Mask:
        weights = compared.weights
        similar = parts["text"] + parts["meaning"]
        least = self.similar_from * (weights.text + weights.meaning * heft(self.encoders))
        found: Mask = (similar >= max(least, 1e-9)) | (parts["goals"] > 0) | (parts["sector"] > 0)
        return found

    def _codes(self, ranking: _Ranking) -> dict[int, dict[str, list[str]]]:
        state, rows = ranking.compared.state, ranking.rows
        wanted = ("interchangeable", "country")
        return {int(place): state.codes_of(int(rows[place]), wanted) for place in ranking.places[:_DEEP]}

    def _match(self, ranking: _Ranking, chosen: Chosen, rank: int, words: tuple[str, ...]) -> Match:
        state, rows, compared = ranking.compared.state, ranking.rows, ranking.compared
        row = int(rows[chosen.place])
        codes = state.codes_of(row, _READ)
        most = compared.weights.most(heft(self.encoders))
        reasons = tuple(
            Part(
                name,
                float(values[chosen.place]) / most,
                words if name == "text" else scoring.shared_codes(codes, compared.need, name),
            )
            for name, values in ranking.parts.items()
        )
        return Match(
            key=state.key(row),
            rank=rank,
            score=sum(reason.value for reason in reasons),
            parts=reasons,
            moved=chosen.moved,
            alternatives=tuple(state.key(int(rows[place])) for place in chosen.alternatives),
            what_if=what_if(compared, codes, ranking.own(chosen.place), ranking.totals[ranking.places], most),
        )

    def _state(self) -> Snapshot:
        if not hasattr(self, "index_"):
            from sklearn.exceptions import NotFittedError

            raise NotFittedError("fit the recommender on an index first")
        return self.index_.snapshot()


@dataclass(frozen=True)
class _Ranking:
    """Compared rows; `places` are positions among them, best first."""

    compared: Comparison
    rows: Rows
    parts: Parts
    totals: NDArray[np.float64]
    places: NDArray[np.int64]

    def own(self, place: int) -> dict[str, float]:
        """The parts of one row."""
        return {name: float(values[place]) for name, values in self.parts.items()}


def _summed(parts: Parts) -> NDArray[np.float64]:
    total: NDArray[np.float64] = np.sum(np.stack(list(parts.values())), axis=0, dtype=np.float64)
    return total


def _not(state: Snapshot, *keys: str) -> Mask:
    other = np.ones(len(state), np.bool_)
    for key in keys:
        if state.place(key):
            other[state.row(key)] = False
    return other
