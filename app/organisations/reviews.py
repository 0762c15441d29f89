"""Confirm or fade: owners are asked once a year whether a record is still true; without an answer it sinks.

Everything is decided by rows and by the day that is given: running twice, late or on two workers changes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session
from sqlmodel import col

from app.accounts.models import Person
from app.core.audit import record_act
from app.core.changes import mark_changed
from app.core.permissions import Actor
from app.organisations.editors import editors_of
from app.organisations.models import Review, ReviewAnswer
from app.organisations.review_kinds import ReviewedKind, reviewed_kinds
from app.organisations.timeline import AFTER_DUE, Stage, due_after, stage_on

ROWS_A_RUN = 200


class NotTheirs(Exception):
    """Whoever holds the link edits no owner of the record any more."""


def move_on(session: Session, kind: ReviewedKind, standings: Sequence[str], *, now: datetime) -> list[Review]:
    """Bring records of `kind` to where they stand today; the reviews that begin with it."""
    today, begun = now.date(), []
    rows = select(kind.model).where(
        col(kind.model.standing).in_(standings), col(kind.model.status) == kind.published, _is_behind(kind.model, today)
    )
    for row in session.scalars(rows.order_by(col(kind.model.id)).limit(ROWS_A_RUN).with_for_update(skip_locked=True)):
        row.review_due_on = row.review_due_on or due_after(_since(row))
        stage = stage_on(row.review_due_on, today)
        if stage >= Stage.DUE:
            begun += _begin(session, kind, row, now=now)
        if stage != row.freshness:
            row.freshness = int(stage)
            mark_changed(session, kind.name, row.key)
    session.flush()
    return begun


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
    review.answer, review.answered_by, review.answered_at = said, person_id, now
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
    unsettled = or_(col(Review.answer).is_(None), col(Review.answer) == ReviewAnswer.UPDATE)
    found: list[Review] = []
    for kind in reviewed_kinds().values():
        theirs = col(Review.record_id).in_(kind.owned(session, organisation_ids))
        wanted = select(Review).where(unsettled, col(Review.kind) == kind.name, theirs)
        found += session.scalars(wanted.order_by(col(Review.id)))
    return found


def _begin(session: Session, kind: ReviewedKind, row: Any, *, now: datetime) -> list[Review]:
    """One review for each day on which one was due."""
    same = (col(Review.kind) == kind.name, col(Review.record_id) == row.key, col(Review.due_on) == row.review_due_on)
    if session.scalars(select(Review).where(*same)).first() is not None:
        return []
    review = Review(kind=kind.name, record_id=row.key, due_on=row.review_due_on, asked_at=now)
    session.add(review)
    session.flush()
    return [review]


def _since(row: Any) -> date:
    """When somebody last stood behind the record."""
    published: datetime = getattr(row, "published_at", None) or row.created_at
    return max(published.date(), row.last_confirmed_on or date.min)


def _is_behind(model: Any, today: date) -> ColumnElement[bool]:
    """Records that have not been looked at yet, or whose next stage has begun."""
    steps = [
        and_(col(model.freshness) < int(stage), col(model.review_due_on) <= today - timedelta(days=days))
        for stage, days in AFTER_DUE.items()
    ]
    return or_(col(model.review_due_on).is_(None), *steps)
