"""What happens to a thing that waits: it enters, somebody claims it, decides, and may take that back for a while.

Each function works in the transaction of `session`; the deciding ones leave an audit row.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from app.core.audit import record_act
from app.core.permissions import Actor
from app.core.records import Outdated
from app.moderation.assigning import assign
from app.moderation.models import PROPOSALS, Decision, ModerationDecision, ModerationItem, Why
from app.moderation.registry import Moderated, Ruling, kinds
from app.moderation.timing import LEASE, UNDO_WITHIN


class Held(Exception):
    """Somebody else is at it."""


class NotUndoable(Exception):
    """It is too late, or it was taken back already, or it waits anew."""


def enter(
    session: Session,
    kind: str,
    object_id: int,
    *,
    why: Why,
    now: datetime,
    proposed_by: int | None = None,
    words: str = "",
) -> ModerationItem:
    """Let a thing wait. What waits already waits on, with its newest facts, and whoever was at it is told."""
    facts = kinds()[kind].facts(session, object_id)
    item = open_item(session, kind, object_id, why) or ModerationItem(
        kind=kind, object_id=object_id, why=why, entered_at=now, version=0
    )
    item.version += 1
    if facts is not None:
        item.title, item.language, item.example = facts.title, facts.language, facts.example
        item.themes, item.countries = list(facts.themes), list(facts.countries)
        item.organisations, item.authors = list(facts.organisations), list(facts.authors)
    item.proposed_by, item.words = proposed_by, words
    assign(session, item, on=now.date())
    session.add(item)
    session.flush()
    return item


def leave(session: Session, kind: str, object_id: int, *, now: datetime) -> None:
    """It waits no longer: its author has taken it back. A proposal about it waits on."""
    for why in Why:
        item = open_item(session, kind, object_id, why) if why not in PROPOSALS else None
        if item is not None:
            _close(item, now)


def open_item(session: Session, kind: str, object_id: int, why: Why) -> ModerationItem | None:
    wanted = select(ModerationItem).filter_by(kind=kind, object_id=object_id, why=why)
    return session.scalars(wanted.where(col(ModerationItem.closed_at).is_(None)).with_for_update()).first()


def claim(session: Session, item: ModerationItem, *, by: Actor, now: datetime) -> None:
    """Hold it for a while, so that two do not do the same work."""
    if item.closed_at is not None:
        raise Outdated
    if item.is_held_from(by.person_id, now):
        raise Held
    item.claimed_by, item.claimed_until = by.person_id, now + LEASE
    kinds()[item.kind].take_up(session, item.object_id, True)
    session.add(item)


def release(session: Session, item: ModerationItem, *, by: Actor) -> None:
    """Put it back for others."""
    if item.claimed_by == by.person_id and item.closed_at is None:
        item.claimed_by = item.claimed_until = None
        kinds()[item.kind].take_up(session, item.object_id, False)


def decide(
    session: Session, item: ModerationItem, ruling: Ruling, *, version: int, request_id: str = ""
) -> ModerationDecision:
    """Do what `ruling` says, if nobody else has decided or changed it since `version` was read."""
    if item.closed_at is not None or item.version != version:
        raise Outdated
    claim(session, item, by=ruling.by, now=ruling.now)
    kind = kinds()[item.kind]
    was_public = kind.public(session, item.object_id) is not None
    before = _done(session, kind, item, ruling)
    session.flush()
    row = ModerationDecision(
        item_id=item.key,
        kind=item.kind,
        object_id=item.object_id,
        decision=ruling.decision,
        reasons=list(ruling.reasons),
        words=ruling.words,
        notes=dict(ruling.notes),
        decided_by=ruling.by.person_id,
        decided_at=ruling.now,
        before=before,
        of_published=was_public or kind.public(session, item.object_id) is not None,
    )
    _close(item, ruling.now)
    session.add(row)
    session.flush()
    _note(session, item, f"moderation.{ruling.decision.value}", ruling, request_id)
    return row


def _done(session: Session, kind: Moderated, item: ModerationItem, ruling: Ruling) -> dict[str, object]:
    if item.why not in PROPOSALS:
        if ruling.decision not in kind.decisions:
            raise ValueError(f"{kind.name} knows no {ruling.decision}")
        return kind.decide(session, item.object_id, ruling)
    if ruling.decision == Decision.LEAVE:
        return {}
    if ruling.decision.value != item.why.value or kind.hide is None:
        raise ValueError(f"{ruling.decision} is not what was proposed")
    return kind.hide(session, item.object_id, ruling)


def undo(
    session: Session, decision: ModerationDecision, *, by: Actor, now: datetime, request_id: str = ""
) -> ModerationItem:
    """Take the decision back: the thing waits again, held by whoever takes it back."""
    item = session.get_one(ModerationItem, decision.item_id, with_for_update=True, populate_existing=True)
    waits_anew = open_item(session, item.kind, item.object_id, item.why) is not None
    if decision.undone_at is not None or now >= decision.decided_at + UNDO_WITHIN or waits_anew:
        raise NotUndoable
    if last_decision(session, item.kind, item.object_id) is not decision:
        raise NotUndoable
    ruling = Ruling(decision.decision, decision.reasons, decision.words, decision.notes, by=by, now=now)
    if decision.decision != Decision.LEAVE:
        kinds()[item.kind].undo(session, item.object_id, ruling, decision.before)
    decision.undone_at = now
    item.closed_at = None
    item.version += 1
    item.claimed_by, item.claimed_until = by.person_id, now + LEASE
    session.add_all([decision, item])
    _note(session, item, "moderation.undo", ruling, request_id)
    return item


def last_decision(session: Session, kind: str, object_id: int) -> ModerationDecision | None:
    """The newest decision on a thing that holds."""
    wanted = select(ModerationDecision).filter_by(kind=kind, object_id=object_id)
    holds = wanted.where(col(ModerationDecision.undone_at).is_(None))
    return session.scalars(holds.order_by(col(ModerationDecision.id).desc()).limit(1)).first()


def _close(item: ModerationItem, now: datetime) -> None:
    item.closed_at = now
    item.version += 1
    item.claimed_by = item.claimed_until = None


def _note(session: Session, item: ModerationItem, act: str, ruling: Ruling, request_id: str) -> None:
    record_act(
        session,
        by=ruling.by,
        act=act,
        object_type=item.kind,
        object_id=item.object_id,
        now=ruling.now,
        after={"why": str(item.why), "reasons": list(ruling.reasons), "words": ruling.words, "version": item.version},
        request_id=request_id,
    )
