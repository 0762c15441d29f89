"""Putting names into sentences: lists in the reader's language, each name kept whole in either direction."""

from __future__ import annotations

from collections.abc import Iterable

from babel.lists import format_list
from markupsafe import Markup, escape

from app.core.i18n import current_language, style_of


def isolated(name: str) -> Markup:
    """A name that keeps its own direction inside a sentence of the other."""
    return Markup("<bdi>") + escape(name) + Markup("</bdi>")


def listed(names: Iterable[str]) -> Markup:
    """ "a, b and c" in the reader's language, each name isolated."""
    parts = [isolated(name) for name in names]
    return Markup(format_list(parts, locale=style_of(current_language()))) if parts else Markup("")  # noqa: S704 - escaped above
