"""Reading conversations: those of one's sides, one with its messages, and whether two sides have one."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, ScalarSelect, and_, func, or_, select
from sqlalchemy.orm import Session
from sqlmodel import col

from app.conversations.models import STANDS, Conversation, ConversationStatus, Message
from app.conversations.sides import Side

MOST = 200  # on one page, the newest; nobody reads further back than that without a search


@dataclass(frozen=True, slots=True)
class Line:
    """A conversation with its last message."""

    conversation: Conversation
    last: Message


def conversations_of(session: Session, sides: Collection[str], *, limit: int = MOST) -> list[Line]:
    """Those in which one of `sides` writes or that have reached one; where something was written last comes first."""
    reached = and_(col(Conversation.answerer).in_(sides), col(Conversation.sent_at).is_not(None))
    wanted = (
        select(Conversation, Message)
        .join(Message, col(Message.id) == _newest())
        .where(or_(col(Conversation.opener).in_(sides), reached))
        .order_by(col(Message.id).desc())
        .limit(limit)
    )
    return [Line(conversation, message) for conversation, message in session.execute(wanted)]


def unanswered(session: Session, sides: Collection[str]) -> list[Line]:
    """Open ones of `sides` in which the other side wrote last, longest ago first; what was hidden does not count."""
    own = or_(col(Conversation.opener).in_(sides), col(Conversation.answerer).in_(sides))
    wanted = (
        select(Conversation, Message)
        .join(Message, col(Message.id) == _newest(col(Message.hidden_at).is_(None)))
        .where(own, col(Conversation.status) == ConversationStatus.OPEN, col(Message.side).not_in(sides))
        .order_by(col(Message.id))
    )
    return [Line(conversation, message) for conversation, message in session.execute(wanted)]


def _newest(*conditions: ColumnElement[bool]) -> ScalarSelect[int | None]:
    """The number of a conversation's newest message, asked for each row: not of all conversations there are."""
    newest = select(func.max(col(Message.id))).where(col(Message.conversation_id) == col(Conversation.id), *conditions)
    return newest.correlate(Conversation).scalar_subquery()


def messages_of(session: Session, conversation_id: int) -> Sequence[Message]:
    """In the order in which they were written."""
    wanted = select(Message).where(col(Message.conversation_id) == conversation_id)
    return session.scalars(wanted.order_by(col(Message.id))).all()


def standing(session: Session, kind: str, number: int, *, sender: Side, to: Side) -> Conversation | None:
    """The conversation that the sender has begun with the other side about this, and that is not over."""
    pair = {"subject_kind": kind, "subject_id": number, "opener": str(sender), "answerer": str(to)}
    return session.scalars(select(Conversation).filter_by(**pair).where(STANDS)).first()
