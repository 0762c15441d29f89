"""Need: what is the matter, for whom, why, what was tried, and until when help is of use."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms.validators import ValidationError

from app.core.fields import Day, LongText, OneOfMany, Text, offered
from app.core.forms import AtMost, Needed
from app.country_requests.form_page import RequestPage
from app.taxonomy import vocabulary

LONG = 4_000
MIDDLE = 2_000


class Title(RequestPage):
    name = "title"
    title = Text(
        _("Title"),
        [Needed(_("Enter a title")), AtMost(120)],
        description=_("What you are looking for in one line, such as “Early warning of floods for river towns”."),
    )
    source_language = OneOfMany(
        _("Language you write in"),
        [Needed(_("Choose the language you write in"))],
        unknown=_("Choose a language from the list"),
    )

    def draw_choices(self) -> None:
        """The site's languages; the page's is chosen already."""
        language = self.writing.language
        self.source_language.choices = offered(
            [(each.code, each.name(language)) for each in vocabulary().languages.values()]
        )
        if self.is_fresh and not self.source_language.data:
            self.source_language.data = language


class Problem(RequestPage):
    name = "problem"
    problem = LongText(
        _("What is the problem?"),
        [Needed(_("Enter the problem")), AtMost(LONG)],
        rows=8,
        description=_("Say what happens now and what that costs people. Plain words find more partners."),
    )
    who_is_affected = LongText(
        _("Who is affected?"),
        [AtMost(1_000)],
        rows=3,
        description=_("For example: 40,000 families in two river valleys, two thirds of them led by women."),
    )
    where = Text(_("Where?"), [AtMost(240)], description=_("Provinces, cities or sites. Leave it empty for all."))


class Background(RequestPage):
    name = "background"
    causes = LongText(_("What causes it?"), [AtMost(MIDDLE)])
    efforts = LongText(
        _("What has been tried, and what is under way?"),
        [AtMost(MIDDLE)],
        description=_("Partners build on it, and needn't propose it again."),
    )


class Deadline(RequestPage):
    name = "deadline"
    deadline = Day(
        _("Until when can partners answer?"),
        incomplete=_("Enter the day, the month and the year of the deadline"),
        wrong=_("Enter a real date as the deadline, such as 27 3 2027"),
        description=_("For example, 27 3 2027. Leave it empty if there is no deadline."),
    )

    def validate_deadline(self, field: Any) -> None:
        if field.data is not None and field.data < self.writing.today:
            raise ValidationError(str(_("Enter a deadline that is not in the past")))
