"""The mail that a request was changed, to everybody who has answered it or asked about it."""

from __future__ import annotations

from collections.abc import Sequence

from babel.lists import format_list
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.core.i18n import answering, current_language, in_language, style_of
from app.core.mail import Message, absolute_url
from app.core.records import Standing
from app.core.short_mail import short_message
from app.country_requests.changing import answerers_of
from app.country_requests.journey import PAGES
from app.country_requests.models import CountryRequest, RequestChange


def changed(session: Session, row: CountryRequest, change: RequestChange) -> Sequence[Message]:
    return [_changed(person, row, change) for person in answerers_of(session, row) if person.active]


def what_changed(change: RequestChange) -> str:
    """The parts of the request, by the headings of the form's pages; plain words, for mails too."""
    headings = [str(PAGES[name].heading) for name in change.pages if name in PAGES]
    return str(format_list(headings, locale=style_of(current_language())))


def _changed(person: Person, row: CountryRequest, change: RequestChange) -> Message:
    with in_language(answering(person.locale)):
        return short_message(
            person,
            kind="request-changed",
            dedupe_key=f"request-changed:{change.id}:{person.id}",
            subject=_("A request was changed: %(title)s", title=row.title),
            paragraphs=[
                _("Changed: %(what)s", what=what_changed(change)),
                _("See whether your answer still fits. An offer can be withdrawn and made anew until it is chosen."),
            ],
            button=_("Read the request"),
            url=absolute_url("country_requests.by_number", lang=current_language(), number=row.key),
            why=_("You have answered this request, or asked about it."),
            example=row.standing == Standing.EXAMPLE,
        )
