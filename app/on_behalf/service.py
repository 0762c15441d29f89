"""What is entered on behalf of somebody: begun with its source, tied to its record, answered by its sender."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session
from sqlmodel import col

from app.core.audit import record_act
from app.core.drafts import Draft
from app.core.permissions import Actor
from app.on_behalf.models import OnBehalf, SenderAnswer


def begin(session: Session, draft: Draft, source: Mapping[str, Any], *, by: Actor, now: datetime) -> OnBehalf:
    """Who sent what this draft will say, when and how."""
    entry = OnBehalf(kind=draft.kind, draft_id=draft.id, entered_by=by.person_id or 0, entered_at=now, **source)
    session.add(entry)
    session.flush()
    return entry


def entry_of_draft(session: Session, draft_id: str) -> OnBehalf | None:
    return session.scalars(select(OnBehalf).filter_by(draft_id=draft_id)).first()


def entry_of(session: Session, kind: str, number: int) -> OnBehalf | None:
    return session.scalars(select(OnBehalf).filter_by(kind=kind, object_id=number)).first()


def attach(
    session: Session, entry: OnBehalf, kind: str, number: int, *, by: Actor, now: datetime, request_id: str = ""
) -> None:
    """The draft has become a record. The act on record says in whose name it was entered, and by what letter."""
    entry.kind, entry.object_id, entry.entered_at = kind, number, now
    after = {"on_behalf_of": entry.name, "sent_on": entry.sent_on.isoformat(), "way": str(entry.way)}
    record_act(
        session,
        by=by,
        act=f"{kind}.enter_on_behalf",
        object_type=kind,
        object_id=number,
        now=now,
        after={**after, "reference": entry.reference},
        request_id=request_id,
    )


def answer(session: Session, number: int, said: SenderAnswer, words: str, *, now: datetime) -> OnBehalf:
    """The sender says whether what was entered is right; who answers again, answers instead."""
    entry = session.get_one(OnBehalf, number, with_for_update=True, populate_existing=True)
    entry.answer, entry.answered_at = said, now
    entry.words = words if said == SenderAnswer.WRONG else ""
    act = f"sender says: {said}"
    record_act(session, by=Actor(), act=act, object_type=entry.kind, object_id=entry.object_id, now=now)
    return entry


def forget_unsent(session: Session, *, now: datetime) -> None:  # noqa: ARG001 - chores are all called alike
    """Of drafts that are gone."""
    gone = col(OnBehalf.draft_id).not_in(select(col(Draft.id)))
    session.execute(delete(OnBehalf).where(col(OnBehalf.object_id).is_(None), gone))
