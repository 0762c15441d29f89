"""What moderators decide about single matches: taken out, or put forward. Lists and requirements stand above it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from app.core.audit import record_act
from app.core.permissions import Actor
from app.recommendations.models import MatchOverride
from matching import Match, WhatIf

PLACES = (1, 2, 3)
SIDES = {"solutions": ("request_id", "solution_id"), "requests": ("solution_id", "request_id")}


@dataclass(frozen=True, slots=True)
class Decided:
    """For one record: the numbers that are not offered to it, and those that are put forward with their places."""

    out: frozenset[int] = frozenset()
    forward: tuple[tuple[int, int], ...] = ()  # (place, number), the highest place first

    @property
    def numbers(self) -> frozenset[int]:
        return self.out | {number for _, number in self.forward}


def decided_for(session: Session, direction: str, keys: Collection[int]) -> dict[int, Decided]:
    """What stands about each of these records; `direction` is what it is offered."""
    own, other = SIDES[direction]
    rows = _standing(session, getattr(MatchOverride, own).in_(keys)) if keys else []
    found: dict[int, list[MatchOverride]] = {}
    for row in rows:
        found.setdefault(getattr(row, own), []).append(row)
    return {key: _decided(some, other) for key, some in found.items()}


def put_forward(session: Session, requests: Collection[int]) -> dict[tuple[int, int], MatchOverride]:
    """(request, solution) → what puts that match forward."""
    rows = _standing(session, col(MatchOverride.request_id).in_(requests), col(MatchOverride.place).is_not(None))
    return {(row.request_id, row.solution_id): row for row in rows}


def overrides_of(session: Session, request_id: int) -> Sequence[MatchOverride]:
    """All that was ever decided about the matches of a request, the newest first."""
    rows = select(MatchOverride).where(col(MatchOverride.request_id) == request_id)
    return session.scalars(rows.order_by(col(MatchOverride.id).desc())).all()


def override(
    session: Session,
    *,
    request_id: int,
    solution_id: int,
    place: int | None,
    reason: str,
    language: str,
    by: Actor,
    now: datetime,
) -> MatchOverride:
    """Decide about a match; what stood about it before is withdrawn."""
    if by.person_id is None or (place is not None and place not in PLACES):
        raise ValueError(place)
    same = (col(MatchOverride.request_id) == request_id, col(MatchOverride.solution_id) == solution_id)
    for row in _standing(session, *same):
        withdraw(session, row, by=by, now=now)
    row = MatchOverride(
        request_id=request_id,
        solution_id=solution_id,
        place=place,
        reason=reason,
        language=language,
        decided_by=by.person_id,
        decided_at=now,
    )
    session.add(row)
    session.flush()
    _record(session, row, "match.put_forward" if place else "match.take_out", by=by, now=now)
    return row


def withdraw(session: Session, row: MatchOverride, *, by: Actor, now: datetime) -> None:
    """The ranking decides again; once is enough."""
    if row.withdrawn_at is None:
        row.withdrawn_by, row.withdrawn_at = by.person_id, now
        _record(session, row, "match.withdraw_override", by=by, now=now)


def with_put_forward(found: Sequence[Match], forward: Sequence[tuple[int, Match]], limit: int) -> tuple[Match, ...]:
    """The list with what is put forward at its places, each with its own score; the others close up behind.

    What would change a place is said by places of the list as it is shown, and not of what was put forward.
    """
    if not forward:
        return tuple(found[:limit])
    matches = list(found)
    for place, match in forward:
        matches.insert(place - 1, replace(match, what_if=()))
    pinned = {match.key for _, match in forward}
    taken = [rank for rank, match in enumerate(matches, 1) if match.key in pinned]
    ranked = enumerate(matches[:limit], 1)
    return tuple(replace(match, rank=rank, what_if=_behind_those(match.what_if, taken)) for rank, match in ranked)


def _behind_those(lines: Sequence[WhatIf], taken: Sequence[int]) -> tuple[WhatIf, ...]:
    return tuple(
        replace(line, rank_before=_behind(line.rank_before, taken), rank_after=_behind(line.rank_after, taken))
        for line in lines
    )


def _behind(rank: int, taken: Sequence[int]) -> int:
    """Where a place of the ranking comes to stand when some places are taken."""
    for place in taken:
        rank += place <= rank
    return rank


def _standing(session: Session, *conditions: object) -> Sequence[MatchOverride]:
    rows = select(MatchOverride).where(col(MatchOverride.withdrawn_at).is_(None), *conditions)  # type: ignore[arg-type]
    return session.scalars(rows.order_by(col(MatchOverride.id))).all()


def _decided(rows: Sequence[MatchOverride], other: str) -> Decided:
    """Of two that were decided at once about one match, the later stands."""
    last = {getattr(row, other): row.place for row in rows}
    out = frozenset(number for number, place in last.items() if place is None)
    return Decided(out, tuple(sorted((place, number) for number, place in last.items() if place is not None)))


def _record(session: Session, row: MatchOverride, act: str, *, by: Actor, now: datetime) -> None:
    told = {"solution": row.solution_id, "place": row.place, "reason": row.reason}
    record_act(session, by=by, act=act, object_type="request", object_id=row.request_id, now=now, after=told)
