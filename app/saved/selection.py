"""Reading what a person has set aside."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlmodel import col

from app.saved.models import Kept


def shortlist_of(session: Session, person_id: int) -> Sequence[Kept]:
    """What is on the shortlist, the newest first."""
    own = select(Kept).where(col(Kept.person_id) == person_id, col(Kept.removed_at).is_(None))
    return session.scalars(own.order_by(col(Kept.kept_at).desc(), col(Kept.id).desc())).all()


def kept_numbers(session: Session, person_id: int) -> frozenset[int]:
    """The numbers of the solutions on the shortlist."""
    own = select(col(Kept.solution_id)).where(col(Kept.person_id) == person_id, col(Kept.removed_at).is_(None))
    return frozenset(session.scalars(own))


def how_many_kept(session: Session, person_id: int) -> int:
    own = (col(Kept.person_id) == person_id, col(Kept.removed_at).is_(None))
    return int(session.scalar(select(func.count()).select_from(Kept).where(*own)) or 0)


def kept_line(session: Session, person_id: int, solution_id: int) -> Kept | None:
    """The person's line about that solution, also one that was just removed."""
    own = select(Kept).where(col(Kept.person_id) == person_id, col(Kept.solution_id) == solution_id)
    return session.scalars(own).first()
