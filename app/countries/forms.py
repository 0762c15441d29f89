"""A country's own rules as forms."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import IntegerField
from wtforms.validators import InputRequired, ValidationError
from wtforms.widgets import HiddenInput

from app.core.fields import OneOf, OneOfMany, offered
from app.core.forms import CruxForm, Needed
from app.countries.models import Clearance
from app.taxonomy import vocabulary
from app.taxonomy.terms import by_name

CLEARANCE_WORDS = {
    Clearance.CLEARS: _("The focal point clears it first"),
    Clearance.COPIED: _("The focal point gets a copy"),
    Clearance.NONE: _("The institution decides alone"),
}


def _clearance(label: Any) -> OneOf:
    return OneOf(
        label,
        [Needed(_("Choose what the focal point does"))],
        unknown=_("Choose what the focal point does"),
        choices=offered((each.value, words) for each, words in CLEARANCE_WORDS.items()),
    )


class ClearanceForm(CruxForm):
    """What the focal point does before an institution of the country acts."""

    version = IntegerField(validators=[InputRequired()], widget=HiddenInput())
    offers = _clearance(_("An institution offers a solution"))
    first_contact = _clearance(_("An institution writes to a possible partner for the first time"))
    agreements = _clearance(_("An institution agrees on a partnership"))

    def choices_by_field(self) -> dict[str, Clearance]:
        return {name: Clearance(self[name].data) for name in ("offers", "first_contact", "agreements")}


class OtherCountryForm(CruxForm):
    """One more country that is not to be matched with one's own."""

    other = OneOfMany(
        _("Country"), [Needed(_("Choose a country"))], unknown=_("Choose a country of the list"), default=""
    )

    def __init__(self, *, own: str, language: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.own = own
        places = vocabulary().places
        # Example countries live among themselves and with the real ones; a real country never meets them.
        shown = [place for place in places.values() if places[own].example or not place.example]
        named = [(place.code, place.name(language)) for place in by_name(shown, language)]
        self.other.choices = offered([("", _("Choose a country")), *named])

    def validate_other(self, field: OneOfMany) -> None:
        if field.data == self.own:
            raise ValidationError(str(_("Choose another country: this is your own")))
