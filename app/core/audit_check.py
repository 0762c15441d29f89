"""Walking the chain of acts: whether every row is as it was written, where it was written, with its words.

A row's hash shows that it was changed; the hash before it shows that one is missing or out of place; the day's
own row shows that the last ones are missing; the day named by the next shows that a whole day is. Whoever can
rewrite everything can also compute every hash anew: against that, keep `Report.fingerprint` somewhere else.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from app.core.audit import ERASED, AuditDay, AuditEvent, AuditText, beginning_of, digest_of_text, hash_of

CHANGED = "the row was changed after it was written"
MISSING = "one or more rows before it are missing"
MOVED = "the row is out of place"
ENDING = "the last rows of the day are missing, or its closing hash was changed"
NO_DAY = "the day's own row is missing"
NO_PREVIOUS = "the day that this one follows is missing"
WORDS_CHANGED = "the words kept with the row were changed"
WORDS_GONE = "the words kept with the row are gone, and no erasure is on record"
UNREADABLE = "the rows of the day cannot be read"


@dataclass(frozen=True, slots=True)
class Fault:
    day: date
    number: int | None  # of the row; None where the day itself is meant
    what: str


@dataclass(frozen=True, slots=True)
class Report:
    days: int
    rows: int
    erased: int  # rows whose words were taken away on request
    faults: tuple[Fault, ...]
    fingerprint: str  # of the closing hashes of all days, in order

    @property
    def good(self) -> bool:
        return not self.faults


def check_chain(session: Session) -> Report:
    """Everything that is wrong with the audit, day by day."""
    days = {day.day: day for day in session.scalars(select(AuditDay))}
    erasures = _erasures(session)
    rows, faults, closing = 0, [], hashlib.sha256()
    for day in sorted({*days, *session.scalars(select(col(AuditEvent.day)).distinct())}):
        try:
            events = session.scalars(select(AuditEvent).where(col(AuditEvent.day) == day).order_by(col(AuditEvent.id)))
            found = events.all()
            texts = _texts_of(session, day)
        except (TypeError, ValueError):
            faults.append(Fault(day, None, UNREADABLE))
            continue
        rows += len(found)
        faults += [*_faults_of_day(day, days, found), *_faults_of_words(found, texts, erasures)]
        closing.update(days[day].last_hash.encode() if day in days else b"-")
        session.expunge_all()
    return Report(len(days), rows, len(erasures), tuple(faults), closing.hexdigest())


def _faults_of_day(day: date, days: dict[date, AuditDay], events: Sequence[AuditEvent]) -> Iterator[Fault]:
    known = days.get(day)
    if known is None:
        yield Fault(day, None, NO_DAY)
    elif known.previous_day is not None and known.previous_day not in days:
        yield Fault(day, None, NO_PREVIOUS)
    previous = beginning_of(day, known.previous_day) if known else (events[0].prev_hash if events else "")
    follows = {event.prev_hash for event in events}
    for event in events:
        if event.hash not in {hash_of(event), hash_of(event, numbered=False)}:
            yield Fault(day, event.id, CHANGED)
        elif event.prev_hash != previous:
            yield Fault(day, event.id, MOVED if previous in follows else MISSING)
        previous = event.hash
    if known is not None and previous != known.last_hash:
        yield Fault(day, None, ENDING)


def _faults_of_words(
    events: Sequence[AuditEvent], texts: dict[int, AuditText], erasures: frozenset[str]
) -> Iterator[Fault]:
    for event in events:
        text = texts.get(event.id or 0)
        kept = text is not None and (text.before is not None or text.after is not None)
        if kept and text is not None and digest_of_text(text) != event.text_digest:
            yield Fault(event.day, event.id, WORDS_CHANGED)
        if event.text_digest and not kept and str(event.id) not in erasures:
            yield Fault(event.day, event.id, WORDS_GONE)


def _texts_of(session: Session, day: date) -> dict[int, AuditText]:
    wanted = select(AuditText).join(AuditEvent, col(AuditEvent.id) == col(AuditText.event_id))
    return {text.event_id: text for text in session.scalars(wanted.where(col(AuditEvent.day) == day))}


def _erasures(session: Session) -> frozenset[str]:
    """The numbers of the rows whose words were erased on record."""
    return frozenset(session.scalars(select(col(AuditEvent.object_id)).where(col(AuditEvent.act) == ERASED)))
