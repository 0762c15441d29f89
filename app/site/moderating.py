"""What readers ask to correct or remove, before the moderators: it comes first, and is done before it is discussed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from app.accounts.models import Person
from app.core.changes import mark_changed
from app.core.permissions import VISITOR, may
from app.core.records import PublishedRecord, Standing
from app.core.short_mail import Reader, Stranger
from app.moderation.models import Decision
from app.moderation.registry import Facts, FieldText, Moderated, PublicRecord, Ruling
from app.moderation.words import LEAVE_IT
from app.site.corrections import KINDS
from app.site.models import Correction, Wish
from app.solutions.models import Solution, SolutionStatus
from app.solutions.service import hide, show_again

NAME = "correction"
DONE = _("Done at a reader's request")
ARCHIVED, PUBLISHED = "archived", "published"
COUNTRIES = ("countries_of_origin", "provider_countries", "partner_countries")


def facts(session: Session, number: int) -> Facts | None:
    correction = session.get(Correction, number)
    record = _record(session, correction)
    if correction is None or record is None:
        return None
    countries = [code for name in COUNTRIES for code in getattr(record, name, [])]
    return Facts(
        title=_title(correction, record),
        language=record.source_language,
        countries=[*countries, *filter(None, [getattr(record, "country", None)])],
        organisations=[str(record.key)] if correction.object_type == "organisation" else [],
        authors=[correction.person_id] if correction.person_id else [],
        example=record.standing == Standing.EXAMPLE,
    )


def fields(session: Session, number: int) -> Sequence[FieldText]:
    row = session.get_one(Correction, number)
    asked = gettext("Remove it") if row.wish == Wish.REMOVE else gettext("Correct it")
    return [
        FieldText("wish", gettext("What should happen?"), "", asked),
        FieldText("words", gettext("What is wrong, and what is right?"), "", row.words),
        FieldText("institution", gettext("Institution"), "", row.institution),
        FieldText("email", gettext("E-mail address"), "", row.email),
    ]


def decide(session: Session, number: int, ruling: Ruling) -> dict[str, Any]:
    """A wish to remove is honoured at once; what is to be corrected is settled when it has been."""
    row = session.get_one(Correction, number, with_for_update=True, populate_existing=True)
    row.settled_at = ruling.now
    hidden = ruling.decision == Decision.PUBLISH and row.wish == Wish.REMOVE and _hide(session, row, ruling)
    return {"hidden": hidden}


def undo(session: Session, number: int, ruling: Ruling, before: dict[str, Any]) -> None:
    row = session.get_one(Correction, number, with_for_update=True, populate_existing=True)
    row.settled_at = None
    record = _record(session, row)
    if not before.get("hidden") or record is None:
        return
    if isinstance(record, Solution):
        show_again(session, record, by=ruling.by, now=ruling.now)
    else:
        _set_status(session, row, record, PUBLISHED)


def _hide(session: Session, row: Correction, ruling: Ruling) -> bool:
    record = _record(session, row)
    if record is None or getattr(record, "status", "") != PUBLISHED:
        return False
    if isinstance(record, Solution):
        hide(session, record, SolutionStatus.ARCHIVED, by=ruling.by, now=ruling.now)
    else:
        _set_status(session, row, record, ARCHIVED)
    return True


def _set_status(session: Session, row: Correction, record: Any, status: str) -> None:
    record.status = status
    record.version += 1
    session.add(record)
    mark_changed(session, row.object_type, record.key)


def authors(session: Session, number: int) -> Sequence[Reader]:
    """Whoever left an address, in the language of the account, or else of the page on which it was asked."""
    row = session.get_one(Correction, number)
    person = session.get(Person, row.person_id) if row.person_id else None
    if person is not None and person.active:
        return [person]
    return [Stranger(row.email, row.institution, row.language)] if row.email else []


def told(decision: Decision, title: str) -> tuple[str, str]:
    """What the reader is told."""
    if decision == Decision.PUBLISH:
        return gettext("Done: %(title)s", title=title), gettext("We have done what you asked.")
    return gettext("Left as it is: %(title)s", title=title), gettext("These are the reasons:")


def public_ones(session: Session, numbers: Collection[int]) -> dict[int, PublicRecord]:
    """The records that these wishes are about, one question for each kind of record."""
    rows = session.scalars(select(Correction).where(col(Correction.id).in_(numbers))).all()
    records: dict[tuple[str, int], Any] = {}
    for name, kind in KINDS.items():
        about = {row.object_id for row in rows if row.object_type == name}
        found = session.scalars(select(kind.model).where(col(kind.model.id).in_(about)))
        records |= {(name, each.key): each for each in found if may(VISITOR, kind.permission, each)}
    both = ((row, records.get((row.object_type, row.object_id))) for row in rows)
    return {row.id or 0: _shown(row, record) for row, record in both if record is not None}


def _shown(row: Correction, record: PublishedRecord) -> PublicRecord:
    return PublicRecord(_title(row, record), record.source_language, KINDS[row.object_type].url(record))


def record_url(session: Session, number: int) -> str:
    found = public_ones(session, [number])
    return found[number].url if found else ""


def _record(session: Session, row: Correction | None) -> PublishedRecord | None:
    return session.get(KINDS[row.object_type].model, row.object_id) if row else None


def _title(row: Correction, record: PublishedRecord) -> str:
    return str(getattr(record, KINDS[row.object_type].title))


MODERATED = Moderated(
    name=NAME,
    label=_("Requests of readers"),
    facts=facts,
    fields=fields,
    decide=decide,
    undo=undo,
    decisions={Decision.PUBLISH: _("Do as asked"), Decision.NOT_PUBLISHED: LEAVE_IT},
    done_words={Decision.PUBLISH: DONE},
    is_first=True,
    authors=authors,
    record_url=record_url,
    public_ones=public_ones,
    told=told,
    log_words=DONE,
)
