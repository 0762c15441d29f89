"""An institution's act as a whole: its text is kept, its focal point is asked, and then the moderators get it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from app.core.drafts import Draft
from app.core.permissions import Actor
from app.core.records import Standing
from app.countries.clearance import Subject, ask_clearance, call_off, is_state_body
from app.countries.models import Clearance, ClearedAct
from app.moderation.models import Why
from app.moderation.service import enter, leave
from app.organisations.models import Organisation
from app.solutions import service
from app.solutions.facts import SolutionFacts
from app.solutions.models import RevisionState, Solution, SolutionRevision, SolutionStatus
from app.solutions.search import KIND
from app.solutions.selection import latest_revision


def offer(
    session: Session, draft: Draft, facts: SolutionFacts, *, by: Actor, now: datetime, request_id: str = ""
) -> SolutionRevision:
    """Send what the draft says."""
    organisation = session.get_one(Organisation, int(draft.scope or 0))
    if draft.edits is None:
        revision = service.submit(
            session,
            facts,
            organisation_id=organisation.key,
            answers=draft.answers,
            by=by,
            now=now,
            request_id=request_id,
        )
        row = session.get_one(Solution, revision.solution_id)
    else:
        row = session.get_one(Solution, draft.edits, with_for_update=True, populate_existing=True)
        _take_out(session, row, by=by, now=now)
        revision = service.submit_changes(
            session, row, facts, answers=draft.answers, by=by, now=now, request_id=request_id
        )
    _ask(session, row, revision, organisation, by=by, now=now)
    return revision


def withdraw_offer(session: Session, row: Solution, *, by: Actor, now: datetime) -> None:
    """Its institution takes it back, published or not."""
    _take_out(session, row, by=by, now=now)
    leave(session, KIND, row.key, now=now)
    service.hide(session, row, SolutionStatus.WITHDRAWN, by=by, now=now)


def _take_out(session: Session, row: Solution, *, by: Actor, now: datetime) -> None:
    """What is asked of a focal point about an earlier text is asked no longer."""
    call_off(session, KIND, row.key, by=by, now=now)


def _ask(
    session: Session, row: Solution, revision: SolutionRevision, organisation: Organisation, *, by: Actor, now: datetime
) -> None:
    """By the rule of its country, the focal point clears the text first."""
    asked = ask_clearance(
        session,
        country=organisation.country or row.countries_of_origin[0],
        act=ClearedAct.OFFERS,
        object_type=KIND,
        object_id=row.key,
        by=by,
        now=now,
        state_body=is_state_body(organisation.organisation_type),
    )
    if asked is None:
        _queue(session, row, now)
    elif asked.is_cleared:
        _cleared(session, row, asked)
        _queue(session, row, now)
    else:
        leave(session, KIND, row.key, now=now)
        revision.state = RevisionState.CLEARANCE
        session.add(revision)


def told(session: Session, number: int, clearance: Clearance) -> None:
    """The focal point has decided on the text that was sent last."""
    row = session.get_one(Solution, number, with_for_update=True, populate_existing=True)
    revision = latest_revision(session, number)
    if revision is None or revision.state != RevisionState.CLEARANCE or clearance.decided_at is None:
        return
    revision.state = RevisionState.SUBMITTED
    session.flush()
    if clearance.is_cleared:
        _cleared(session, row, clearance)
        _queue(session, row, clearance.decided_at)
    else:
        revision.words = clearance.note
        by = Actor(clearance.decided_by)
        service.ask_for_changes(session, row, revision, by=by, now=clearance.decided_at)


def named(session: Session, number: int) -> Subject | None:
    """What the focal point reads of it."""
    row, revision = session.get(Solution, number), latest_revision(session, number)
    if row is None or revision is None:
        return None
    content = revision.content
    return Subject(
        title=content["title"],
        language=content["source_language"],
        endpoint="solution_sending.state",
        values={"number": number},
        example=row.standing == Standing.EXAMPLE,
    )


def _cleared(session: Session, row: Solution, clearance: Clearance) -> None:
    row.cleared_at, row.cleared_by = clearance.decided_at, clearance.decided_by
    session.add(row)


def _queue(session: Session, row: Solution, now: datetime) -> None:
    published = row.status == SolutionStatus.PUBLISHED
    enter(session, KIND, row.key, why=Why.CHANGED if published else Why.NEW, now=now)
