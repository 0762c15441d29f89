"""What conversations keep about a person: those that they began or closed, and what they wrote."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.conversations.models import Conversation, Message
from app.core.personal import Parts, rows_naming


def tell(session: Session, person_id: int) -> Parts:
    return {
        "conversations": rows_naming(session, Conversation, person_id),
        "messages": rows_naming(session, Message, person_id),
    }


def forget(_session: Session, _person_id: int, **_when: object) -> None:
    """What was written for an institution or a country stays with it; the number leads to an empty account."""
