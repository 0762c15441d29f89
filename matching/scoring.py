"""The parts of a score: each between 0 and 1 for every row, times a weight; the weights sum to 1."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields

import numpy as np

from matching.analysis import goals
from matching.documents import Document
from matching.postings import Floats
from matching.segment import GOAL
from matching.snapshot import Snapshot

GOAL_ALONE = 0.6
"""A shared goal counts this much; a shared target of that goal adds the rest."""

NEARNESS = {"country": 1.0, "subregion": 0.75, "region": 0.5, "group": 0.5}
"""What sharing a place is worth; the nearest one counts. A group counts less the wider it is."""


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each part may add to a score. Raises ValueError unless they are >= 0 and sum to 1."""

    text: float = 0.50
    goals: float = 0.15
    sector: float = 0.15
    place: float = 0.07
    language: float = 0.05
    modality: float = 0.04
    evidence: float = 0.04

    def __post_init__(self) -> None:
        numbers = [getattr(self, part.name) for part in fields(self)]
        if min(numbers) < 0 or abs(sum(numbers) - 1) > 1e-9:
            raise ValueError("weights are 0 or more and sum to 1")


def goal_overlap(state: Snapshot, need: Document) -> Floats:
    """Shared goals over the geometric mean of both numbers of goals, targets counted more.

    Whoever claims every goal gains little, because the root of the number of claims divides.
    """
    wanted = sorted(goals(need.facets))
    targets = need.facets.get("target", frozenset())
    shared = np.zeros(len(state.keys), np.float32)
    for goal in wanted:
        own = [target for target in targets if target.partition(".")[0] == goal]
        shared += GOAL_ALONE * state.having(GOAL, [goal])
        shared += (1 - GOAL_ALONE) * state.having("target", own)
    return shared / _geometric(state, GOAL, len(wanted))


def overlap(state: Snapshot, need: Document, facet: str) -> Floats:
    """Shared codes of a facet over the geometric mean of both numbers of codes (cosine)."""
    wanted = sorted(need.facets.get(facet, ()))
    shared = np.zeros(len(state.keys), np.float32)
    for code in wanted:
        shared += state.having(facet, [code])
    return shared / _geometric(state, facet, len(wanted))


def place(state: Snapshot, need: Document, kind: str) -> Floats:
    """The nearest shared place: country, sub-region, region, or a group that not all belong to."""
    nearest = np.zeros(len(state.keys), np.float32)
    candidates = state.public & state.having("kind", [kind])
    total = max(1, int(candidates.sum()))
    for facet, worth in NEARNESS.items():
        for code in need.facets.get(facet, ()):
            shared = state.having(facet, [code])
            share = int((shared & candidates).sum()) / total if facet == "group" else 0.0
            np.maximum(nearest, np.float32(worth * (1 - share)) * shared, out=nearest)
    return nearest


def language(state: Snapshot, need: Document) -> Floats:
    """1 where at least one language is shared."""
    return state.having("language", need.facets.get("language", ())).astype(np.float32)


def evidence(state: Snapshot) -> Floats:
    """The evidence of each row, as its document states it."""
    return state.each(lambda segment: segment.evidence)


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


def _geometric(state: Snapshot, facet: str, wanted: int) -> Floats:
    sizes = state.each(lambda segment: segment.facet(facet).sizes)
    root: Floats = np.sqrt(np.maximum(1, sizes * max(1, wanted))).astype(np.float32)
    return root
