"""Currencies as choices of a form, and what every field for money says of how an amount is written."""

from __future__ import annotations

from functools import cache

from babel import Locale
from babel.core import get_global
from flask_babel import lazy_gettext as _

from app.core.collation import in_order

FIRST = ("USD", "EUR")
AMBIGUOUS = _("Write this number without marks between thousands, and cents after a point, such as 1250.50")


@cache
def currency_choices(language: str) -> tuple[tuple[str, str], ...]:
    """The currencies in use, by name in `language`, each with its ISO 4217 code; the commonest first."""
    names = Locale.parse(language).currencies
    codes = in_order(sorted(currencies_in_use()), lambda code: str(names.get(code, code)), language)
    codes.sort(key=lambda code: code not in FIRST)
    return tuple((code, f"{names.get(code, code)} ({code})") for code in codes)


@cache
def currencies_in_use() -> frozenset[str]:
    """The ISO 4217 codes that are legal tender somewhere today, as Unicode CLDR lists them."""
    territories = get_global("territory_currencies").values()
    return frozenset(code for rows in territories for code, _since, until, tender in rows if tender and until is None)
