"""The mail that tells moderators what a reader asks about a record."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from flask_babel import gettext as _
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlmodel import col

from app.accounts.holders import holders_of
from app.accounts.models import Person
from app.core.i18n import answering, in_language
from app.core.mail import Message, absolute_url
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
    return [
        _message(person, correction, title, example=example)
        for person in holders_of(session, "moderator", on=now.date())
    ]


def _message(person: Person, correction: Correction, title: str, *, example: bool) -> Message:
    with in_language(answering(person.locale)):
        if correction.wish == Wish.REMOVE:
            subject = _("Asked to remove: %(title)s", title=title)
        else:
            subject = _("Asked to correct: %(title)s", title=title)
        kind = correction.object_type
        return short_message(
            person,
            kind="correction",
            dedupe_key=f"correction:{correction.id}:{person.id}",
            subject=subject,
            paragraphs=[
                correction.words,
                _("Institution: %(institution)s", institution=correction.institution or _("not given")),
                _("Address for the answer: %(address)s", address=correction.email or _("not given")),
                _("A wish to remove is honoured first and discussed after."),
            ],
            button=_("Open the record"),
            url=absolute_url(f"{kind}s.show", **{f"{kind}_id": correction.object_id}),
            why=_("You are a moderator of this site."),
            example=example,
        )
