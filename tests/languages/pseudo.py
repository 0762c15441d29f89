"""Two languages that nobody speaks: longer than English and marked, one in each direction. For tests alone.

They take the places of English and Arabic, so that addresses, directions and dates stay those of real languages.
What stands in a page without brackets went round the catalogues.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import flask_babel
import pytest
from flask import Flask
from flask_babel import get_locale

from app.core import bidi, fragments, kept_pages
from app.taxonomy import facet_options, list_facets
from app.taxonomy.terms import Term

PLACES = ("en", "ar")
OPENED, CLOSED = "⟦", "⟧"
LONGER = 0.4  # German and Russian are longer than English by a third and more
# What must stay as it is: what is put in, what a script fills, tags and entities.
KEPT = re.compile(r"%\(\w+\)[a-z]|%%|\{\w+\}|<[^>]+>|&\w+;")
ACCENTED = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "åƀçđéƒǵĥîĵķĺɱñöþǫŕšţûṽŵẋýžÅƁÇĐÉƑǴĤÎĴĶĹṀÑÖÞǪŔŠŢÛṼŴẊÝŽ",
)
ARABIC = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ,;?",
    "ابصدعفغهيجكلمنوپقرستثڤطخىزابصدعفغهيجكلمنوپقرستثڤطخىز،؛؟",
)


def pseudo(text: str, language: str) -> str:
    """`text` in the letters of the pseudo-language that takes the place of `language`, longer and marked."""
    if not text.strip():
        return text
    letters = ARABIC if language == "ar" else ACCENTED
    parts = re.split(f"({KEPT.pattern})", text)
    spoken = "".join(part if KEPT.fullmatch(part) else part.translate(letters) for part in parts)
    return f"{OPENED}{spoken}{_padding(KEPT.sub('', text), letters)}{CLOSED}"


def _padding(text: str, letters: dict[int, int]) -> str:
    """More words, or a longer word where there is but one."""
    length = max(1, round(len(text) * LONGER))
    more = ("one two three four five six seven " * (length // 30 + 1))[:length].rstrip()
    return (f" {more}" if " " in text.strip() else more.replace(" ", "")).translate(letters)


class Pseudo:
    """What a catalogue answers; English is counted with two forms."""

    def __init__(self, language: str) -> None:
        self._language = language

    def ugettext(self, text: str) -> str:
        return pseudo(text, self._language)

    def ungettext(self, one: str, many: str, number: int) -> str:
        return pseudo(one if number == 1 else many, self._language)

    def upgettext(self, _context: str, text: str) -> str:
        return self.ugettext(text)

    def unpgettext(self, _context: str, one: str, many: str, number: int) -> str:
        return self.ungettext(one, many, number)

    gettext, ngettext, pgettext, npgettext = ugettext, ungettext, upgettext, unpgettext


@contextmanager
def pseudo_languages(app: Flask) -> Iterator[None]:
    """Inside, the application speaks them: its own texts and the names of the vocabularies."""
    real = Term.name_and_language

    def named(term: Term, locale: str) -> tuple[str, str]:
        language = locale.replace("_", "-").partition("-")[0]
        return (pseudo(term.names["en"], language), language) if language in PLACES else real(term, locale)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(flask_babel.Domain, "get_translations", lambda _domain: Pseudo(str(get_locale().language)))
        patch.setattr(Term, "name_and_language", named)
        _forget(app)
        yield
    _forget(app)


def _forget(app: Flask) -> None:
    """Everything that was said once and is kept."""
    for kept in (list_facets._goals, list_facets._places, list_facets._labels, facet_options._shell):
        kept.cache_clear()
    for facet in list_facets.FACETS.values():
        getattr(facet.options, "cache_clear", lambda: None)()
    app.extensions[bidi.EXTENSION].clear()
    app.extensions[kept_pages.EXTENSION].clear()
    app.extensions[fragments.EXTENSION].forget(None, 0)
