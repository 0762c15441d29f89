"""Who may write for whom, and who may read a conversation: its two sides, and nobody else.

The desk of the opener's country reads the first message where its rule has it cleared or copied, and nothing after.
Until it is sent, the other side does not see that there is anything. Moderators see what is reported, in their queue.
The lists of countries not to propose are not asked here at all, so that no message and no silence tells of them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from app.conversations.models import Conversation, ConversationStatus
from app.conversations.sides import Side, country, institution, side_from
from app.core.db import db
from app.core.permissions import Actor
from app.countries.permissions import desks_of, is_its_focal_point, may_see_desk
from app.organisations.models import Organisation
from app.organisations.permissions import is_editor, is_listed


def sides_read_by(actor: Actor) -> frozenset[str]:
    """A country's assistants read what its focal point writes."""
    edited = actor.scopes("organisation-editor", "organisation")
    institutions = (institution(int(text)) for text in edited if text.isdigit())
    return frozenset(str(side) for side in (*institutions, *map(country, desks_of(actor))))


def may_write_as(actor: Actor, side: Side) -> bool:
    """Editors for their institution unless it is suspended; focal points for their country."""
    if side.organisation_id is None:
        return is_its_focal_point(actor, side.key)
    row = db.session.get(Organisation, side.organisation_id)
    return row is not None and is_listed(actor, row) and is_editor(actor, row.key)


def side_read_by(actor: Actor, row: Conversation) -> Side | None:
    """The side on which the actor reads the whole conversation."""
    own = sides_read_by(actor)
    if row.opener in own:
        return side_from(row.opener)
    return side_from(row.answerer) if row.sent_at is not None and row.answerer in own else None


def may_read(actor: Actor, row: Conversation) -> bool:
    return side_read_by(actor, row) is not None


def may_see(actor: Actor, row: Conversation) -> bool:
    return may_read(actor, row) or (row.overseer is not None and may_see_desk(actor, row.overseer))


def may_reply(actor: Actor, row: Conversation) -> bool:
    return row.status == ConversationStatus.OPEN and _may_act(actor, row)


def may_close(actor: Actor, row: Conversation) -> bool:
    return row.stands and _may_act(actor, row)


def _may_act(actor: Actor, row: Conversation) -> bool:
    side = side_read_by(actor, row)
    return side is not None and may_write_as(actor, side)


def _for_a_country(_actor: Actor, side: Side) -> bool:
    return side.organisation_id is None


RULES: dict[str, Callable[[Actor, Any], bool]] = {
    "conversation.write_as": may_write_as,
    "conversation.see": may_see,
    "conversation.read": may_read,
    "conversation.reply": may_reply,
    "conversation.close": may_close,
}
PROOFS: dict[str, Callable[[Actor, Any], bool]] = {"conversation.write_as": _for_a_country}
