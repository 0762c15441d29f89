"""Figures of a solution in words, as the reader's language writes them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from babel.numbers import format_currency
from flask_babel import format_decimal, get_locale
from flask_babel import gettext as _


def figure_in_words(value: Any, name: str) -> str:
    """Numbers in the reader's way, but for years; anything else as it was given."""
    if isinstance(value, int | float) and name != "year":
        return str(format_decimal(value))
    return "" if value is None else str(value)


def money_in_words(amount: Decimal | None, currency: str | None, year: int | None) -> str:
    """The amount in its own currency, with the year whose prices they are."""
    if amount is None or not currency:
        return ""
    whole = amount == amount.to_integral_value()
    known = amount.quantize(Decimal(1)) if whole else amount
    text = format_currency(known, currency, locale=get_locale(), format_type="name", currency_digits=not whole)
    if year:
        return str(_("%(amount)s (prices of %(year)s)", amount=text, year=year))
    return str(text)
