"""How far the solution has come, how well it is known, and what its institution has free for others."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms.validators import ValidationError

from app.core.field_years import Year
from app.core.fields import Day, OneOf, SomeOf, WholeNumber, offered
from app.solutions.evidence import SELF_REPORTED
from app.solutions.form_page import OfferPage
from app.solutions.form_results import WRONG_YEAR
from app.taxonomy.choices import names_of
from app.taxonomy.gender import GENDER_CHOICES

UNKNOWN = _("Choose an answer from the list")
MOST_DAYS = Decimal(10_000)


class Stage(OfferPage):
    name = "stage"
    maturity = OneOf(_("Maturity"), unknown=UNKNOWN)
    nature = SomeOf(_("Kind of solution"), unknown=UNKNOWN)
    year_from = Year(_("First year"), wrong=WRONG_YEAR)
    year_to = Year(_("Last year"), wrong=WRONG_YEAR, description=_("Leave it empty if the work goes on."))
    ongoing = OneOf(_("Does the work go on?"), unknown=UNKNOWN, choices=offered([("yes", _("Yes")), ("no", _("No"))]))

    def draw_choices(self) -> None:
        self.maturity.choices = offered(names_of("maturity", self.writing.language))
        self.nature.choices = offered(names_of("nature", self.writing.language))

    def validate_year_to(self, field: Any) -> None:
        if field.data and self.year_from.data and field.data < self.year_from.data:
            raise ValidationError(str(_("Enter a last year that is not before the first")))

    def facts(self) -> dict[str, Any]:
        goes_on = {"yes": True, "no": False}.get(self.ongoing.data or "")
        return {**super().facts(), "ongoing": goes_on}


class Proof(OfferPage):
    name = "proof"
    evidence = OneOf(_("What the results rest on"), unknown=UNKNOWN)
    gender_marker = OneOf(
        _("Does the solution serve equality of women and men?"),
        unknown=UNKNOWN,
        choices=offered(GENDER_CHOICES),
        description=_("The gender marker of the OECD policy scale. Leave it empty if you are not sure."),
    )

    def draw_choices(self) -> None:
        self.evidence.choices = offered(names_of("evidence", self.writing.language))

    def facts(self) -> dict[str, Any]:
        marker = self.gender_marker.data
        return {"evidence": self.evidence.data or SELF_REPORTED, "gender_marker": int(marker) if marker else None}


class Capacity(OfferPage):
    name = "capacity"
    expert_days = WholeNumber(
        _("Expert-days free this year"),
        smallest=0,
        largest=MOST_DAYS,
        wrong=_("Enter the days as a number from 0 to 10000"),
        description=_("How many days of your experts others could have. Enter 0 when none are left."),
    )
    earliest_date = Day(
        _("Earliest date"),
        incomplete=_("Enter the day, the month and the year"),
        wrong=_("Enter a day that exists, such as 31 3 2027"),
        description=_("The first day on which you could begin with a partner."),
    )
