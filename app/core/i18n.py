"""Languages: which one a page is in, its direction, and the same page in the others.

Pages live under `/<lang>/…`; the address alone decides the language, so that a link says the same to
everybody. `/` chooses once by Accept-Language. Mails and jobs name their language with `in_language`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from babel import Locale
from flask import Flask, current_app, g, has_request_context, request, url_for
from flask_babel import Babel, force_locale, get_locale
from werkzeug.routing import BaseConverter

NATIVE_NAMES = {
    "ar": "عربي",
    "zh": "中文",
    "en": "English",
    "fr": "Français",
    "ru": "Русский",
    "es": "Español",
    "pt": "Português",
}
RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})
FALLBACK = "en"
# How dates and numbers are written: in English as the United Nations does, 31 March 2027.
STYLES = {"en": "en_GB"}
LONGEST_QUERY = 2_000  # bytes that are repeated in the links to the other languages


@dataclass(frozen=True, slots=True)
class LanguageLink:
    """One entry of the language bar."""

    code: str
    name: str
    url: str
    current: bool


def init_app(app: Flask, languages: Sequence[str]) -> None:
    app.config["LANGUAGES"] = list(languages)
    app.config["BABEL_DEFAULT_LOCALE"] = FALLBACK
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = "translations"
    app.url_map.converters["lang"] = _converter(languages)
    app.url_value_preprocessor(_take_language)
    app.url_defaults(_give_language)
    Babel(app, locale_selector=lambda: style_of(page_language()))
    app.context_processor(_template_values)


def page_language() -> str:
    """The language of the present page: the address's; outside the prefix, the reader's preference."""
    if not has_request_context():
        return FALLBACK
    chosen: str | None = g.get("lang")
    return chosen or _from_path() or preferred_language()


def preferred_language() -> str:
    """The first of the site's languages that the browser asks for."""
    return request.accept_languages.best_match(current_app.config["LANGUAGES"], FALLBACK) or FALLBACK


def current_language() -> str:
    """The language in force, as a code: also inside `in_language` and in mails."""
    locale = get_locale()
    return str(locale.language) if locale else FALLBACK


def style_of(language: str) -> str:
    """The Babel locale whose dates, numbers and lists a page in `language` uses."""
    return STYLES.get(language, language)


def direction_of(language: str) -> str:
    return "rtl" if language.partition("-")[0] in RIGHT_TO_LEFT else "ltr"


@contextmanager
def in_language(language: str) -> Iterator[None]:
    """Everything translated inside is in `language`, whatever the page's: for mails."""
    with force_locale(style_of(language)):
        yield


def language_name(code: str, language: str | None = None) -> str:
    """The name of language `code` in `language` (the page's by default): "Arabic" for `ar`."""
    name = Locale.parse(code.replace("-", "_")).get_display_name(language or current_language())
    return str(name or code)


def _from_path() -> str | None:
    """Where no route matched (404) the first part of the address still tells the language."""
    first = request.path.split("/", 2)[1]
    return first if first in current_app.config["LANGUAGES"] else None


def _converter(languages: Sequence[str]) -> type[BaseConverter]:
    class LanguageConverter(BaseConverter):
        regex = "|".join(languages)

    return LanguageConverter


def _take_language(_endpoint: str | None, values: dict[str, Any] | None) -> None:
    if values:
        g.lang = values.pop("lang", None)


def _give_language(endpoint: str, values: dict[str, Any]) -> None:
    if "lang" not in values and current_app.url_map.is_endpoint_expecting(endpoint, "lang"):
        values["lang"] = current_language()


def language_links() -> list[LanguageLink]:
    """The same page in each language of the site, in the order of the bar."""
    here = page_language()
    return [
        LanguageLink(code, NATIVE_NAMES[code], _same_page_in(code), code == here)
        for code in current_app.config["LANGUAGES"]
    ]


def _same_page_in(language: str) -> str:
    rule = request.url_rule
    if rule is None or "lang" not in rule.arguments or "GET" not in (rule.methods or ()):
        return f"/{language}/"
    # The query is added by hand: as keywords, a visitor's `?_external=1` would steer `url_for`.
    path = url_for(rule.endpoint, **{**(request.view_args or {}), "lang": language})
    if len(request.query_string) > LONGEST_QUERY:
        return path
    query = urlencode(list(request.args.items(multi=True)))
    return f"{path}?{query}" if query else path


def _template_values() -> dict[str, Any]:
    language = current_language()
    return {
        "locale": language,
        "text_direction": direction_of(language),
        "direction_of": direction_of,
        "language_name": language_name,
        "language_links": language_links() if has_request_context() else [],
    }
