"""The forms of appointments: what the letter says, how it was checked, and what becomes of it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlmodel import col
from wtforms import IntegerField, StringField
from wtforms.validators import InputRequired, ValidationError
from wtforms.widgets import HiddenInput

from app.accounts.letters import ROLES, LetterFacts
from app.accounts.models import LetterState, Person
from app.accounts.roles import role_name
from app.core.fields import Day, LongText, OneOf, OneOfMany, Text, offered
from app.core.forms import AtMost, CruxForm, Needed, in_column
from app.taxonomy import vocabulary
from app.taxonomy.terms import by_name

STATE_WORDS = {
    LetterState.PROPOSED: _("Waits for a second person to confirm it"),
    LetterState.CONTESTED: _("Contested: another office holds the place"),
    LetterState.IN_FORCE: _("Confirmed"),
    LetterState.SET_ASIDE: _("Set aside"),
}


def _day(label: Any, description: Any = "") -> Day:
    incomplete = _("Enter day, month and year")
    wrong = _("Enter a day that exists, such as 31 3 2027")
    return Day(label, [Needed(incomplete)], incomplete=incomplete, wrong=wrong, description=description)


class LetterForm(CruxForm):
    """A letter of appointment. The person registers on the site first."""

    email = Text(
        _("E-mail address of the person"),
        [Needed(_("Enter the e-mail address of the person")), in_column(320)],
        input_type="email", direction="ltr", width="medium",
        description=_("The one of their account here."),
    )  # fmt: skip
    role = OneOf(_("Role"), [Needed(_("Choose a role"))], unknown=_("Choose a role"))
    country = OneOfMany(_("Country"), [Needed(_("Choose a country"))], unknown=_("Choose a country of the list"))
    office = Text(
        _("Office"),
        [Needed(_("Enter the office")), in_column(200)],
        description=_("For which the person acts, as the letter names it. It is public; the name is not."),
    )
    reference = Text(
        _("Reference of the letter"), [Needed(_("Enter the reference of the letter")), in_column(200)], width="medium"
    )
    letter_date = _day(_("Date of the letter"))
    called_number = Text(
        _("Number you called back"), [Needed(_("Enter the number you called")), in_column(60)], width="medium",
        direction="ltr", input_type="tel",
    )  # fmt: skip
    listed_at = Text(
        _("Where this number is listed"),
        [Needed(_("Enter where the number is listed")), in_column(300)],
        description=_("A directory or a page of the government. Never a number from the letter itself."),
    )
    called_on = _day(_("Day of the call"))
    valid_to = _day(_("Last day of the appointment"))

    def __init__(self, *, session: Session, language: str, now: datetime, by: int | None, **options: Any) -> None:
        super().__init__(**options)
        self.session, self.today, self.by = session, now.date(), by
        self.person_id = 0
        self.role.choices = offered((code, role_name(code)) for code in ROLES)
        places = by_name(vocabulary().places.values(), language)
        self.country.choices = offered([("", _("Choose a country")), *((p.code, p.name(language)) for p in places)])

    def validate_email(self, field: Text) -> None:
        address = func.lower(col(Person.email)) == str(field.data).lower()
        known = select(Person).where(address, col(Person.active).is_(True), col(Person.confirmed_at).is_not(None))
        person = self.session.scalars(known).first()
        if person is None:
            raise ValidationError(str(_("Nobody has an account with this address; they register first")))
        if person.id == self.by:
            raise ValidationError(str(_("You cannot appoint yourself")))
        self.person_id = person.id or 0

    def validate_letter_date(self, field: Day) -> None:
        self._not_later_than_today(field.data)

    def validate_called_on(self, field: Day) -> None:
        self._not_later_than_today(field.data)

    def validate_valid_to(self, field: Day) -> None:
        if field.data is not None and field.data <= self.today:
            raise ValidationError(str(_("Enter a day after today")))

    def _not_later_than_today(self, day: date | None) -> None:
        if day is not None and day > self.today:
            raise ValidationError(str(_("Enter a day that is not in the future")))

    def facts(self) -> LetterFacts:
        texts = ("role", "country", "office", "reference", "called_number", "listed_at")
        said: dict[str, Any] = {name: str(self[name].data) for name in texts}
        said |= {name: self[name].data for name in ("letter_date", "called_on", "valid_to")}
        return LetterFacts(person_id=self.person_id, **said)


class LetterDecisionForm(CruxForm):
    """Confirm it, set it aside, or record which of two letters prevails: each by its own button."""

    version = IntegerField(validators=[InputRequired()], widget=HiddenInput())
    note = LongText(
        _("Note"), [AtMost(1_000)], rows=3,
        description=_("Needed to set a letter aside and to say which one prevails. Only moderators read it."),
    )  # fmt: skip
    act = OneOf(
        _("Decision"), [Needed(_("Use one of the buttons"))], unknown=_("Use one of the buttons"),
        choices=offered((each, "") for each in ("confirm", "set_aside", "this_one", "earlier_one")),
    )  # fmt: skip

    def validate_note(self, field: LongText) -> None:
        if self.act.data != "confirm" and not field.data:
            raise ValidationError(str(_("Say why")))


class EndForm(CruxForm):
    """The last day that was read, so that nobody ends what somebody else has changed meanwhile."""

    seen = StringField(widget=HiddenInput())
