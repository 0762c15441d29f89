"""Drafts of long forms: kept on the server from the first answer, for their owner or a signed link.

A draft is a row of plain answers by step, as they were typed: nothing in it is checked until it is sent,
so an unfinished or mistaken answer is kept too. Once sent, its answers go and it says what it became.
"""

import secrets
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import JSON, delete, select
from sqlalchemy.orm import Session
from sqlmodel import Field, SQLModel, col

from app.core.db import Instant
from app.core.idempotency import content_hash
from app.core.records import Outdated

KEPT_FOR = timedelta(days=90)
Answers = dict[str, Any]


class Draft(SQLModel, table=True):
    __tablename__ = "draft"
    # A random public id: the address of a draft must tell nothing about how many there are.
    id: str = Field(default_factory=lambda: secrets.token_urlsafe(12), primary_key=True, max_length=24)
    kind: str = Field(max_length=40)
    person_id: int | None = Field(default=None, index=True)
    shared_with: list[int] = Field(default_factory=list, sa_type=JSON)  # colleagues who opened its link
    answers: dict[str, dict[str, Any]] = Field(default_factory=dict, sa_type=JSON)
    version: int = 1
    created_at: datetime = Field(sa_type=Instant)
    changed_at: datetime = Field(sa_type=Instant)
    expires_at: datetime = Field(sa_type=Instant)
    sent_as: str | None = Field(default=None, max_length=60)  # the number of the record it became
    scope: str | None = Field(default=None, max_length=60, index=True)  # for whom it is written, where that is fixed
    edits: int | None = None  # the number of the record that it changes; None for a new one
    follows: int | None = None  # the number of the closed record that it takes up again

    def is_open_to(self, person_id: int | None) -> bool:
        return person_id is not None and (person_id == self.person_id or person_id in self.shared_with)

    def seen(self, step: str) -> str:
        """A mark of one step's answers; another mark means that somebody saved other answers since."""
        return content_hash(self.answers.get(step))[:16]


def start_draft(
    session: Session,
    *,
    kind: str,
    person_id: int | None,
    now: datetime,
    scope: str | None = None,
    edits: int | None = None,
    follows: int | None = None,
    answers: dict[str, Any] | None = None,
) -> Draft:
    draft = Draft(
        kind=kind,
        person_id=person_id,
        answers=answers or {},
        scope=scope,
        edits=edits,
        follows=follows,
        created_at=now,
        changed_at=now,
        expires_at=now + KEPT_FOR,
    )
    session.add(draft)
    session.flush()
    return draft


def find_draft(session: Session, draft_id: str, *, kind: str, now: datetime) -> Draft | None:
    """The draft of that id, unless its time is over."""
    if not draft_id.isascii() or not draft_id.isprintable():
        return None
    draft = session.get(Draft, draft_id)
    return draft if draft is not None and draft.kind == kind and draft.expires_at > now else None


def drafts_of(session: Session, person_id: int, *, kind: str, now: datetime) -> Sequence[Draft]:
    """The unsent drafts a person has started, newest first."""
    wanted = select(Draft).where(
        col(Draft.person_id) == person_id,
        col(Draft.kind) == kind,
        col(Draft.sent_as).is_(None),
        col(Draft.expires_at) > now,
    )
    return session.scalars(wanted.order_by(col(Draft.changed_at).desc())).all()


def drafts_for(session: Session, scopes: Collection[str], *, kind: str, now: datetime) -> Sequence[Draft]:
    """The unsent drafts that are written for one of `scopes`, whoever began them; newest first."""
    wanted = select(Draft).where(
        col(Draft.scope).in_(scopes),
        col(Draft.kind) == kind,
        col(Draft.sent_as).is_(None),
        col(Draft.expires_at) > now,
    )
    return session.scalars(wanted.order_by(col(Draft.changed_at).desc())).all()


def draft_that_edits(session: Session, number: int, *, kind: str, now: datetime) -> Draft | None:
    """The unsent draft of changes to record `number`: there is one for all its editors."""
    wanted = select(Draft).where(
        col(Draft.edits) == number,
        col(Draft.kind) == kind,
        col(Draft.sent_as).is_(None),
        col(Draft.expires_at) > now,
    )
    return session.scalars(wanted.order_by(col(Draft.changed_at).desc())).first()


def keep_answers(session: Session, draft_id: str, *, step: str, answers: Answers, seen: str, now: datetime) -> Draft:
    """Store one step's answers; `Outdated` when other answers to this step were saved since `seen`.

    Steps are compared one by one: two tabs on two different steps do not disturb each other.
    """
    draft = session.get_one(Draft, draft_id, with_for_update=True)
    if draft.answers.get(step) == answers:
        return draft
    if draft.seen(step) != seen:
        raise Outdated
    draft.answers = {**draft.answers, step: answers}
    draft.version += 1
    draft.changed_at, draft.expires_at = now, now + KEPT_FOR
    session.add(draft)
    return draft


def share_draft(session: Session, draft: Draft, *, person_id: int) -> None:
    """Let a colleague who holds the draft's link write in it."""
    if not draft.is_open_to(person_id):
        draft.shared_with = [*draft.shared_with, person_id]
        session.add(draft)


def mark_sent(session: Session, draft: Draft, *, sent_as: str) -> None:
    """The draft has become a record: its words live there now, and only there."""
    draft.sent_as, draft.answers = sent_as, {}
    session.add(draft)


def forget_drafts(session: Session, *, now: datetime) -> None:
    """Remove drafts whose time is over."""
    session.execute(delete(Draft).where(col(Draft.expires_at) <= now))
