"""A country's own rules as forms."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import IntegerField
from wtforms.validators import InputRequired, ValidationError
from wtforms.widgets import HiddenInput

from app.core.fields import LongText, OneOf, OneOfMany, offered
from app.core.forms import AtMost, CruxForm, Needed
from app.countries.models import ClearanceRule, ClearedAct, Decision
from app.taxonomy import vocabulary
from app.taxonomy.terms import by_name

CLEARANCE_WORDS = {
    ClearanceRule.CLEARS: _("The focal point clears it first"),
    ClearanceRule.COPIED: _("The focal point gets a copy"),
    ClearanceRule.NONE: _("The institution decides alone"),
}
ACT_WORDS = {
    ClearedAct.OFFERS: _("An institution offers a solution"),
    ClearedAct.FIRST_CONTACT: _("An institution writes to a possible partner for the first time"),
    ClearedAct.AGREEMENTS: _("An institution agrees on a partnership"),
}
DECISION_WORDS = {
    Decision.CLEARED: _("Cleared"),
    Decision.NOT_CLEARED: _("Not cleared"),
    Decision.WITHDRAWN: _("Withdrawn by whoever asked"),
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
    offers = _clearance(ACT_WORDS[ClearedAct.OFFERS])
    first_contact = _clearance(ACT_WORDS[ClearedAct.FIRST_CONTACT])
    agreements = _clearance(ACT_WORDS[ClearedAct.AGREEMENTS])

    def choices_by_field(self) -> dict[str, ClearanceRule]:
        return {name: ClearanceRule(self[name].data) for name in ("offers", "first_contact", "agreements")}


class DecisionForm(CruxForm):
    """The focal point's word on one thing. Whoever asked reads the note."""

    version = IntegerField(validators=[InputRequired()], widget=HiddenInput())
    note = LongText(
        _("Note to whoever asked"),
        [AtMost(1_000)],
        rows=3,
        description=_("Needed if you do not clear it. Only your own country reads it."),
    )
    decision = OneOf(
        _("Decision"), [Needed(_("Use one of the two buttons"))], unknown=_("Use one of the two buttons"),
        choices=offered((each.value, DECISION_WORDS[each]) for each in (Decision.CLEARED, Decision.NOT_CLEARED)),
    )  # fmt: skip

    def validate_note(self, field: LongText) -> None:
        if self.decision.data == Decision.NOT_CLEARED and not field.data:
            raise ValidationError(str(_("Say why, so that they know what to change")))

    def facts(self) -> dict[str, Any]:
        return {"decision": Decision(self.decision.data), "note": self.note.data or "", "version": self.version.data}


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
