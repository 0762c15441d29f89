"""A solution that a moderator enters for an institution: its sender reads what it says; another moderator decides."""

from __future__ import annotations

from datetime import datetime

from markupsafe import Markup
from sqlalchemy.orm import Session

from app.core.mail import post
from app.core.permissions import Actor, may
from app.core.records import Standing
from app.on_behalf import messages
from app.on_behalf.models import OnBehalf
from app.on_behalf.registry import EnteredKind, EnteredRecord, Line
from app.on_behalf.service import attach
from app.organisations.models import Organisation
from app.solutions.content_words import content_in_words
from app.solutions.models import Solution, SolutionStatus
from app.solutions.search import KIND
from app.solutions.selection import latest_revision, owners_of
from app.translation.service import in_line, text_in

UNDECIDED = frozenset({SolutionStatus.SUBMITTED, SolutionStatus.IN_REVIEW, SolutionStatus.CHANGES_REQUESTED})


def read(session: Session, number: int) -> EnteredRecord | None:
    row, revision = session.get(Solution, number), latest_revision(session, number)
    if row is None or revision is None:
        return None
    content = revision.content
    owners = [session.get_one(Organisation, key) for key in owners_of(session, number)[:1]]
    institution = in_line(text_in(owners[0], "name")) if owners else Markup("")
    lines = [Line(label, text, lang) for _path, label, text, lang in content_in_words(content)]
    title, example = content["title"], row.standing == Standing.EXAMPLE
    changed_at = revision.submitted_at if revision.number > 1 else None
    stands = row.status in UNDECIDED and changed_at is None
    return EnteredRecord(
        title, content["source_language"], institution, example, lines, row, stands=stands, changed_at=changed_at
    )


def entered(session: Session, entry: OnBehalf, number: int, *, by: Actor, now: datetime, request_id: str) -> None:
    """Mark it, and ask its sender whether it is right."""
    attach(session, entry, KIND, number, by=by, now=now, request_id=request_id)
    record = read(session, number)
    for message in messages.entered(entry, record) if record else []:
        post(session, message, now=now)


def may_enter_for(who: Actor, organisation: Organisation) -> bool:
    """Neither for one's own institution nor for one's own country."""
    whose = (("organisation", str(organisation.key)), ("country", organisation.country or ""))
    return all(may(who, "on_behalf.enter", each) for each in whose)


ENTERED = EnteredKind(KIND, "solution.see_sent", read)
