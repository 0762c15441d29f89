"""The mail that tells moderators what a reader asks about a record."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from flask import current_app, url_for
from flask_babel import gettext as _
from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session
from sqlmodel import col

from app.accounts.models import Appointment, Person
from app.core.i18n import answering, current_language, in_language
from app.core.mail import Message
from app.core.short_mail import short_message
from app.site.models import Correction, Wish

MOST_AN_HOUR = 20  # beyond that somebody plays with the form: the rows are kept, the mailboxes spared


def correction_received(
    session: Session, correction: Correction, *, title: str, example: bool, now: datetime
) -> Sequence[Message]:
    """One mail for each moderator, none when too many have come within the hour."""
    recent = select(func.count()).where(col(Correction.created_at) > now - timedelta(hours=1))
    if (session.scalar(recent.select_from(Correction)) or 0) > MOST_AN_HOUR:
        return []
    return [_message(person, correction, title, example=example) for person in moderators(session, on=now.date())]


def moderators(session: Session, *, on: date) -> Sequence[Person]:
    """The people appointed as moderator on that day."""
    wanted = (
        select(Person)
        .join(Appointment, col(Appointment.person_id) == col(Person.id))
        .where(
            col(Appointment.role) == "moderator",
            col(Appointment.valid_from) <= on,
            or_(col(Appointment.valid_to).is_(None), col(Appointment.valid_to) >= on),
            col(Person.active).is_(True),
        )
    )
    return session.scalars(wanted.order_by(col(Person.id)).distinct()).all()


def _message(person: Person, correction: Correction, title: str, *, example: bool) -> Message:
    with in_language(answering(person.locale)):
        if correction.wish == Wish.REMOVE:
            subject = _("Asked to remove: %(title)s", title=title)
        else:
            subject = _("Asked to correct: %(title)s", title=title)
        numbered: dict[str, Any] = {f"{correction.object_type}_id": correction.object_id, "lang": current_language()}
        path = url_for(f"{correction.object_type}s.show", **numbered)
        return short_message(
            kind="correction",
            to=person.email,
            to_name=person.name,
            locale=current_language(),
            person_id=person.id,
            dedupe_key=f"correction:{correction.id}:{person.id}",
            subject=subject,
            paragraphs=[
                correction.words,
                _("Institution: %(institution)s", institution=correction.institution or _("not given")),
                _("Address for the answer: %(address)s", address=correction.email or _("not given")),
                _("A wish to remove is honoured first and discussed after."),
            ],
            button=_("Open the record"),
            url=current_app.config["BASE_URL"] + path,
            why=_("You are a moderator of this site."),
            example=example,
        )
