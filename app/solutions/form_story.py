"""The story: title and summary, the challenge, the approach, and where it comes from."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _

from app.core.fields import LongText, OneOfMany, Text, offered
from app.core.forms import AtMost, Needed
from app.solutions.facts import LONGEST_STANDFIRST, LONGEST_STORY, LONGEST_TITLE
from app.solutions.form_page import OfferPage
from app.taxonomy.choices import language_choices


class Summary(OfferPage):
    name = "summary"
    title = Text(_("Title"), [Needed(_("Enter a title")), AtMost(LONGEST_TITLE)])
    standfirst = LongText(
        _("In short"),
        [Needed(_("Enter one or two sentences")), AtMost(LONGEST_STANDFIRST)],
        rows=3,
        description=_("One or two sentences: what was solved, for whom, and how."),
    )
    source_language = OneOfMany(
        _("Language you write in"),
        [Needed(_("Choose the language you write in"))],
        unknown=_("Choose a language from the list"),
    )

    def draw_choices(self) -> None:
        self.source_language.choices = offered(language_choices(self.writing.language))
        if self.is_fresh and not self.source_language.data:
            self.source_language.data = self.writing.language


class Story(OfferPage):
    name = "story"
    challenge = LongText(
        _("The challenge"),
        [Needed(_("Enter the challenge")), AtMost(LONGEST_STORY)],
        description=_("What was the matter before, and for whom?"),
    )
    approach = LongText(
        _("The approach"),
        [Needed(_("Enter the approach")), AtMost(LONGEST_STORY)],
        rows=8,
        description=_("What did you do, step by step? Others should see what they could copy."),
    )


class Origin(OfferPage):
    name = "origin"
    country = OneOfMany(
        _("Country of origin"), [Needed(_("Choose a country"))], unknown=_("Choose a country from the list")
    )

    def draw_choices(self) -> None:
        self.country.choices = offered([("", ""), *self.writing.countries])

    def facts(self) -> dict[str, Any]:
        return {"country": self.country.data or ""}
