"""Languages: which one a page is in, its direction, and how its dates and numbers are written.

Pages live under `/<lang>/…`; the address alone decides the language, so that a link says the same to
everybody. `/` chooses once by Accept-Language. Mails and jobs name their language with `in_language`.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.numbers import format_decimal
from flask import Flask, Response, current_app, g, has_request_context, request
from flask_babel import Babel, force_locale, get_locale
from werkzeug.routing.converters import BaseConverter

from app.core import bidi

LISTED = Path(__file__).resolve().parent.parent / "translations" / "languages.csv"
FALLBACK = "en"


@dataclass(frozen=True, slots=True)
class InterfaceLanguage:
    """A language that the interface can speak; `style` is the Babel locale of its dates, numbers and lists."""

    code: str
    name: str  # as its speakers write it
    style: str


@cache
def interface_languages() -> Mapping[str, InterfaceLanguage]:
    """The languages by code, in the order of the bar."""
    with LISTED.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(line for line in file if not line.startswith("#"))
        return {row["code"]: InterfaceLanguage(row["code"], row["name"], row["style"] or row["code"]) for row in rows}


def native_name(code: str) -> str:
    """The name of a language of the interface as its speakers write it."""
    return interface_languages()[code].name


def init_app(app: Flask, languages: Sequence[str]) -> None:
    app.config["LANGUAGES"] = list(languages)
    app.config["BABEL_DEFAULT_LOCALE"] = FALLBACK
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = "translations"
    app.url_map.converters["lang"] = _converter(languages)
    app.url_value_preprocessor(_take_language)
    app.url_defaults(_give_language)
    Babel(app, locale_selector=lambda: style_of(page_language()))
    bidi.init_app(app, lambda: direction_of(current_language()))
    app.context_processor(_template_values)
    app.jinja_env.filters["numberformat"] = number_in_words
    app.after_request(_say_language)


def page_language() -> str:
    """The language of the present page: the address's; outside the prefix, the reader's preference."""
    if not has_request_context():
        return FALLBACK
    chosen: str | None = g.get("lang")
    return chosen or _from_path() or preferred_language()


def preferred_language() -> str:
    """The first of the site's languages that the browser asks for."""
    return request.accept_languages.best_match(current_app.config["LANGUAGES"], FALLBACK) or FALLBACK


def answering(chosen: str) -> str:
    """The language in which the site answers somebody who chose `chosen`, which may have been switched off since."""
    return chosen if chosen in current_app.config["LANGUAGES"] else FALLBACK


def current_language() -> str:
    """The language in force, as a code: also inside `in_language` and in mails."""
    locale = get_locale()
    return str(locale.language) if locale else FALLBACK


def style_of(language: str) -> str:
    """The Babel locale whose dates, numbers and lists a page in `language` uses."""
    known = interface_languages().get(language)
    return known.style if known else language


@cache
def direction_of(language: str) -> str:
    """ "rtl" or "ltr", by the script that the language is mostly written in."""
    try:
        direction: str = Locale.parse(language, sep="-").text_direction
    except (UnknownLocaleError, ValueError):
        return "ltr"
    return direction


@contextmanager
def in_language(language: str) -> Iterator[None]:
    """Everything translated inside is in `language`, whatever the page's: for mails."""
    with force_locale(style_of(language)):
        yield


def language_name(code: str, language: str | None = None) -> str:
    """The name of language `code` in `language` (the page's by default): "Arabic" for `ar`."""
    name = Locale.parse(code.replace("-", "_")).get_display_name(language or current_language())
    return str(name or code)


def number_in_words(number: int) -> str:
    """A whole number as the page's language writes it: 1,250 or 1.250."""
    return numbers_in_force()(number)


def numbers_in_force() -> Callable[[int], str]:
    """The same for whoever writes many: the language is asked for once."""
    style = str(get_locale() or FALLBACK)
    return lambda number: _formatted(number, style)


@lru_cache(10_000)  # the counts of a list are many and alike
def _formatted(number: int, style: str) -> str:
    return str(format_decimal(number, locale=style))


def _from_path() -> str | None:
    """Where no route matched (404) the first part of the address still tells the language."""
    first = request.path.split("/", 2)[1]
    return first if first in current_app.config["LANGUAGES"] else None


def _converter(languages: Sequence[str]) -> type[BaseConverter]:
    """One of `languages` and nothing else. (A `UnicodeConverter` would put a pattern of its own over this one.)"""

    class LanguageConverter(BaseConverter):
        regex = f"(?:{'|'.join(languages)})"

    return LanguageConverter


def _take_language(_endpoint: str | None, values: dict[str, Any] | None) -> None:
    if values:
        g.lang = values.pop("lang", None)


def _give_language(endpoint: str, values: dict[str, Any]) -> None:
    if "lang" not in values and current_app.url_map.is_endpoint_expecting(endpoint, "lang"):
        values["lang"] = current_language()


def _say_language(response: Response) -> Response:
    """Which language a page is in, for whoever does not read its HTML."""
    if response.mimetype == "text/html":
        response.headers.setdefault("Content-Language", page_language())
        if not (g.get("lang") or _from_path()):
            response.vary.add("Accept-Language")
    return response


def _template_values() -> dict[str, Any]:
    language = current_language()
    return {
        "locale": language,
        "text_direction": direction_of(language),
        "direction_of": direction_of,
        "language_name": language_name,
    }
