"""Open requests beside live solutions, by goal and region: where a need meets no offer yet.

Counted in the one index, from what is public. Requests, confirmed solutions and documented ones are three counts
and are never added up. Invented examples count in a demonstration only, and the page says so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from app.core.index import HybridIndex, catalogue, standings_shown
from app.core.records import Standing
from app.taxonomy import vocabulary
from app.taxonomy.terms import Area, Term

PUBLIC = frozenset({"public"})


@dataclass(frozen=True, slots=True)
class Cell:
    """How many records of each kind name a goal and come from a region."""

    requests: int
    confirmed: int
    documented: int

    @property
    def is_empty(self) -> bool:
        return not (self.requests or self.confirmed or self.documented)

    @property
    def is_unmet(self) -> bool:
        return bool(self.requests and not (self.confirmed or self.documented))


@dataclass(frozen=True)
class Needs:
    """The matrix: `cells[goal code, region code]`. A record with two goals or regions counts in each."""

    goals: Sequence[Term]
    regions: Sequence[Area]
    cells: Mapping[tuple[str, str], Cell]

    @cached_property
    def most(self) -> int:
        """The largest single count, for the scale of the picture."""
        return max((max(cell.requests, cell.confirmed, cell.documented) for cell in self.cells.values()), default=0)

    @cached_property
    def unmet(self) -> int:
        """Pairs of goal and region with an open request and no solution from there."""
        return sum(cell.is_unmet for cell in self.cells.values())


def needs() -> Needs:
    goals = list(vocabulary().goals.values())
    regions = [area for area in vocabulary().areas.values() if area.level == "region"]
    invented = standings_shown() & {Standing.EXAMPLE}
    index, cells = catalogue(), {}
    for goal in goals:
        requests = _by_place(index, "request", goal.code, {Standing.CONFIRMED, *invented})
        confirmed = _by_place(index, "solution", goal.code, {Standing.CONFIRMED, *invented})
        documented = _by_place(index, "solution", goal.code, {Standing.DOCUMENTED})
        for region in regions:
            counts = (found.get(region.code, 0) for found in (requests, confirmed, documented))
            cells[goal.code, region.code] = Cell(*counts)
    return Needs(goals, regions, cells)


def _by_place(index: HybridIndex, kind: str, goal: str, standing: set[str]) -> Mapping[str, int]:
    filters = {"kind": {kind}, "goals": {goal}}
    return index.count(audience=PUBLIC, standing=standing, filters=filters, facets=["place"])["place"]
