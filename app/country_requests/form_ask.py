"""Ask: what should come of it, how partners would work with you, what they must bring, and when."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms.validators import ValidationError

from app.core.fields import Day, LongText, OneOf, SomeOf, WholeNumber, offered
from app.core.forms import AtMost, Needed
from app.country_requests.form_page import RequestPage
from app.country_requests.modality_examples import MODALITY_EXAMPLES
from app.taxonomy import vocabulary
from app.taxonomy.choices import FIRST_LANGUAGES, language_choices, modality_choices
from app.taxonomy.terms import by_name

MIDDLE = 2_000
LONGEST_MONTHS = 120


class Outcome(RequestPage):
    name = "outcome"
    outcome = LongText(
        _("What should be different at the end?"),
        [Needed(_("Enter what should be different at the end")), AtMost(MIDDLE)],
        description=_("For example: every town on the river is warned six hours before the water comes."),
    )
    indicators = LongText(
        _("How will you know?"),
        [AtMost(MIDDLE)],
        rows=3,
        description=_("One or two figures, with what they are today and what they should become."),
    )


class Modalities(RequestPage):
    name = "modalities"
    modalities = SomeOf(
        _("How would you like to work together?"),
        unknown=_("Choose ways of working from the list"),
        description=_("Choose all that would help."),
    )

    def draw_choices(self) -> None:
        self.modalities.choices = offered(modality_choices(self.writing.language))
        self.modalities.hints = {code: str(words) for code, words in MODALITY_EXAMPLES.items()}


class Partners(RequestPage):
    name = "partners"
    languages = SomeOf(_("In which languages can you work?"), unknown=_("Choose languages from the list"))
    preferred_regions = SomeOf(
        _("From which regions would partners suit you?"),
        unknown=_("Choose regions from the list"),
        description=_("Others are still shown. Leave it empty if any region suits you."),
    )

    def draw_choices(self) -> None:
        language = self.writing.language
        self.languages.choices = offered(language_choices(language))
        self.languages.fold = FIRST_LANGUAGES
        areas = vocabulary().areas.values()
        regions = by_name((area for area in areas if area.level == "region"), language)
        self.preferred_regions.groups = [
            (
                region.name(language),
                [
                    (area.code, area.name(language))
                    for area in by_name((area for area in areas if area.parent == region.code), language)
                ],
            )
            for region in regions
        ]
        self.preferred_regions.choices = offered(
            [each for _name, found in self.preferred_regions.groups for each in found]
        )


class Requirements(RequestPage):
    name = "requirements"
    must_speak = SomeOf(
        _("Partners must be able to work in one of these languages"),
        unknown=_("Choose languages from the list"),
        description=_("Solutions that are offered in none of them are left out. Choose none to leave nothing out."),
    )
    must_offer = SomeOf(
        _("Partners must offer one of these ways of working"),
        unknown=_("Choose ways of working from the list"),
        description=_("Solutions that offer none of them are left out. Choose none to leave nothing out."),
    )
    practical_requirements = LongText(
        _("Other practical requirements"),
        [AtMost(MIDDLE)],
        rows=4,
        description=_("For example: works without mains power. Partners read this; it leaves nobody out by itself."),
    )

    def draw_choices(self) -> None:
        self.must_speak.choices = offered(language_choices(self.writing.language))
        self.must_speak.fold = FIRST_LANGUAGES
        self.must_offer.choices = offered(modality_choices(self.writing.language))


class Timing(RequestPage):
    name = "timing"
    start = Day(
        _("When would you like to start?"),
        incomplete=_("Enter the day, the month and the year of the start"),
        wrong=_("Enter a real date as the start, such as 1 9 2027"),
        description=_("For example, 1 9 2027."),
    )
    duration_months = WholeNumber(
        _("For how many months?"),
        smallest=1,
        largest=LONGEST_MONTHS,
        wrong=_("Enter the number of months as a number from 1 to 120"),
    )
    remote_possible = OneOf(
        _("Could some of the work be done from afar?"),
        unknown=_("Choose yes or no"),
        choices=offered([("yes", _("Yes")), ("no", _("No"))]),
        description=_("Leave it empty if you are not sure."),
    )

    def validate_start(self, field: Any) -> None:
        if field.data is not None and field.data < self.writing.today:
            raise ValidationError(str(_("Enter a start that is not in the past")))

    def facts(self) -> dict[str, Any]:
        known = {"yes": True, "no": False}
        return {**super().facts(), "remote_possible": known.get(self.remote_possible.data or "")}
