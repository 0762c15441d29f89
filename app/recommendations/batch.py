"""The weekly batch: each record that somebody is to be told of is ranked once, whoever and however many ask.

What was found is kept in a row beside a mark of all that it follows from: the ranker, the state of the catalogue,
the day, the record and what was taken away. Only a row whose mark is that of now is read, so that the batch gives
what a single call would give; where the mark differs the record is ranked anew.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session
from sqlmodel import col

from app.recommendations.models import RankedNeed
from app.recommendations.ranker import state_of_ranker
from app.recommendations.selection import Asked, Masks, ranked
from app.recommendations.stored import parts_as_rows
from matching import HybridIndex, Match

KEPT_FOR = timedelta(days=14)
PLACE = ("direction", "record_id", "masks")
Place = tuple[str, int, str]  # the primary key of a row


def matches_of(index: HybridIndex, session: Session, asked: Sequence[Asked]) -> list[list[dict[str, Any]]]:
    """What each is offered, as it is kept: as the batch found it, where that still holds; else found now."""
    kept = _kept(session, asked)
    marks = marks_of(session, asked)
    stale = [one for one in asked if not _holds(kept, one, marks)]
    now = dict(zip(map(_place, stale), ranked(index, session, stale), strict=True)) if stale else {}
    return [as_rows(now[_place(one)]) if _place(one) in now else kept[_place(one)].found for one in asked]


def not_ranked(session: Session, asked: Iterable[Asked]) -> list[Asked]:
    """Those whose row is missing or holds no more, each place once."""
    once = list({_place(one): one for one in asked}.values())
    kept, marks = _marks_kept(session, once), marks_of(session, once)
    return [one for one in once if kept.get(_place(one)) != marks[_place(one)]]


def keep(
    session: Session,
    asked: Sequence[Asked],
    found: Sequence[Sequence[Match]],
    marks: Mapping[Place, str],
    now: datetime,
) -> None:
    """One row a place; of two that ranked it at once, either is right."""
    rows = [
        {
            **dict(zip(PLACE, _place(one), strict=True)),
            "mark": marks[_place(one)],
            "made_at": now,
            "found": as_rows(matches),
        }
        for one, matches in zip(asked, found, strict=True)
    ]
    insert = postgresql_insert if session.get_bind().dialect.name == "postgresql" else sqlite_insert
    added = insert(RankedNeed).values(sorted(rows, key=lambda row: [row[name] for name in PLACE]))
    newer = {name: added.excluded[name] for name in ("mark", "made_at", "found")}
    session.execute(added.on_conflict_do_update(index_elements=PLACE, set_=newer))


def marks_of(session: Session, asked: Iterable[Asked]) -> dict[Place, str]:
    """Of each place, what its answer follows from."""
    state = state_of_ranker(session)
    return {
        _place(one): _hash(state, one.version, sorted(one.apart), one.decided.forward, *_sorted(one.arguments))
        for one in asked
    }


def forget_ranked(session: Session, *, now: datetime) -> None:
    """What nobody has been told of for two weeks."""
    session.execute(delete(RankedNeed).where(col(RankedNeed.made_at) < now - KEPT_FOR))


def as_rows(matches: Iterable[Match]) -> list[dict[str, Any]]:
    return [
        {"key": match.key, "rank": match.rank, "score": match.score, "parts": parts_as_rows(match.parts)}
        for match in matches
    ]


def _holds(kept: Mapping[Place, RankedNeed], one: Asked, marks: Mapping[Place, str]) -> bool:
    row = kept.get(_place(one))
    return row is not None and row.mark == marks[_place(one)]


def _kept(session: Session, asked: Collection[Asked]) -> dict[Place, RankedNeed]:
    rows = [row for which in _of(asked) for row in session.scalars(select(RankedNeed).where(which))]
    return {(row.direction, row.record_id, row.masks): row for row in rows}


def _marks_kept(session: Session, asked: Collection[Asked]) -> dict[Place, str]:
    """Without what was found: for the records of hundreds of readers that is a hundred megabytes."""
    wanted = select(*(col(getattr(RankedNeed, name)) for name in (*PLACE, "mark")))
    rows = [row for which in _of(asked) for row in session.execute(wanted.where(which))]
    return {(row.direction, row.record_id, row.masks): row.mark for row in rows}


def _of(asked: Collection[Asked]) -> Iterator[ColumnElement[bool]]:
    """The rows of these records, direction by direction, whoever reads them."""
    for direction in sorted({one.direction for one in asked}):
        keys = {one.key for one in asked if one.direction == direction}
        yield (col(RankedNeed.direction) == direction) & col(RankedNeed.record_id).in_(keys)


def _place(one: Asked) -> Place:
    return one.direction, one.key, _name(one.masks)


def _name(masks: Masks) -> str:
    return _hash(sorted(masks.audience), sorted(masks.standing))


def _sorted(arguments: Mapping[str, Any]) -> Iterable[object]:
    """In one order, whatever the order in which sets are walked through."""
    for name, value in sorted(arguments.items()):
        if isinstance(value, Mapping):
            yield name, [(facet, sorted(codes)) for facet, codes in sorted(value.items())]
        else:
            yield name, sorted(value) if isinstance(value, frozenset) else value


def _hash(*values: object) -> str:
    return sha256(repr(values).encode()).hexdigest()
