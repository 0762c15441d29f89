"""Forms about organisations: claiming one, bringing one in, deciding a claim, inviting a colleague."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import IntegerField
from wtforms.validators import Email, InputRequired, ValidationError
from wtforms.widgets import HiddenInput

from app.core.fields import LongText, OneOfMany, Text, offered
from app.core.forms import AtMost, CruxForm, Needed, in_column
from app.organisations.service import Proof
from app.taxonomy import vocabulary
from app.taxonomy.terms import by_name

Choices = Sequence[tuple[str, str]]


class ClaimForm(CruxForm):
    position = Text(_("Position"), [Needed(_("Enter your position")), in_column(120)])
    work_address = Text(
        _("Work e-mail address"),
        [
            Needed(_("Enter your work e-mail address")),
            in_column(320),
            Email(_("Enter an e-mail address like name@example.org")),
        ],
    )
    letter = Text(_("Letter of the institution: its reference and date"), [in_column(300)])
    telephone = Text(_("Telephone number that the institution publishes"), [in_column(60)])
    listed_at = Text(_("Where the number is published"), [in_column(300)])

    def validate_letter(self, field: Text) -> None:
        if not field.data and not self.telephone.data:
            raise ValidationError(gettext("Name a letter, or give a telephone number below"))

    def validate_listed_at(self, field: Text) -> None:
        if self.telephone.data and not field.data:
            raise ValidationError(gettext("Say where the number is published, so that it can be checked"))

    def proof(self) -> Proof:
        names = ("position", "work_address", "letter", "telephone", "listed_at")
        return Proof(**{name: self[name].data or "" for name in names})


class NewOrganisationForm(ClaimForm):
    name = Text(_("Name"), [Needed(_("Enter a name")), in_column(200)])
    acronym = Text(_("Short name"), [in_column(40)])
    country = OneOfMany(
        _("Country"), [Needed(_("Choose a country"))], unknown=_("Choose a country of the list"), default=""
    )
    organisation_type = OneOfMany(
        _("Type of organisation"), [Needed(_("Choose a type"))], unknown=_("Choose a type"), default=""
    )
    summary = LongText(_("What it does"), [AtMost(1000)], rows=4)

    def __init__(self, *, language: str, examples: bool, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.country.choices = offered([("", gettext("Choose a country")), *place_choices(language, examples)])
        self.organisation_type.choices = offered([("", gettext("Choose a type")), *type_choices(language)])

    def facts(self) -> dict[str, Any]:
        names = ("acronym", "country", "organisation_type", "summary")
        return {"name": self.name.data, **{name: self[name].data or None for name in names}}


class DecisionForm(CruxForm):
    """What a moderator says to a claim; `seen` is the version of it that was read."""

    seen = IntegerField(validators=[InputRequired()], widget=HiddenInput())
    reason = LongText(_("Reason, for the person who asked"), [in_column(500)], rows=3)


class InvitationForm(CruxForm):
    address = Text(
        _("E-mail address of a colleague"),
        [
            Needed(_("Enter an e-mail address")),
            in_column(320),
            Email(_("Enter an e-mail address like name@example.org")),
        ],
    )


def place_choices(language: str, examples: bool) -> Choices:
    """Countries in the order of their names; invented ones where the site shows such."""
    shown = [place for place in vocabulary().places.values() if examples or not place.example]
    return [(place.code, place.name(language)) for place in by_name(shown, language)]


def type_choices(language: str) -> Choices:
    return [(each.code, each.name(language)) for each in vocabulary().organisation_types.values()]
