"""What becomes of a solution that an institution writes: sent, looked at, published, changed, withdrawn.

Each sent text is a revision. The solution's own columns hold what is published, or before that what was sent
first; a published text stays until a newer one is published. Each act leaves an audit row.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.core.audit import record_act
from app.core.changes import mark_changed
from app.core.permissions import Actor
from app.core.records import Visibility
from app.organisations.reviews import confirm
from app.solutions.evidence import SELF_REPORTED
from app.solutions.facts import SolutionFacts, columns_of, content_of, content_that_stands, later_that_stands
from app.solutions.lifecycle import WrongStatus, move
from app.solutions.models import (
    WAITING,
    RevisionState,
    Solution,
    SolutionClaim,
    SolutionOrganisation,
    SolutionRevision,
    SolutionStatus,
)
from app.solutions.search import KIND
from app.solutions.selection import claims_of, latest_revision, revision_that_stands
from app.taxonomy.standing import standing_of
from app.translation.service import reopen_changed

S = SolutionStatus
OPEN_TO_CHANGES = frozenset({S.SUBMITTED, S.IN_REVIEW, S.CHANGES_REQUESTED, S.PUBLISHED, S.ARCHIVED})


def submit(
    session: Session,
    facts: SolutionFacts,
    *,
    organisation_id: int,
    answers: dict[str, Any],
    by: Actor,
    now: datetime,
    request_id: str = "",
) -> SolutionRevision:
    """Keep a new solution as it was sent."""
    content = content_of(facts)
    row = Solution(
        **{"evidence": SELF_REPORTED, **columns_of(content)},
        standing=standing_of(facts.country),
        status=S.SUBMITTED,
        visibility=Visibility.PUBLIC,
        created_at=now,
        changed_at=now,
    )
    session.add(row)
    session.flush()
    session.add(SolutionOrganisation(solution_id=row.key, organisation_id=organisation_id, role="owner"))
    content = later_that_stands(row) | content
    return _sent(session, row, content, answers, by=by, now=now, request_id=request_id)


def submit_changes(
    session: Session,
    row: Solution,
    facts: SolutionFacts,
    *,
    answers: dict[str, Any],
    by: Actor,
    now: datetime,
    request_id: str = "",
) -> SolutionRevision:
    """Keep another text of a solution; the one that is published stays until this one is."""
    if row.status not in OPEN_TO_CHANGES:
        raise WrongStatus
    earlier = latest_revision(session, row.key)
    if earlier is None:
        _keep_what_stands(session, row)
    elif earlier.state in WAITING:
        earlier.state, earlier.decided_at = RevisionState.SUPERSEDED, now
    if row.status in {S.CHANGES_REQUESTED, S.IN_REVIEW, S.ARCHIVED}:
        move(row, S.SUBMITTED)
    row.version += 1
    content = _later_so_far(session, row) | content_of(facts)
    return _sent(session, row, content, answers, by=by, now=now, request_id=request_id)


def publish(session: Session, row: Solution, revision: SolutionRevision, *, by: Actor, now: datetime) -> None:
    """From here on everybody reads this text."""
    if row.status != S.PUBLISHED:
        move(row, S.PUBLISHED)
    row.published_at = row.published_at or now
    confirm(row, on=now.date())
    row.standing = standing_of(revision.content["countries_of_origin"][0])
    put_content(session, row, revision.content, now=now)
    _decided(session, row, revision, RevisionState.PUBLISHED, "solution.publish", by=by, now=now)


def ask_for_changes(session: Session, row: Solution, revision: SolutionRevision, *, by: Actor, now: datetime) -> None:
    """Back to its institution; what is published stays."""
    if row.status != S.PUBLISHED:
        move(row, S.CHANGES_REQUESTED)
    _decided(session, row, revision, RevisionState.CHANGES_REQUESTED, "solution.ask_for_changes", by=by, now=now)


def leave_unpublished(session: Session, row: Solution, revision: SolutionRevision, *, by: Actor, now: datetime) -> None:
    """This text is not published; one that was published before stays."""
    if row.status != S.PUBLISHED:
        move(row, S.ARCHIVED)
    _decided(session, row, revision, RevisionState.NOT_PUBLISHED, "solution.leave_unpublished", by=by, now=now)


def back_to_review(
    session: Session, row: Solution, revision: SolutionRevision, *, status: SolutionStatus, by: Actor, now: datetime
) -> None:
    """A decision is taken back: the text waits again, and what stood before it, in `status`, stands again."""
    was_published = revision.state == RevisionState.PUBLISHED
    revision.state, revision.decided_at = RevisionState.SUBMITTED, None
    revision.reasons, revision.words, revision.notes = [], "", {}
    session.add(revision)
    session.flush()
    standing = revision_that_stands(session, row.key)
    if standing is not None and was_published:
        put_content(session, row, standing.content, now=now)
    if status != S.PUBLISHED:
        move(row, S.IN_REVIEW)
        row.published_at = row.published_at if standing else None
    _note(session, row, "solution.back_to_review", revision, by=by, now=now)
    mark_changed(session, KIND, row.key)


def take_up(row: Solution, *, taken: bool) -> None:
    """A moderator looks at a text that was never published, or puts it back."""
    if taken and row.status == S.SUBMITTED:
        move(row, S.IN_REVIEW)
    elif not taken and row.status == S.IN_REVIEW:
        move(row, S.SUBMITTED)


def hide(session: Session, row: Solution, to: SolutionStatus, *, by: Actor, now: datetime) -> None:
    """Take it out of the catalogue: archived by the site, or withdrawn by its institution."""
    move(row, to)
    revision = latest_revision(session, row.key)
    if revision is not None and revision.state in WAITING:
        revision.state, revision.decided_at = RevisionState.WITHDRAWN, now
    row.version += 1
    row.changed_at = now
    _note(session, row, f"solution.{to.value}", None, by=by, now=now)
    mark_changed(session, KIND, row.key)


def show_again(session: Session, row: Solution, *, by: Actor, now: datetime) -> None:
    """It was hidden by mistake."""
    move(row, S.PUBLISHED)
    row.version += 1
    row.changed_at = now
    _note(session, row, "solution.show_again", None, by=by, now=now)
    mark_changed(session, KIND, row.key)


def put_content(session: Session, row: Solution, content: dict[str, Any], *, now: datetime) -> None:
    """Write a text onto the solution's own columns and claims."""
    for name, value in columns_of(content).items():
        setattr(row, name, value)
    row.changed_at = now
    row.version += 1
    for claim in claims_of(session, [row.key])[row.key]:
        if claim.code not in content["claims"]:
            session.delete(claim)
    for code, line in content["claims"].items():
        session.merge(SolutionClaim(solution_id=row.key, code=code, evidence_line=line or None))
    session.add(row)
    session.flush()
    reopen_changed(session, row, now=now)
    mark_changed(session, KIND, row.key)


def _sent(
    session: Session,
    row: Solution,
    content: dict[str, Any],
    answers: dict[str, Any],
    *,
    by: Actor,
    now: datetime,
    request_id: str,
) -> SolutionRevision:
    earlier = latest_revision(session, row.key)
    revision = SolutionRevision(
        solution_id=row.key,
        number=earlier.number + 1 if earlier else 1,
        state=RevisionState.SUBMITTED,
        content=content,
        answers=answers,
        submitted_by=by.person_id,
        submitted_at=now,
    )
    session.add(revision)
    session.flush()
    _note(session, row, "solution.submit", revision, by=by, now=now, request_id=request_id)
    return revision


def _later_so_far(session: Session, row: Solution) -> dict[str, Any]:
    """What a new text does not tell of stays as the text before it had it. Texts from before this could be told say
    nothing of it; the one that stands then says what its record holds, so that one can go back to it."""
    earlier, standing = latest_revision(session, row.key), revision_that_stands(session, row.key)
    held = later_that_stands(row)
    if standing is not None and not held.keys() <= standing.content.keys():
        standing.content = held | standing.content
        session.add(standing)
    return held | {name: value for name, value in (earlier.content if earlier else {}).items() if name in held}


def _keep_what_stands(session: Session, row: Solution) -> None:
    """The text from before its institution first wrote, so that there is something to compare with and go back to."""
    session.add(
        SolutionRevision(
            solution_id=row.key,
            number=0,
            state=RevisionState.PUBLISHED,
            content=content_that_stands(row, claims_of(session, [row.key])[row.key]),
            submitted_at=row.changed_at,
            decided_at=row.published_at or row.changed_at,
        )
    )
    session.flush()


def _decided(
    session: Session,
    row: Solution,
    revision: SolutionRevision,
    state: RevisionState,
    act: str,
    *,
    by: Actor,
    now: datetime,
) -> None:
    if revision.state not in WAITING:
        raise WrongStatus
    revision.state, revision.decided_at = state, now
    session.add_all([row, revision])
    _note(session, row, act, revision, by=by, now=now)


def _note(
    session: Session,
    row: Solution,
    act: str,
    revision: SolutionRevision | None,
    *,
    by: Actor,
    now: datetime,
    request_id: str = "",
) -> None:
    after = {"status": str(row.status), "version": row.version, "revision": revision.number if revision else None}
    record_act(
        session, by=by, act=act, object_type=KIND, object_id=row.key, now=now, after=after, request_id=request_id
    )
