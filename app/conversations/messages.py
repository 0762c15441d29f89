"""The mail about a message: to whoever writes for the other side, with the words and the way to answer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.conversations.models import Conversation, Message
from app.conversations.sides import name_of, people_of, side_from
from app.conversations.subjects import title_of
from app.core import mail
from app.core.i18n import answering, current_language, in_language
from app.core.short_mail import short_message


def arrived(session: Session, row: Conversation, message: Message, *, now: datetime) -> Sequence[mail.Message]:
    """To each person of the other side, in their language; to nobody while it waits."""
    if row.sent_at is None:
        return []
    other = row.answerer if message.side == row.opener else row.opener
    return [_arrived(session, person, row, message) for person in people_of(session, side_from(other), on=now.date())]


def _arrived(session: Session, person: Person, row: Conversation, message: Message) -> mail.Message:
    with in_language(answering(person.locale)):
        return short_message(
            person,
            kind="message",
            dedupe_key=f"message:{message.key}:{person.id}",
            subject=_("A message about: %(title)s", title=title_of(session, row).text),
            paragraphs=[_("%(institution)s writes to you.", institution=name_of(session, side_from(message.side)))],
            quote=message.words,
            button=_("Answer the message"),
            url=mail.absolute_url("conversations.show", lang=current_language(), number=row.key),
            why=_("You act for the institution or the country that it was sent to."),
            example=row.example,
        )
