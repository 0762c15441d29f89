"""Where things stand in the two pictures. Lengths are SVG units: about a pixel on a phone of 360.

Mirrored for right-to-left pages by counting from the other side, since nothing inside an SVG turns by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import sqrt

from app.insights.needs import Cell, Needs
from app.taxonomy.terms import Area, Place

WIDTH = 340
HEAD, ROW, LABEL = 26, 30, 40  # of the matrix: the line of regions, a line, the column of goals
LARGEST, SMALLEST = 9.0, 3.0  # radius of a mark
DOT, A_LINE, GROUP_HEAD = 12, 27, 20


@dataclass(frozen=True, slots=True)
class Mark:
    kind: str  # request, confirmed, documented
    x: float
    radius: float


@dataclass(frozen=True, slots=True)
class DrawnCell:
    goal: str
    region: str
    cell: Cell
    x: float  # of its edge on the left
    width: float
    marks: Sequence[Mark]


@dataclass(frozen=True, slots=True)
class DrawnRow:
    goal: str
    y: float
    label_x: float
    cells: Sequence[DrawnCell]


@dataclass(frozen=True, slots=True)
class Matrix:
    width: int
    height: int
    heads: Sequence[tuple[str, float]]  # region, middle of its column
    rows: Sequence[DrawnRow]


@dataclass(frozen=True, slots=True)
class Dot:
    """A country; `kind` says what is known of it, "" for nothing."""

    place: Place
    kind: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class DrawnGroup:
    area: Area
    x: float  # where its name begins
    y: float
    dots: Sequence[Dot]


@dataclass(frozen=True, slots=True)
class Dots:
    width: int
    height: int
    groups: Sequence[DrawnGroup]


def matrix(needs: Needs, *, rtl: bool) -> Matrix:
    """One line a goal, one column a region; in each cell up to three marks, as large as their counts."""
    width = (WIDTH - LABEL) / len(needs.regions)
    mirrored = _mirrored(rtl)
    lefts = {
        region.code: min(mirrored(LABEL + place * width), mirrored(LABEL + (place + 1) * width))
        for place, region in enumerate(needs.regions)
    }
    rows = [
        DrawnRow(goal.code, HEAD + place * ROW, mirrored(LABEL / 2), [
            DrawnCell(goal.code, region, needs.cells[goal.code, region], left, width, list(
                _marks(needs.cells[goal.code, region], left, width, needs.most, mirrored=rtl)))
            for region, left in lefts.items()
        ])
        for place, goal in enumerate(needs.goals)
    ]  # fmt: skip
    heads = [(region, left + width / 2) for region, left in lefts.items()]
    return Matrix(WIDTH, HEAD + ROW * len(needs.goals), heads, rows)


def _marks(cell: Cell, left: float, width: float, most: int, *, mirrored: bool) -> Iterator[Mark]:
    counts = [("request", cell.requests), ("confirmed", cell.confirmed), ("documented", cell.documented)]
    for place, (kind, count) in enumerate(reversed(counts) if mirrored else counts):
        if count:
            yield Mark(kind, round(left + width * (2 * place + 1) / 6, 1), radius(count, most))


def radius(count: int, most: int) -> float:
    """The area of a mark grows with its count; one is still seen."""
    return round(max(SMALLEST, LARGEST * sqrt(count / most)), 1) if count else 0


def dots(groups: Iterable[tuple[Area, Sequence[tuple[Place, str]]]], *, rtl: bool) -> Dots:
    """A line or more of dots for each sub-region, under its name: (place, kind) each."""
    mirrored = _mirrored(rtl)
    drawn, y = [], 0.0
    for area, places in groups:
        lines = [
            Dot(place, kind, mirrored(DOT * (n % A_LINE + 1)), y + GROUP_HEAD + DOT * (n // A_LINE) + 4)
            for n, (place, kind) in enumerate(places)
        ]
        drawn.append(DrawnGroup(area, mirrored(6), y + GROUP_HEAD - 6, lines))
        y += GROUP_HEAD + DOT * (1 + (len(places) - 1) // A_LINE) + 4
    return Dots(WIDTH, round(y), drawn)


def _mirrored(rtl: bool) -> Callable[[float], float]:
    return lambda x: round(WIDTH - x if rtl else x, 1)
