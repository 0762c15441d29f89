"""What moderation keeps about a person: what they decided, proposed or hold, and their settings."""

from __future__ import annotations

from sqlalchemy import delete
from sqlalchemy.orm import Session
from sqlmodel import col

from app.core.personal import Parts, rows_naming
from app.moderation.models import ModerationDecision, ModerationItem, ModeratorSetting


def tell(session: Session, person_id: int) -> Parts:
    return {
        "moderation_items": rows_naming(session, ModerationItem, person_id),
        "moderation_decisions": rows_naming(session, ModerationDecision, person_id),
        "moderator_settings": rows_naming(session, ModeratorSetting, person_id),
    }


def forget(session: Session, person_id: int, **_when: object) -> None:
    """Decisions stay with what they were about; how somebody liked to work goes."""
    session.execute(delete(ModeratorSetting).where(col(ModeratorSetting.person_id) == person_id))
