"""Reading the queue and the log."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from app.accounts.models import Person
from app.moderation.models import Decision, ModerationDecision, ModerationItem, ModeratorSetting
from app.moderation.registry import kinds

GONE = frozenset({Decision.SUSPEND, Decision.DELETE})


def waiting(session: Session) -> Sequence[ModerationItem]:
    """All that waits: first what readers ask for, then the oldest."""
    rows = session.scalars(select(ModerationItem).where(col(ModerationItem.closed_at).is_(None))).all()
    first = {name for name, kind in kinds().items() if kind.is_first}
    known = [row for row in rows if row.kind in kinds()]
    return sorted(known, key=lambda row: (row.kind not in first, row.entered_at, row.key))


def names_of(session: Session, ids: set[int | None]) -> dict[int, str]:
    """What people are called, for the eyes of moderators."""
    wanted = select(col(Person.id), col(Person.name)).where(col(Person.id).in_([each for each in ids if each]))
    return {key: name for key, name in session.execute(wanted) if key is not None}


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


def logged(session: Session) -> Sequence[ModerationDecision]:
    """Decisions about published records that hold, newest first."""
    wanted = select(ModerationDecision).where(
        col(ModerationDecision.of_published).is_(True), col(ModerationDecision.undone_at).is_(None)
    )
    return session.scalars(wanted.order_by(col(ModerationDecision.id).desc())).all()
