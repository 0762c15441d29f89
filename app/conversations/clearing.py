"""What a focal point reads of a first message on its desk, and what its word does to it."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.conversations import messages, service
from app.conversations.models import Conversation, ConversationStatus
from app.conversations.selection import messages_of
from app.conversations.sides import name_on_page, side_from
from app.conversations.subjects import title_of
from app.core.mail import post
from app.core.permissions import Actor
from app.countries.clearance import Subject
from app.countries.models import Clearance
from app.translation.service import in_line


def named(session: Session, number: int) -> Subject | None:
    row = session.get(Conversation, number)
    if row is None:
        return None
    return Subject(
        title=row.title,
        line=in_line(title_of(session, row)),
        institution=name_on_page(session, side_from(row.opener)),
        endpoint="conversations.show",
        values={"number": row.key},
        example=row.example,
    )


def told(session: Session, number: int, clearance: Clearance) -> None:
    """In the transaction of the decision: send the first message, or hold it back."""
    row = session.get_one(Conversation, number, with_for_update=True, populate_existing=True)
    if row.status != ConversationStatus.WAITING or clearance.decided_at is None:
        return
    by, now = Actor(person_id=clearance.decided_by), clearance.decided_at
    if not clearance.is_cleared:
        service.hold_back(session, row, by=by, now=now)
        return
    service.deliver(session, row, by=by, now=now)
    for mail in messages.arrived(session, row, messages_of(session, number)[0], now=now):
        post(session, mail, now=now)
