"""What was shown for a request, list by list, beside the places that the same solutions have now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby, islice

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlmodel import col

from app.recommendations.models import ShownMatch
from app.recommendations.ranker import name_of_ranker
from app.recommendations.stored import part_of
from matching import Part

LISTS = 10  # the newest


@dataclass(frozen=True, slots=True)
class Line:
    """A match as it was shown, with the parts of its score; `now` is its place today, None if it has none."""

    rank: int
    solution_id: int
    score: float
    parts: tuple[Part, ...]
    now: int | None


@dataclass(frozen=True, slots=True)
class ShownList:
    shown_at: datetime
    ranker: str
    lines: Sequence[Line]

    @property
    def same_ranker(self) -> bool:
        return self.ranker == name_of_ranker()

    @property
    def unchanged(self) -> bool:
        """Whether today's list puts each of them where it was then."""
        return all(line.rank == line.now for line in self.lines)


def lists_shown(session: Session, request_id: int, places_now: Mapping[int, int]) -> list[ShownList]:
    """The newest lists, newest first. To whom each was shown is not told: the list is what is looked into."""
    own = (col(ShownMatch.request_id) == request_id, col(ShownMatch.direction) == "solutions")
    one_list = (col(ShownMatch.shown_at), col(ShownMatch.shown_to), col(ShownMatch.ranker))
    in_turn = (one_list[0].desc(), *one_list[1:])
    newest = select(*one_list).where(*own).distinct().order_by(*in_turn).limit(LISTS).subquery()
    since = select(func.min(newest.c.shown_at)).scalar_subquery()
    wanted = select(ShownMatch).where(*own, col(ShownMatch.shown_at) >= since)
    rows = session.scalars(wanted.order_by(*in_turn, col(ShownMatch.rank)))
    lists = groupby(rows, key=lambda row: (row.shown_at, row.shown_to, row.ranker))
    return [
        ShownList(shown_at, ranker, [_line(row, places_now) for row in rows])
        for (shown_at, _who, ranker), rows in islice(lists, LISTS)
    ]


def _line(row: ShownMatch, places_now: Mapping[int, int]) -> Line:
    parts = tuple(part_of(each) for each in row.parts)
    return Line(row.rank, row.solution_id, row.score, parts, places_now.get(row.solution_id))
