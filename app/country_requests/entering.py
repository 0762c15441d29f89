"""A request that a moderator enters for somebody: its sender reads what it says, and says whether it is right."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from app.core.mail import post
from app.core.permissions import Actor, may
from app.core.records import Standing
from app.country_requests.changing import changes_of
from app.country_requests.models import CountryRequest, RequestStatus
from app.country_requests.search import KIND
from app.country_requests.translatable import fields
from app.on_behalf import messages
from app.on_behalf.models import OnBehalf
from app.on_behalf.registry import EnteredKind, EnteredRecord, Line
from app.on_behalf.service import attach
from app.translation.service import in_line, source_text, text_in


def read(session: Session, number: int) -> EnteredRecord | None:
    row = session.get(CountryRequest, number)
    if row is None:
        return None
    texts = ((str(field.label), source_text(row, field.path)) for field in fields(row))
    lines = [Line(label, text, row.source_language) for label, text in texts]
    institution, example = in_line(text_in(row, "institution")), row.standing == Standing.EXAMPLE
    changed_at = next((change.changed_at for change in changes_of(session, number)), None)
    stands = row.status != RequestStatus.CLOSED and changed_at is None
    return EnteredRecord(
        row.title, row.source_language, institution, example, lines, row, stands=stands, changed_at=changed_at
    )


def entered(
    session: Session, entry: OnBehalf, row: CountryRequest, *, by: Actor, now: datetime, request_id: str
) -> None:
    """Mark it, and ask its sender whether it is right."""
    attach(session, entry, KIND, row.key, by=by, now=now, request_id=request_id)
    record = read(session, row.key)
    for message in messages.entered(entry, record) if record else []:
        post(session, message, now=now)


def may_send(by: Actor, entry: OnBehalf) -> bool:
    """Whoever began it, as long as they may enter for that country."""
    return entry.entered_by == by.person_id and may(by, "on_behalf.enter", ("country", entry.country))


ENTERED = EnteredKind(KIND, "request.see_private", read)
