"""The spaces of French before double signs and inside its quotation marks: they keep words and signs on one line.

Translators type an ordinary space as often as not, and then a question mark begins a line. `python -m app.translations`
sets them, so that nobody has to remember how.
"""

from __future__ import annotations

import re

from babel.messages.catalog import Catalog

NARROW, WHOLE = "\u202f", "\u00a0"
BEFORE = ((re.compile(r"[ \u00a0](?=[?!;])"), NARROW), (re.compile(" (?=[:»])|(?<=«) "), WHOLE))


def french(text: str) -> str:
    for where, space in BEFORE:
        text = where.sub(space, text)
    return text


def set_spaces(catalog: Catalog) -> None:
    """In the whole catalogue of one language, if it is French."""
    if catalog.locale is None or catalog.locale.language != "fr":
        return
    for message in catalog:
        if message.id and message.string:
            text = message.string
            message.string = french(text) if isinstance(text, str) else tuple(map(french, text))
