"""Mails about clearance: that something waits, a copy, and the decision to whoever asked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.core.i18n import answering, current_language, in_language
from app.core.mail import Message, absolute_url
from app.core.short_mail import short_message
from app.countries.models import Clearance
from app.countries.selection import focal_points
from app.countries.subjects import Subject


def something_waits(session: Session, row: Clearance, *, now: datetime) -> Sequence[Message]:
    """To each focal point, once a day at most: the desk lists all there is."""
    return [_waits(person, row, now) for person in focal_points(session, row.country, on=now.date())]


def _waits(person: Person, row: Clearance, now: datetime) -> Message:
    with in_language(answering(person.locale)):
        return short_message(
            person,
            kind="clearance-waits",
            dedupe_key=f"clearance-waits:{row.country}:{person.id}:{now:%Y-%m-%d}",
            subject=_("Something waits for your clearance"),
            paragraphs=[
                _("An institution of your country asks before it acts. Your desk shows what it wants to do."),
                _("Nobody outside your country sees it until you decide."),
            ],
            button=_("Open your desk"),
            url=absolute_url("desk.show", lang=current_language(), code=row.country),
            why=_("You are the national focal point of this country."),
        )


def copies(session: Session, row: Clearance, subject: Subject, *, now: datetime) -> Sequence[Message]:
    """To each focal point of a country whose rule is that it is copied."""
    return [_copy(person, row, subject) for person in focal_points(session, row.country, on=now.date())]


def _copy(person: Person, row: Clearance, subject: Subject) -> Message:
    with in_language(answering(person.locale)):
        return short_message(
            person,
            kind="clearance-copy",
            dedupe_key=f"clearance-copy:{row.object_type}:{row.object_id}:{row.act}:{person.id}",
            subject=_("A copy for you: %(title)s", title=subject.title),
            paragraphs=[_("An institution of your country has acted. By your country's rule you get a copy.")],
            button=_("Read it") if subject.endpoint else "",
            url=_page_of(subject),
            why=_("You are the national focal point of this country."),
            example=subject.example,
        )


def decided(session: Session, row: Clearance, subject: Subject) -> Sequence[Message]:
    """To whoever asked, unless they have left."""
    person = session.get(Person, row.asked_by) if row.asked_by is not None else None
    if person is None or not person.active:
        return []
    with in_language(answering(person.locale)):
        told = (
            _("The national focal point of your country has cleared it. It goes on from here.")
            if row.is_cleared
            else _("The national focal point of your country has not cleared it. Nobody else has seen it.")
        )
        title = {"title": subject.title}
        return [
            short_message(
                person,
                kind="clearance-decided",
                dedupe_key=f"clearance-decided:{row.id}",
                subject=_("Cleared: %(title)s", **title) if row.is_cleared else _("Not cleared: %(title)s", **title),
                paragraphs=[told, *([_("Note: %(words)s", words=row.note)] if row.note else [])],
                button=_("Read it") if subject.endpoint else "",
                url=_page_of(subject),
                why=_("You asked your national focal point for clearance."),
                example=subject.example,
            )
        ]


def _page_of(subject: Subject) -> str:
    return absolute_url(subject.endpoint, lang=current_language(), **subject.values) if subject.endpoint else ""
