"""Money: what it costs, what is there already, and in which form the rest could come."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms.validators import ValidationError

from app.core.fields import Amount, OneOfMany, SomeOf, offered
from app.core.numbers import LARGEST_AMOUNT
from app.country_requests.facts import gap_of
from app.country_requests.form_page import RequestPage
from app.taxonomy.currencies import AMBIGUOUS, currency_choices

INSTRUMENTS = {
    "grant": _("Grant"),
    "concessional-loan": _("Concessional loan"),
    "blended": _("Blended finance"),
    "debt-swap": _("Debt swap"),
    "guarantee": _("Guarantee"),
    "in-kind": _("Contribution in kind"),
    "technical-assistance": _("Technical assistance"),
}


def _amount(label: Any, wrong: Any, **options: Any) -> Amount:
    return Amount(label, wrong=wrong, ambiguous=AMBIGUOUS, largest=LARGEST_AMOUNT, **options)


class Amounts(RequestPage):
    name = "amounts"
    currency = OneOfMany(_("Currency"), unknown=_("Choose a currency from the list"))
    total = _amount(
        _("Total cost"),
        _("Enter the total cost as a number, such as 250000"),
        description=_("An estimate will do. You can write 250000, 250,000 or 250 000."),
    )
    own_cash = _amount(
        _("Your own contribution in money"),
        _("Enter your own contribution in money as a number, such as 50000"),
    )
    own_kind = _amount(
        _("Your own contribution in kind, as its worth in money"),
        _("Enter your own contribution in kind as a number, such as 20000"),
        description=_("Staff time, rooms, vehicles and the like."),
    )
    other_contributions = _amount(
        _("Contributions of others"),
        _("Enter the contributions of others as a number, such as 30000"),
    )

    def draw_choices(self) -> None:
        self.currency.choices = offered([("", _("Choose a currency")), *currency_choices(self.writing.language)])

    @property
    def given(self) -> tuple[Decimal | None, ...]:
        return (self.own_cash.data, self.own_kind.data, self.other_contributions.data)

    def validate_currency(self, field: Any) -> None:
        if not field.data and any(amount is not None for amount in (self.total.data, *self.given)):
            raise ValidationError(str(_("Choose a currency")))

    def validate_total(self, field: Any) -> None:
        if field.errors:
            return
        gap = gap_of(field.data, *self.given)
        if gap is not None and gap < 0:
            raise ValidationError(str(_("Enter a total cost that is at least as much as the contributions together")))


class Instruments(RequestPage):
    name = "instruments"
    instruments = SomeOf(
        _("In which form could the rest come?"),
        unknown=_("Choose forms of finance from the list"),
        description=_("Choose all that your country could accept."),
        choices=offered(INSTRUMENTS.items()),
    )
