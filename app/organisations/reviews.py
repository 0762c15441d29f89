"""Confirm or fade: once a year owners are asked, three times, whether a record is still true; unanswered, it sinks.

Everything is decided by rows and by the day that is given: running twice, late or on two workers changes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import Session
from sqlmodel import col

from app.accounts.models import Person
from app.core.audit import record_act
from app.core.changes import mark_changed
from app.core.permissions import Actor
from app.moderation.models import Why
from app.moderation.service import enter, leave, open_item
from app.organisations.editors import editors_of
from app.organisations.models import Review, ReviewAnswer
from app.organisations.review_kinds import ReviewedKind, reviewed_kinds
from app.organisations.timeline import ASKS, BETWEEN_ASKS, Stage, due_after, next_stage_on, stage_on

ROWS_A_RUN = 200
UNASKED = "review"  # among what moderators decide: nobody can be asked
_UNSETTLED = or_(col(Review.answer).is_(None), col(Review.answer) == ReviewAnswer.UPDATE)


class NotTheirs(Exception):
    """Whoever holds the link edits no owner of the record any more."""


def move_on(session: Session, kind: ReviewedKind, standings: Sequence[str], *, now: datetime) -> list[Review]:
    """Bring records of `kind` to where they stand today; the reviews whose owners are to be asked now."""
    _begin_due(session, kind, standings, now=now)
    mine = (col(kind.model.id) == col(Review.record_id), col(kind.model.review_due_on) == col(Review.due_on))
    rows = (
        select(Review, kind.model)
        .join(kind.model, and_(*mine))
        .where(col(Review.kind) == kind.name, _UNSETTLED, col(Review.next_on) <= now.date())
        .where(*_confirmed(kind, standings))
    )
    waiting = rows.order_by(col(Review.id)).limit(ROWS_A_RUN).with_for_update(skip_locked=True)
    return [review for review, row in session.execute(waiting).all() if _asks_now(session, kind, review, row, now=now)]


def _begin_due(session: Session, kind: ReviewedKind, standings: Sequence[str], *, now: datetime) -> None:
    """One review for each record and day on which one is due."""
    due = col(kind.model.review_due_on)
    same = (col(Review.kind) == kind.name, col(Review.record_id) == kind.model.id, col(Review.due_on) == due)
    behind = or_(due.is_(None), and_(due <= now.date(), ~exists().where(*same)))
    rows = select(kind.model).where(*_confirmed(kind, standings), behind).order_by(col(kind.model.id))
    for row in session.scalars(rows.limit(ROWS_A_RUN).with_for_update(skip_locked=True)):
        row.review_due_on = row.review_due_on or due_after(last_stood_behind(row))
        if row.review_due_on <= now.date():
            facts = {"kind": kind.name, "record_id": row.key, "due_on": row.review_due_on}
            session.add(Review(**facts, asked_at=now, asks=0, next_on=now.date()))
    session.flush()


def _asks_now(session: Session, kind: ReviewedKind, review: Review, row: Any, *, now: datetime) -> bool:
    """Whether its owners get a mail now. Where there is nobody to ask, a moderator looks, and it does not sink."""
    today = now.date()
    if review.asks == ASKS:
        review.next_on = next_stage_on(review.asked_at.date(), today)
        _set_stage(session, kind, row, stage_on(review.asked_at.date(), today))
        return False
    review.next_on = today + BETWEEN_ASKS
    if not owners_asked(session, kind, review.record_id, on=today):
        if open_item(session, UNASKED, review.id or 0, Why.NEW) is None:
            enter(session, UNASKED, review.id or 0, why=Why.NEW, now=now)
        return False
    leave(session, UNASKED, review.id or 0, now=now)
    review.asked_at = review.asked_at if review.asks else now
    review.asks += 1
    _set_stage(session, kind, row, max(Stage.DUE, Stage(row.freshness)))
    return True


def _set_stage(session: Session, kind: ReviewedKind, row: Any, stage: Stage) -> None:
    if stage != row.freshness:
        row.freshness = int(stage)
        mark_changed(session, kind.name, row.key)
    session.flush()


def _confirmed(kind: ReviewedKind, standings: Sequence[str]) -> tuple[ColumnElement[bool], ...]:
    return col(kind.model.standing).in_(standings), col(kind.model.status) == kind.published


def owners_asked(session: Session, kind: ReviewedKind, record_id: int, *, on: date) -> list[Person]:
    """The people who edit an owner of the record, each once."""
    found: dict[int | None, Person] = {}
    for organisation_id in kind.owners(session, record_id):
        for person, _role in editors_of(session, organisation_id, on=on):
            found[person.id] = person
    return list(found.values())


def answer(session: Session, review_id: int, person_id: int, said: ReviewAnswer, *, now: datetime) -> Review:
    """What an owner says: still true, needs an update, or withdrawn. Said twice is said once."""
    review = session.get_one(Review, review_id, with_for_update=True, populate_existing=True)
    kind = reviewed_kinds()[review.kind]
    if all(person.id != person_id for person in owners_asked(session, kind, review.record_id, on=now.date())):
        raise NotTheirs
    if review.is_over:
        return review
    row = session.get_one(kind.model, review.record_id, with_for_update=True, populate_existing=True)
    if row.status != kind.published:  # suspended, hidden or withdrawn since: that is not the owner's to undo
        raise NotTheirs
    review.answer, review.answered_by, review.answered_at = said, person_id, now
    leave(session, UNASKED, review_id, now=now)
    if said == ReviewAnswer.STILL_TRUE:
        confirm(row, on=now.date())
    elif said == ReviewAnswer.WITHDRAW:
        row.status = kind.withdrawn
    row.version += 1
    row.changed_at = now
    session.flush()
    mark_changed(session, kind.name, row.key)
    by, act = Actor(person_id=person_id), f"review: {said}"
    record_act(session, by=by, act=act, object_type=kind.name, object_id=row.key, now=now)
    return review


def confirm(row: Any, *, on: date) -> None:
    """From that day on the record counts as fresh for a year."""
    row.last_confirmed_on, row.review_due_on, row.freshness = on, due_after(on), int(Stage.FRESH)


def open_reviews(session: Session, organisation_ids: Sequence[int]) -> list[Review]:
    """What the editors of these organisations have been asked and not yet settled."""
    if not organisation_ids:
        return []
    found: list[Review] = []
    for kind in reviewed_kinds().values():
        theirs = col(Review.record_id).in_(kind.owned(session, organisation_ids))
        wanted = select(Review).where(_UNSETTLED, col(Review.kind) == kind.name, theirs)
        found += session.scalars(wanted.order_by(col(Review.id)))
    return found


def last_stood_behind(row: Any) -> date:
    """When somebody last stood behind the record."""
    published: datetime = getattr(row, "published_at", None) or row.created_at
    return max(published.date(), row.last_confirmed_on or date.min)
