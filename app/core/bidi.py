"""Names, codes and numbers that keep their own direction inside sentences of the other.

Everything put into a translated sentence passes through here, in pages, attributes, titles and mails alike:
the marks are characters, since `<bdi>` cannot stand in an attribute, a title or a plain mail. Where a value
cannot disturb its sentence (Latin letters in English, Arabic ones in Arabic) nothing is added.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Any

from flask import Flask
from flask_babel import Domain, get_locale
from jinja2 import pass_context
from markupsafe import Markup

EXTENSION = "crux_texts"  # what templates said without values, by language
Known = dict[tuple[Any, ...], Any]
FIRST_STRONG, POP = "\u2068", "\u2069"
OPENING, CONTROLS = "\u2066\u2067\u2068", re.compile("[\u202a-\u202e\u2066-\u2069]")
# Bidirectional classes of what goes along with a sentence from right to left.
RIGHT_TO_LEFT = frozenset({"R", "AL", "NSM", "WS", "BN"})
# And what a sentence from left to right must be kept from: letters of the other direction, and typed marks.
AGAINST_LEFT_TO_RIGHT = frozenset({"R", "AL", "AN", "LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})


class IsolatingDomain(Domain):  # type: ignore[misc]
    """The texts of the site for code; what is put into them is isolated."""

    def __init__(self, direction: Callable[[], str]) -> None:
        super().__init__()
        self._direction = direction

    def gettext(self, *texts: Any, **variables: Any) -> str:
        return str(super().gettext(*texts, **self._isolated(variables)))

    def ngettext(self, *texts: Any, **variables: Any) -> str:
        return str(super().ngettext(*texts, **self._isolated(variables)))

    def _isolated(self, variables: dict[str, Any]) -> dict[str, Any]:
        direction = self._direction() if variables else ""
        return {name: isolated_in(direction, value) for name, value in variables.items()}


def init_app(app: Flask, direction: Callable[[], str]) -> None:
    """Isolate what code and templates of `app` put into translated texts; `direction` is that of the text now."""
    app.extensions["babel"].instance.domain_instance = IsolatingDomain(direction)
    known: Known = app.extensions.setdefault(EXTENSION, {})
    for name in ("gettext", "ngettext", "pgettext", "npgettext"):
        app.jinja_env.globals[name] = _isolating(name, app.jinja_env.globals[name], direction, known)
    # Jinja's own `_` looks for "gettext" at each call; a page calls it some forty times.
    app.jinja_env.globals["_"] = app.jinja_env.globals["gettext"]


def isolated_in(direction: str, value: Any) -> Any:
    """`value` with isolating marks where it could disturb a sentence of that direction; others as they are."""
    if not isinstance(value, str) or not _disturbs(direction, value):
        return value
    kind = Markup if isinstance(value, Markup) else str
    return kind(FIRST_STRONG) + kind(_closed(value)) + kind(POP)


def _disturbs(direction: str, value: str) -> bool:
    if isinstance(value, Markup):
        if "<bdi" in value:
            return False
        value = value.striptags()
    classes = {unicodedata.bidirectional(each) for each in value}
    if direction == "rtl":
        return not (classes <= RIGHT_TO_LEFT or value.isdigit())
    return not classes.isdisjoint(AGAINST_LEFT_TO_RIGHT)


def _closed(value: str) -> str:
    """Marks of direction that somebody typed and left open must not reach past the value."""
    balanced = sum(value.count(mark) for mark in OPENING) == value.count(POP)
    overrides = CONTROLS.search(value.translate({ord(mark): None for mark in OPENING + POP}))
    return value if balanced and not overrides else CONTROLS.sub("", value)


def _isolating(name: str, gettext: Any, direction: Callable[[], str], known: Known) -> Any:
    """A template's gettext that isolates what it is given. A text without values is looked up once a language."""

    @pass_context
    def isolating(context: Any, *texts: Any, **variables: Any) -> Any:
        if not variables:
            key = (name, str(get_locale()), context.eval_ctx.autoescape, *texts)
            if key not in known:
                known[key] = gettext(context, *texts)
            return known[key]
        way = direction()
        return gettext(context, *texts, **{name: isolated_in(way, value) for name, value in variables.items()})

    return isolating
