"""The mail to a person whom a letter appoints."""

from __future__ import annotations

from babel.dates import format_date
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.accounts.letters_page import letter_line
from app.accounts.models import Letter, Person
from app.core.i18n import answering, current_language, in_language, style_of
from app.core.mail import Message, absolute_url
from app.core.short_mail import short_message


def in_force(session: Session, letter: Letter) -> Message:
    person = session.get_one(Person, letter.person_id)
    with in_language(answering(person.locale)):
        line = letter_line(session, letter)
        last = format_date(letter.valid_to, "long", locale=style_of(current_language()))
        return short_message(
            person,
            kind="appointed",
            dedupe_key=f"appointed:{letter.id}",
            subject=_("Your appointment is in force"),
            paragraphs=[
                _("Role: %(role)s", role=line.role),
                _("Country: %(country)s", country=line.country),
                _("Office: %(office)s", office=letter.office),
                _("Last day: %(day)s", day=last),
            ],
            button=_("Open your account"),
            url=absolute_url("accounts.show", lang=current_language()),
            why=_("A letter appoints you to act for this country."),
        )
