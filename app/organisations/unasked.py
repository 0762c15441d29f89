"""Records that nobody can be asked about, before the moderators: they do not sink by a date that nobody was told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from flask_babel import format_date, gettext
from flask_babel import lazy_gettext as _
from sqlalchemy.orm import Session

from app.core.changes import mark_changed
from app.core.records import Standing
from app.moderation.models import Decision
from app.moderation.registry import Facts, FieldText, Moderated, Ruling
from app.organisations.models import Review, ReviewAnswer
from app.organisations.review_kinds import ReviewedKind, reviewed_kinds
from app.organisations.reviews import UNASKED, confirm, last_stood_behind
from app.organisations.timeline import ASKS, next_stage_on

STILL_TRUE = _("Yes, it is still true")


def facts(session: Session, number: int) -> Facts | None:
    review, kind, row = _record(session, number)
    return Facts(
        title=getattr(row, kind.title),
        language=row.source_language,
        organisations=[str(key) for key in kind.owners(session, review.record_id)],
        example=row.standing == Standing.EXAMPLE,
    )


def fields(session: Session, number: int) -> Sequence[FieldText]:
    _review, _kind, row = _record(session, number)
    return [FieldText("confirmed", gettext("Last confirmed"), "", format_date(last_stood_behind(row), "long"))]


def decide(session: Session, number: int, ruling: Ruling) -> dict[str, Any]:
    """It is still true, by a moderator's own knowledge; or it sinks as if its owners had not answered."""
    review, kind, row = _record(session, number, lock=True)
    days = {"last": row.last_confirmed_on, "due": row.review_due_on, "next": review.next_on, "asked": review.asked_at}
    before = {name: day and day.isoformat() for name, day in days.items()}
    if ruling.decision == Decision.PUBLISH:
        review.answer, review.answered_by, review.answered_at = ReviewAnswer.STILL_TRUE, ruling.by.person_id, ruling.now
        confirm(row, on=ruling.now.date())
        mark_changed(session, kind.name, row.key)
    else:
        review.asks, review.asked_at = ASKS, ruling.now
        review.next_on = next_stage_on(ruling.now.date(), ruling.now.date())
    return before


def undo(session: Session, number: int, _ruling: Ruling, before: dict[str, Any]) -> None:
    review, kind, row = _record(session, number, lock=True)
    review.answer = review.answered_by = review.answered_at = None
    review.asks, review.asked_at = 0, datetime.fromisoformat(before["asked"])
    review.next_on = date.fromisoformat(before["next"])
    row.last_confirmed_on = date.fromisoformat(before["last"]) if before["last"] else None
    row.review_due_on = date.fromisoformat(before["due"])
    mark_changed(session, kind.name, row.key)


def record_url(session: Session, number: int) -> str:
    _review, kind, row = _record(session, number)
    return kind.url(row) if row.status == kind.published else ""


def _record(session: Session, number: int, *, lock: bool = False) -> tuple[Review, ReviewedKind, Any]:
    review = session.get_one(Review, number, with_for_update=lock, populate_existing=lock)
    kind = reviewed_kinds()[review.kind]
    return review, kind, session.get_one(kind.model, review.record_id, with_for_update=lock, populate_existing=lock)


MODERATED = Moderated(
    name=UNASKED,
    label=_("Nobody can be asked whether it is still true"),
    facts=facts,
    fields=fields,
    decide=decide,
    undo=undo,
    decisions={Decision.PUBLISH: STILL_TRUE, Decision.LEAVE: _("Let it sink")},
    done_words={Decision.PUBLISH: STILL_TRUE},
    record_url=record_url,
)
