"""An institution's act as a whole: its text is kept, its focal point is asked, and the moderators get it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from app.core.drafts import Draft
from app.core.permissions import Actor
from app.solutions import service
from app.solutions.facts import SnapshotFacts
from app.solutions.models import Solution, SolutionRevision, SolutionStatus


def offer(
    session: Session, draft: Draft, facts: SnapshotFacts, *, by: Actor, now: datetime, request_id: str = ""
) -> SolutionRevision:
    """Send what the draft says."""
    if draft.edits is None:
        return service.submit(
            session,
            facts,
            organisation_id=int(draft.scope or 0),
            answers=draft.answers,
            by=by,
            now=now,
            request_id=request_id,
        )
    row = session.get_one(Solution, draft.edits, with_for_update=True, populate_existing=True)
    return service.submit_changes(session, row, facts, answers=draft.answers, by=by, now=now, request_id=request_id)


def withdraw_offer(session: Session, row: Solution, *, by: Actor, now: datetime) -> None:
    """Its institution takes it back, published or not."""
    service.hide(session, row, SolutionStatus.WITHDRAWN, by=by, now=now)
