"""Clearance: before an institution acts, its country's focal point clears it, gets a copy, or is not asked.

Features above ask here in the transaction of the act, and register who is told of a decision in the same one.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session
from sqlmodel import col

from app.core.audit import record_act
from app.core.mail import post
from app.core.permissions import Actor
from app.core.records import Outdated
from app.countries import messages
from app.countries.models import Clearance, ClearanceRule, ClearedAct, Decision
from app.countries.permissions import speaks_for
from app.countries.service import NotTheFocalPoint, effective_rule, is_state_body
from app.countries.subjects import Subject, register_cleared, subject_of, tell

__all__ = [
    "NotTheFocalPoint",
    "Subject",
    "ask_clearance",
    "call_off",
    "decide",
    "is_state_body",
    "open_for",
    "register_cleared",
]


def ask_clearance(
    session: Session,
    *,
    country: str,
    act: str,
    object_type: str,
    object_id: int,
    by: Actor,
    now: datetime,
    state_body: bool = True,
    at_own_wish: bool = False,
) -> Clearance | None:
    """What the focal point of `country` has to say before `by` acts: None when the act may go ahead.

    A row waits, or is cleared already because the asker is the focal point; nobody is called back for that one.
    Asking again while it waits changes nothing. Say `state_body=False` of an institution that is none, and
    `at_own_wish` when it wants its focal point's word whatever the rule.
    """
    kind = ClearedAct(act)
    rule = effective_rule(session, country, kind, state_body=state_body)
    if rule != ClearanceRule.CLEARS and not at_own_wish:
        if rule == ClearanceRule.COPIED and not speaks_for(by, country):
            _send_copies(session, country, kind, object_type, object_id, now)
        return None
    row = _waiting(session, country, kind, object_type, object_id, by=by, now=now)
    if speaks_for(by, country):
        _settle(session, row, Decision.CLEARED, "", by=by, now=now)
    else:
        for message in messages.something_waits(session, row, now=now):
            post(session, message, now=now)
    return row


def decide(
    session: Session, clearance: Clearance, *, decision: Decision, note: str, by: Actor, now: datetime, version: int
) -> None:
    """The focal point's word. Whoever asked is told, and so are the features above, all in this transaction."""
    if not speaks_for(by, clearance.country):
        raise NotTheFocalPoint
    if decision == Decision.WITHDRAWN:
        raise ValueError("Only whoever asked withdraws; see `call_off`.")
    row = session.get_one(Clearance, clearance.id, with_for_update=True, populate_existing=True)
    if row.version != version or row.decision is not None:
        raise Outdated
    _settle(session, row, decision, note, by=by, now=now)
    tell(session, row)
    for message in messages.decided(session, row, subject_of(session, row)):
        post(session, message, now=now)


def call_off(session: Session, object_type: str, object_id: int, *, by: Actor, now: datetime) -> None:
    """Nothing is asked of a focal point any more about this object: it was withdrawn."""
    for row in session.scalars(_open(object_type, object_id).with_for_update()).all():
        _settle(session, row, Decision.WITHDRAWN, "", by=by, now=now)


def open_for(session: Session, object_type: str, object_id: int) -> Sequence[Clearance]:
    """What still waits about this object: at most one row for each country and act."""
    return session.scalars(_open(object_type, object_id)).all()


def _open(object_type: str, object_id: int) -> Select[Clearance]:
    about = (col(Clearance.object_type) == object_type, col(Clearance.object_id) == object_id)
    return select(Clearance).where(*about, col(Clearance.decision).is_(None)).order_by(col(Clearance.id))


def _waiting(
    session: Session, country: str, act: ClearedAct, object_type: str, object_id: int, *, by: Actor, now: datetime
) -> Clearance:
    """The one open row, made if need be."""
    key = {"country": country, "act": act, "object_type": object_type, "object_id": object_id}
    insert = postgresql_insert if session.get_bind().dialect.name == "postgresql" else sqlite_insert
    row = {**key, "asked_by": by.person_id, "asked_at": now, "note": "", "version": 1}
    made = session.execute(insert(Clearance).values(row).on_conflict_do_nothing().returning(col(Clearance.id))).first()
    found = select(Clearance).filter_by(**key).where(col(Clearance.decision).is_(None)).with_for_update()
    waiting = session.scalars(found).one()
    if made:
        _note(session, waiting, "ask clearance", by=by, now=now)
    return waiting


def _settle(session: Session, row: Clearance, decision: Decision, note: str, *, by: Actor, now: datetime) -> None:
    row.decision, row.note, row.decided_by, row.decided_at = decision, note, by.person_id, now
    row.version += 1
    session.add(row)
    session.flush()
    _note(session, row, "decide clearance", by=by, now=now, after={"decision": str(decision), "note": note})


def _send_copies(
    session: Session, country: str, act: ClearedAct, object_type: str, object_id: int, now: datetime
) -> None:
    row = Clearance(country=country, act=act, object_type=object_type, object_id=object_id, asked_at=now)  # not kept
    for message in messages.copies(session, row, subject_of(session, row), now=now):
        post(session, message, now=now)


def _note(session: Session, row: Clearance, act: str, *, by: Actor, now: datetime, after: Any = None) -> None:
    after = {**(after or {}), "country": row.country, "of": f"{row.object_type}:{row.object_id}", "act": str(row.act)}
    record_act(session, by=by, act=act, object_type="clearance", object_id=row.id, now=now, after=after)
