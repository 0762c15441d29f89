"""Putting names into sentences: lists in the reader's language, each name kept whole in either direction."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from babel.lists import format_list
from markupsafe import Markup

from app.core.i18n import current_language, direction_of, style_of


def isolated(name: str, language: str = "") -> Markup:
    """A name that keeps its own direction inside a sentence of the other; read aloud in `language` if it is known."""
    if not language:
        return Markup("<bdi>{}</bdi>").format(name)
    return Markup('<bdi lang="{}" dir="{}">{}</bdi>').format(language, direction_of(language), name)


def listed(names: Iterable[str], style: Literal["standard", "or"] = "standard", *, spoken: str = "") -> Markup:
    """ "a, b and c" (or "a, b or c") in the reader's language, each name isolated; `spoken`: the language of all."""
    parts = [isolated(name, spoken) for name in names]
    language = style_of(current_language())
    return Markup(format_list(parts, style, locale=language)) if parts else Markup("")  # noqa: S704 - escaped above
