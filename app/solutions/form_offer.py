"""The offer: how the institution would work with others, in which languages, who pays, and its agreement."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _

from app.core.fields import OneOf, SomeOf, offered
from app.core.forms import Needed
from app.solutions.form_page import OfferPage
from app.taxonomy.choices import FIRST_LANGUAGES, language_choices, modality_choices, names_of

AGREED = "yes"


class Offer(OfferPage):
    name = "offer"
    modalities = SomeOf(
        _("How could you work with others?"),
        [Needed(_("Choose at least one way of working"))],
        unknown=_("Choose ways of working from the list"),
    )
    delivery_languages = SomeOf(
        _("In which languages can you work?"),
        [Needed(_("Choose at least one language"))],
        unknown=_("Choose languages from the list"),
    )

    def draw_choices(self) -> None:
        language = self.writing.language
        self.modalities.choices = offered(modality_choices(language))
        self.delivery_languages.choices = offered(language_choices(language))
        self.delivery_languages.fold = FIRST_LANGUAGES


class Terms(OfferPage):
    name = "terms"
    who_pays = OneOf(_("Who pays"), [Needed(_("Choose who pays"))], unknown=_("Choose who pays"))
    disclosure = OneOf(
        _("Documents are open to"),
        [Needed(_("Choose who may see the documents"))],
        unknown=_("Choose who may see the documents"),
    )
    consent = SomeOf(
        _("Your agreement"),
        [Needed(_("Tick the box to agree"))],
        unknown=_("Tick the box to agree"),
        choices=offered([(AGREED, _("I may offer this for my institution, and its text may be published."))]),
    )

    def draw_choices(self) -> None:
        self.who_pays.choices = offered(names_of("payment", self.writing.language))
        self.disclosure.choices = offered(names_of("disclosure", self.writing.language))

    def facts(self) -> dict[str, Any]:
        return {"who_pays": self.who_pays.data or None, "disclosure": self.disclosure.data or None}
