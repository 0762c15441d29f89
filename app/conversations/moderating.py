"""Messages that somebody has reported, before the moderators: they read the one message, and hide it or leave it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from sqlalchemy.orm import Session

from app.conversations.models import MESSAGE, Conversation, Message
from app.conversations.sides import name_of, side_from
from app.core.audit import record_act
from app.core.permissions import Actor
from app.moderation.models import Decision, Why
from app.moderation.registry import Facts, FieldText, Moderated, Ruling
from app.moderation.service import enter
from app.moderation.words import LEAVE_IT

HIDDEN = _("The message is hidden")


def report(session: Session, message: Message, *, reason: str, by: Actor, now: datetime) -> None:
    """Let it wait for a moderator; whoever reports again adds nothing but newer words."""
    message.reported_at = now
    session.add(message)
    enter(session, MESSAGE, message.key, why=Why.ASKED, now=now, words=reason)
    record_act(session, by=by, act="report message", object_type=MESSAGE, object_id=message.key, now=now)


def facts(session: Session, number: int) -> Facts | None:
    """Whoever wrote it, and both institutions' editors, do not decide on it."""
    message = session.get(Message, number)
    if message is None:
        return None
    row = session.get_one(Conversation, message.conversation_id)
    sides = [side_from(row.opener), side_from(row.answerer)]
    return Facts(
        title=row.title,
        language=row.language,
        countries=[side.key for side in sides if side.organisation_id is None],
        organisations=[side.key for side in sides if side.organisation_id is not None],
        authors=[message.written_by] if message.written_by else [],
        example=row.example,
    )


def fields(session: Session, number: int) -> Sequence[FieldText]:
    message = session.get_one(Message, number)
    return [
        FieldText("side", gettext("Institution"), "", name_of(session, side_from(message.side))),
        FieldText("words", gettext("Message"), "", message.words),
    ]


def decide(session: Session, number: int, ruling: Ruling) -> dict[str, Any]:
    message = session.get_one(Message, number, with_for_update=True, populate_existing=True)
    message.hidden_at = ruling.now if ruling.decision == Decision.DELETE else None
    session.add(message)
    return {}


def undo(session: Session, number: int, _ruling: Ruling, _before: dict[str, Any]) -> None:
    message = session.get_one(Message, number, with_for_update=True, populate_existing=True)
    message.hidden_at = None
    session.add(message)


MODERATED = Moderated(
    name=MESSAGE,
    label=_("Reported messages"),
    facts=facts,
    fields=fields,
    decide=decide,
    undo=undo,
    decisions={Decision.DELETE: _("Hide the message"), Decision.LEAVE: LEAVE_IT},
    done_words={Decision.DELETE: HIDDEN},
    is_first=True,
)
