"""What happens to a conversation: begun, cleared by the opener's focal point or not, answered, closed.

Each function works in the transaction of `session` and leaves an audit row, which holds no words of a message.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session
from sqlmodel import col

from app.conversations.models import CONVERSATION, STANDS, Conversation, ConversationStatus, Message
from app.conversations.sides import Side
from app.core.audit import record_act
from app.core.permissions import Actor
from app.countries.clearance import call_off, is_state_body
from app.countries.models import ClearedAct, Route
from app.countries.routes import Asked, Institution, NotDirectly, ask_on_the_way, may_go_directly
from app.organisations.models import Organisation

ACTS = (ClearedAct.FIRST_CONTACT,)


class Stands(Exception):
    """These two sides have a conversation about it already."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


class IsOver(Exception):
    """Nothing can be written in this conversation any more, or not yet."""


@dataclass(frozen=True, slots=True)
class Subject:
    kind: str
    number: int
    title: str
    language: str
    example: bool


def may_choose_the_way(session: Session, sender: Side) -> bool:
    """Whether the sender may also write directly. A focal point's own words are cleared by being its own."""
    found = _institution(session, sender)
    return found is not None and may_go_directly(session, found, ACTS)


def start(
    session: Session, subject: Subject, *, sender: Side, to: Side, route: Route, words: str, by: Actor, now: datetime
) -> tuple[Conversation, Message]:
    """Keep the first message. It is sent at once only if no focal point has to clear it first."""
    own = _institution(session, sender)
    if own is not None and route == Route.DIRECTLY and not may_go_directly(session, own, ACTS):
        raise NotDirectly
    row = _begun(session, subject, sender=sender, to=to, route=route, by=by, now=now)
    message = Message(conversation_id=row.key, side=str(sender), words=words, written_by=by.person_id, written_at=now)
    session.add(message)
    session.flush()
    _note(session, row, "begin conversation", by=by, now=now)
    asked = Asked()
    if own is not None and str(to) != f"country:{own.country}":  # one's own focal point clears nothing sent to itself
        asked = ask_on_the_way(session, own, ACTS, route, object_type=CONVERSATION, object_id=row.key, by=by, now=now)
    row.overseer = own.country if own is not None and asked.is_read else None
    if not asked.waits:
        deliver(session, row, by=by, now=now)
    return row, message


def introduce(
    session: Session, subject: Subject, *, first: Side, second: Side, words: str, written_by: int | None, by: Actor,
    now: datetime,
) -> Conversation:  # fmt: skip
    """The site brings two sides together who have both agreed to it: nothing is left to clear. `words` open it."""
    row = _begun(session, subject, sender=first, to=second, route=None, by=by, now=now)
    session.add(Message(conversation_id=row.key, side=str(first), words=words, written_by=written_by, written_at=now))
    deliver(session, row, by=by, now=now)
    return row


def deliver(session: Session, row: Conversation, *, by: Actor, now: datetime) -> None:
    row.status, row.sent_at = ConversationStatus.OPEN, now
    _kept(session, row, "send first message", by=by, now=now)


def hold_back(session: Session, row: Conversation, *, by: Actor, now: datetime) -> None:
    """The opener's focal point did not clear it; the other side never hears of it."""
    row.status = ConversationStatus.NOT_CLEARED
    _kept(session, row, "hold first message back", by=by, now=now)


def reply(session: Session, number: int, *, side: Side, words: str, by: Actor, now: datetime) -> Message:
    row = _locked(session, number)
    if row.status != ConversationStatus.OPEN:
        raise IsOver
    message = Message(conversation_id=row.key, side=str(side), words=words, written_by=by.person_id, written_at=now)
    session.add(message)
    _kept(session, row, "write message", by=by, now=now)
    return message


def close(session: Session, number: int, *, by: Actor, now: datetime) -> None:
    """Either side ends it. What still waits is taken back: clearance first, as a focal point who decides takes them."""
    call_off(session, CONVERSATION, number, by=by, now=now)
    row = _locked(session, number)
    if not row.stands:
        raise IsOver
    row.status, row.closed_at, row.closed_by = ConversationStatus.CLOSED, now, by.person_id
    _kept(session, row, "close conversation", by=by, now=now)


def _begun(
    session: Session, subject: Subject, *, sender: Side, to: Side, route: Route | None, by: Actor, now: datetime
) -> Conversation:
    """The new row, unless the two have one about the same thing: also when it came this very moment."""
    pair = {"subject_kind": subject.kind, "subject_id": subject.number, "opener": str(sender), "answerer": str(to)}
    facts = {"title": subject.title, "language": subject.language, "example": subject.example, "route": route}
    begun = {"opened_by": by.person_id, "opened_at": now, "status": ConversationStatus.WAITING}
    insert = postgresql_insert if session.get_bind().dialect.name == "postgresql" else sqlite_insert
    made = insert(Conversation).values(**pair, **facts, **begun).on_conflict_do_nothing()
    number = session.execute(made.returning(col(Conversation.id))).scalar_one_or_none()
    if number is None:
        standing = select(col(Conversation.id)).filter_by(**pair).where(STANDS)
        raise Stands(session.scalars(standing).one() or 0)
    return session.get_one(Conversation, number)


def _institution(session: Session, sender: Side) -> Institution | None:
    if sender.organisation_id is None:
        return None
    row = session.get_one(Organisation, sender.organisation_id)
    return Institution(row.country, is_state_body(row.organisation_type))


def _locked(session: Session, number: int) -> Conversation:
    return session.get_one(Conversation, number, with_for_update=True, populate_existing=True)


def _kept(session: Session, row: Conversation, act: str, *, by: Actor, now: datetime) -> None:
    session.add(row)
    session.flush()
    _note(session, row, act, by=by, now=now)


def _note(session: Session, row: Conversation, act: str, *, by: Actor, now: datetime) -> None:
    after = {"about": f"{row.subject_kind}:{row.subject_id}", "opener": row.opener, "answerer": row.answerer}
    after |= {"status": str(row.status)}
    record_act(session, by=by, act=act, object_type=CONVERSATION, object_id=row.key, now=now, after=after)
