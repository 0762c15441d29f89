"""Reading the queue and the log."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlmodel import col

from app.moderation.models import Decision, ModerationDecision, ModerationItem, ModeratorSetting
from app.moderation.registry import kinds

GONE = frozenset({Decision.SUSPEND, Decision.DELETE})
_LOGGED = (col(ModerationDecision.of_published).is_(True), col(ModerationDecision.undone_at).is_(None))


def waiting(session: Session) -> Sequence[ModerationItem]:
    """All that waits: first what readers ask for, then the oldest."""
    rows = session.scalars(select(ModerationItem).where(col(ModerationItem.closed_at).is_(None))).all()
    first = {name for name, kind in kinds().items() if kind.is_first}
    known = [row for row in rows if row.kind in kinds()]
    return sorted(known, key=lambda row: (row.kind not in first, row.entered_at, row.key))


def how_many_wait(session: Session) -> int:
    open_ones = select(func.count()).select_from(ModerationItem).where(col(ModerationItem.closed_at).is_(None))
    return session.scalar(open_ones.where(col(ModerationItem.kind).in_(kinds()))) or 0


def setting_of(session: Session, person_id: int | None) -> ModeratorSetting:
    return session.get(ModeratorSetting, person_id or 0) or ModeratorSetting(person_id=person_id or 0)


def last_decision_by(session: Session, person_id: int | None) -> ModerationDecision | None:
    """What this moderator decided last."""
    wanted = select(ModerationDecision).where(col(ModerationDecision.decided_by) == person_id)
    return session.scalars(wanted.order_by(col(ModerationDecision.id).desc()).limit(1)).first()


def decisions_on(session: Session, item: ModerationItem) -> Sequence[ModerationDecision]:
    """What was decided about the same thing before, newest first."""
    wanted = select(ModerationDecision).filter_by(kind=item.kind, object_id=item.object_id)
    return session.scalars(wanted.order_by(col(ModerationDecision.id).desc())).all()


def how_many_logged(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(ModerationDecision).where(*_LOGGED)) or 0


def logged(session: Session, *, offset: int, limit: int) -> Sequence[ModerationDecision]:
    """Decisions about published records that hold, newest first."""
    wanted = select(ModerationDecision).where(*_LOGGED).order_by(col(ModerationDecision.id).desc())
    return session.scalars(wanted.offset(offset).limit(limit)).all()
