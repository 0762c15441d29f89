"""Solutions before the moderators: what they see of one, and what becomes of it when they decide."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from app.accounts.models import Person
from app.core.permissions import VISITOR, may
from app.core.records import Standing
from app.core.short_mail import Reader
from app.moderation.models import Decision
from app.moderation.registry import Facts, FieldText, Moderated, PublicRecord, Ruling
from app.moderation.words import CHANGES, NOT_PUBLISHED, PUBLISH
from app.solutions import service
from app.solutions.content_words import content_in_words
from app.solutions.models import RevisionState, Solution, SolutionRevision, SolutionStatus
from app.solutions.search import KIND
from app.solutions.selection import latest_revision, latest_revisions, owners_of, revision_read_before
from app.solutions.views import solution_url


def facts(session: Session, number: int) -> Facts | None:
    row, revision = session.get(Solution, number), latest_revision(session, number)
    if row is None:
        return None
    content = revision.content if revision else {}
    claims = content.get("claims", {})
    return Facts(
        title=content.get("title", row.title),
        language=content.get("source_language", row.source_language),
        themes=sorted({code.partition(".")[0] for code in claims}, key=int),
        countries=content.get("countries_of_origin", row.countries_of_origin),
        organisations=[str(key) for key in owners_of(session, number)],
        authors=[revision.submitted_by] if revision and revision.submitted_by else [],
        example=row.standing == Standing.EXAMPLE,
    )


def missing(session: Session, numbers: Collection[int]) -> dict[int, list[str]]:
    revisions = latest_revisions(session, numbers)
    return {number: _missing(revision.content.get("claims", {})) for number, revision in revisions.items()}


def _missing(claims: Mapping[str, str]) -> list[str]:
    """Evidence that is not there, in words."""
    without = [code for code, line in claims.items() if "." in code and not line]
    found = [] if any("." in code for code in claims) else [gettext("No target is claimed, so nothing shows a result")]
    if without:
        found.append(ngettext("%(num)s target has no evidence", "%(num)s targets have no evidence", len(without)))
    return found


def fields(session: Session, number: int) -> Sequence[FieldText]:
    """What is published, or else what was sent back, beside what was sent last."""
    revision = latest_revision(session, number)
    if revision is None:
        return ()
    known = revision_read_before(session, number, before=revision.number)
    before, after = known.content if known else {}, revision.content
    is_public = known is None or known.state == RevisionState.PUBLISHED
    was, now = list(content_in_words(before)) if before else [], list(content_in_words(after))
    told, old = {path for path, *_rest in now}, {path: text for path, _label, text, _lang in was}
    gone = [(path, label, "", lang) for path, label, _text, lang in was if path not in told]
    return [
        FieldText(
            path, label, old.get(path, ""), text, before.get("source_language", "") if lang else "", lang, is_public
        )
        for path, label, text, lang in (*now, *gone)
    ]


def decide(session: Session, number: int, ruling: Ruling) -> dict[str, Any]:
    row, revision = _both(session, number)
    before = {"status": row.status.value, "revision": revision.number}
    revision.reasons, revision.words, revision.notes = list(ruling.reasons), ruling.words, dict(ruling.notes)
    act = {
        Decision.PUBLISH: service.publish,
        Decision.CHANGES: service.ask_for_changes,
        Decision.NOT_PUBLISHED: service.leave_unpublished,
    }[ruling.decision]
    act(session, row, revision, by=ruling.by, now=ruling.now)
    return before


def undo(session: Session, number: int, ruling: Ruling, before: dict[str, Any]) -> None:
    row, revision = _both(session, number)
    if ruling.decision in {Decision.SUSPEND, Decision.DELETE}:
        service.show_again(session, row, by=ruling.by, now=ruling.now)
    else:
        status = SolutionStatus(before["status"])
        service.back_to_review(session, row, revision, status=status, by=ruling.by, now=ruling.now)


def hide(session: Session, number: int, ruling: Ruling) -> dict[str, Any]:
    """Suspended records can come back; deleted ones are withdrawn for good."""
    row = session.get_one(Solution, number, with_for_update=True, populate_existing=True)
    to = SolutionStatus.ARCHIVED if ruling.decision == Decision.SUSPEND else SolutionStatus.WITHDRAWN
    service.hide(session, row, to, by=ruling.by, now=ruling.now)
    return {"status": SolutionStatus.PUBLISHED.value}


def _both(session: Session, number: int) -> tuple[Solution, SolutionRevision]:
    row = session.get_one(Solution, number, with_for_update=True, populate_existing=True)
    revision = latest_revision(session, number) or SolutionRevision(
        solution_id=number, number=0, state=RevisionState.PUBLISHED, submitted_at=row.changed_at
    )
    return row, revision


def authors(session: Session, number: int) -> Sequence[Reader]:
    """Whoever sent the last text."""
    revision = latest_revision(session, number)
    person = session.get(Person, revision.submitted_by) if revision and revision.submitted_by else None
    return [person] if person and person.active else []


def public_ones(session: Session, numbers: Collection[int]) -> dict[int, PublicRecord]:
    rows = session.scalars(select(Solution).where(col(Solution.id).in_(numbers)))
    shown = (row for row in rows if may(VISITOR, "solution.see", row))
    return {row.key: PublicRecord(row.title, row.source_language, solution_url(row)) for row in shown}


def record_url(session: Session, number: int) -> str:
    found = public_ones(session, [number])
    return found[number].url if found else ""


def page(_session: Session, number: int) -> tuple[str, dict[str, Any]]:
    return "solution_sending.state", {"number": number}


def take_up(session: Session, number: int, taken: bool) -> None:
    row = session.get_one(Solution, number, with_for_update=True, populate_existing=True)
    service.take_up(row, taken=taken)


MODERATED = Moderated(
    name=KIND,
    label=_("Solutions"),
    facts=facts,
    fields=fields,
    decide=decide,
    undo=undo,
    decisions={Decision.PUBLISH: PUBLISH, Decision.CHANGES: CHANGES, Decision.NOT_PUBLISHED: NOT_PUBLISHED},
    search_kind=KIND,
    authors=authors,
    page=page,
    record_url=record_url,
    public_ones=public_ones,
    missing=missing,
    take_up=take_up,
    hide=hide,
)
