"""The parts of a score that come from labels: each between 0 and 1 for some rows; and what parts weigh."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from matching.analysis import goals
from matching.documents import Document
from matching.postings import Floats, Mask
from matching.scale import MOST
from matching.segment import GOAL
from matching.snapshot import Snapshot

Rows = NDArray[np.int64]

GOAL_ALONE = 0.6
"""A shared goal counts this much; a shared target of that goal adds the rest."""

OPEN = "open"
"""The code of the facet "capacity" of an institution that has expert-days left."""

NEARNESS = {"country": 1.0, "subregion": 0.75, "region": 0.5, "group": 0.5}
"""What sharing a place is worth; the nearest one counts. A group counts less the wider it is."""


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each part may add, in standard deviations of a need's likeness to typical offers.

    `text` and `meaning` multiply deviations above the mean (`matching.scale`), `meaning` by the
    weight of each encoder as well; the others multiply a value from 0 to 1. `mutual` multiplies deviations above
    what a document gives to open needs on average; `visibility` is what belonging to a favoured
    group adds (0: no balancing). Raises ValueError unless all are 0 or more and one is not 0.

    The numbers are a judgement, checked and not fitted on the evaluation file: equal weight for
    words and each encoder, and labels that together weigh about as much as one of these.
    """

    text: float = 1.0
    meaning: float = 1.0
    goals: float = 4.0
    sector: float = 4.0
    place: float = 1.0
    language: float = 0.7
    modality: float = 0.6
    evidence: float = 0.6
    capacity: float = 0.3
    freshness: float = 0.3
    mutual: float = 0.7
    visibility: float = 0.0

    def __post_init__(self) -> None:
        numbers = [getattr(self, part.name) for part in fields(self)]
        if min(numbers) < 0 or max(numbers) == 0:
            raise ValueError("weights are 0 or more, and one at least is not 0")

    def most(self, encoders: float) -> float:
        """The largest sum that a document can reach with encoders of this weight in all.

        A score is a share of it.
        """
        similar = MOST * (self.text + encoders * self.meaning + self.mutual)
        labels = self.goals + self.sector + self.place + self.language + self.modality
        return similar + labels + self.evidence + self.capacity + self.freshness + self.visibility


def goal_overlap(state: Snapshot, need: Document, rows: Rows) -> Floats:
    """Shared goals over the geometric mean of both numbers of goals, targets counted more: (len(rows),) float32.

    0 to 1. Whoever claims every goal gains little, because the root of the number of claims divides.
    """
    wanted = sorted(goals(need.facets))
    targets = need.facets.get("target", frozenset())
    shared = np.zeros(len(rows), np.float32)
    for goal in wanted:
        own = [target for target in targets if target.partition(".")[0] == goal]
        shared += GOAL_ALONE * state.having(GOAL, [goal])[rows]
        shared += (1 - GOAL_ALONE) * state.having("target", own)[rows]
    return shared / _geometric(state, GOAL, len(wanted), rows)


def overlap(state: Snapshot, need: Document, facet: str, rows: Rows) -> Floats:
    """Shared codes of a facet over the geometric mean of both numbers of codes (cosine).

    Returns (len(rows),) float32, 0 to 1.
    """
    wanted = sorted(need.facets.get(facet, ()))
    shared = np.zeros(len(rows), np.float32)
    for code in wanted:
        shared += state.having(facet, [code])[rows]
    return shared / _geometric(state, facet, len(wanted), rows)


def place(state: Snapshot, need: Document, candidates: Mask, rows: Rows) -> Floats:
    """The nearest shared place: country, sub-region, region, or a group that not all belong to.

    `candidates`: the documents among which a group is wide or narrow. Returns (len(rows),) float32, 0 to 1.
    """
    nearest = np.zeros(len(rows), np.float32)
    total = max(1, int(candidates.sum()))
    for facet, worth in NEARNESS.items():
        for code in need.facets.get(facet, ()):
            shared = state.having(facet, [code])
            share = int((shared & candidates).sum()) / total if facet == "group" else 0.0
            np.maximum(nearest, np.float32(worth * (1 - share)) * shared[rows], out=nearest)
    return nearest


def language(state: Snapshot, need: Document, rows: Rows) -> Floats:
    """1 where at least one language is shared, else 0: (len(rows),) float32."""
    return state.having("language", need.facets.get("language", ()))[rows].astype(np.float32)


def evidence(state: Snapshot, rows: Rows) -> Floats:
    """The evidence of each row, as its document states it: (len(rows),) float32, 0 to 1."""
    share: Floats = state.evidence[rows].astype(np.float32) / np.float32(255)
    return share


def capacity(state: Snapshot, rows: Rows) -> Floats:
    """1 where the institution says that it has expert-days left, 0 where nothing is stated: (len(rows),) float32."""
    return state.having("capacity", [OPEN])[rows].astype(np.float32)


def freshness(state: Snapshot, today: int | None, rows: Rows) -> Floats:
    """1 for what was confirmed within a year, falling to 0 over the next two: (len(rows),) float32.

    `today` is a date ordinal; without it everything is 0.
    """
    if today is None:
        return np.zeros(len(rows), np.float32)
    age = (today - state.days[rows].astype(np.float32)) / np.float32(365)
    fresh: Floats = np.clip((3 - age) / 2, 0, 1).astype(np.float32)
    return fresh


def belongs(state: Snapshot, groups: Collection[str], rows: Rows) -> Floats:
    """1 where a document belongs to one of the groups, else 0: (len(rows),) float32."""
    return state.having("group", groups)[rows].astype(np.float32)


def shared_codes(state_codes: Mapping[str, Iterable[str]], need: Document, part: str) -> tuple[str, ...]:
    """The codes that both sides have, as a reason to show for a part."""
    if part == "goals":
        both = goals(need.facets) & set(state_codes.get(GOAL, ()))
        targets = need.facets.get("target", frozenset()) & set(state_codes.get("target", ()))
        return (*sorted(targets, key=_natural), *sorted(both, key=_natural))
    if part == "place":
        for facet in NEARNESS:
            both = need.facets.get(facet, frozenset()) & set(state_codes.get(facet, ()))
            if both:
                return tuple(sorted(both))
        return ()
    return tuple(sorted(need.facets.get(part, frozenset()) & set(state_codes.get(part, ()))))


def _natural(code: str) -> tuple[tuple[int, str], ...]:
    """Sorts 2 before 10 and 6.b after 6.6."""
    pieces = code.split(".")
    return tuple((int(p), "") if p.isdecimal() and p.isascii() else (10**6, p) for p in pieces)


def _geometric(state: Snapshot, facet: str, wanted: int, rows: Rows) -> Floats:
    sizes = state.each(lambda segment: segment.facet(facet).sizes)[rows]
    root: Floats = np.sqrt(np.maximum(1, sizes * max(1, wanted))).astype(np.float32)
    return root
