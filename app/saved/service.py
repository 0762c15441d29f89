"""The shortlist of a person: keep, remove and put back, and a note on each."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session
from sqlmodel import col

from app.saved.models import Kept
from app.saved.selection import how_many_kept, kept_line

MOST_KEPT = 200
PUT_BACK_WITHIN = timedelta(days=1)


class ShortlistFull(Exception):
    """So many are kept that nobody reads them any more."""


def keep(session: Session, person_id: int, solution_id: int, *, now: datetime) -> None:
    """Put it on the shortlist; one that was removed a moment ago comes back with its note."""
    line = kept_line(session, person_id, solution_id)
    if line is not None and line.removed_at is None:
        return
    if how_many_kept(session, person_id) >= MOST_KEPT:
        raise ShortlistFull
    if line is None:
        line = Kept(person_id=person_id, solution_id=solution_id, kept_at=now)
        session.add(line)
    line.removed_at = None
    session.flush()


def remove(session: Session, person_id: int, solution_id: int, *, now: datetime) -> bool:
    """Take it off the shortlist. False: it was not there."""
    line = kept_line(session, person_id, solution_id)
    if line is None or line.removed_at is not None:
        return False
    line.removed_at = now
    return True


def write_note(session: Session, person_id: int, solution_id: int, note: str) -> None:
    line = kept_line(session, person_id, solution_id)
    if line is not None:
        line.note = note


def forget_removed(session: Session, *, now: datetime) -> None:
    """What was removed longer ago than it can be put back."""
    session.execute(delete(Kept).where(col(Kept.removed_at) < now - PUT_BACK_WITHIN))
