"""What came of it: measured results, whom it reached, and what it cost."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms.validators import ValidationError

from app.core.field_rows import RowForm, Rows
from app.core.field_years import Year
from app.core.fields import Amount, LongText, OneOfMany, Text, offered
from app.core.forms import AtMost, Needed
from app.core.numbers import LARGEST_AMOUNT, NotANumber, read_amount
from app.solutions.facts import LONGEST_LINE
from app.solutions.form_copying import MIDDLE, empty_is_none
from app.solutions.form_page import OfferPage
from app.taxonomy.currencies import AMBIGUOUS, currency_choices

MOST_RESULTS = 20
FIGURE, UNIT = 30, 60
FIGURES = ("baseline", "target", "actual")
WRONG_YEAR = _("Enter the year as a number such as 1998")


def _figure(label: Any, **options: Any) -> Text:
    return Text(label, [AtMost(FIGURE)], width="short", **options)


class ResultRow(RowForm):
    indicator = Text(
        _("What was measured"),
        [Needed(_("Enter what was measured")), AtMost(LONGEST_LINE)],
        description=_("For example: doses that arrive cold."),
    )
    unit = Text(_("Unit"), [AtMost(UNIT)], width="medium", description=_("For example per cent, households, days."))
    baseline = _figure(_("Before"))
    target = _figure(_("Aim"))
    actual = _figure(_("Reached"))
    women_share = _figure(_("Share of women among them"), description=_("Where it is known, in per cent."))
    year = Year(_("Year"), wrong=WRONG_YEAR)
    source = Text(_("Source"), [AtMost(LONGEST_LINE)], description=_("The report, survey or register it comes from."))


class Results(OfferPage):
    name = "results"
    results = Rows(
        _("Results"),
        ResultRow,
        most=MOST_RESULTS,
        one=lambda number: gettext("Result %(number)s", number=number),
        remove=lambda number: gettext("Remove result %(number)s", number=number),
        add=_("Add another result"),
    )

    def facts(self) -> dict[str, Any]:
        rows = [empty_is_none(row) for row in self.results.told]
        return {"results": [row | _figures(row) for row in rows]}


class Reach(OfferPage):
    name = "reach"
    beneficiaries = LongText(
        _("Who benefits"), [AtMost(MIDDLE)], rows=3, description=_("Which people, how many, and where.")
    )
    cost_amount = Amount(
        _("Cost"),
        wrong=_("Enter the cost as a number, such as 250000"),
        ambiguous=AMBIGUOUS,
        largest=LARGEST_AMOUNT,
        description=_("What it cost altogether. An estimate will do."),
    )
    cost_currency = OneOfMany(_("Currency"), unknown=_("Choose a currency from the list"))
    cost_year = Year(_("Year of these prices"), wrong=WRONG_YEAR)

    def draw_choices(self) -> None:
        choices = [("", _("Choose a currency")), *currency_choices(self.writing.language)]
        self.cost_currency.choices = offered(choices)

    def validate_cost_currency(self, field: Any) -> None:
        if not field.data and self.cost_amount.data is not None:
            raise ValidationError(str(_("Choose a currency")))


def as_number(text: str | None) -> int | float | str | None:
    """A figure that is a number is kept as one, so that each language writes it its own way."""
    try:
        number = read_amount(text or "")
    except NotANumber:
        return text
    return int(number) if number == number.to_integral_value() else float(Decimal(number))


def _figures(row: dict[str, Any]) -> dict[str, Any]:
    """A share without its sign is one in per cent."""
    share = as_number(row["women_share"])
    figures = {name: as_number(row[name]) for name in FIGURES}
    return figures | {"women_share": share if isinstance(share, str | None) else f"{share}%"}
