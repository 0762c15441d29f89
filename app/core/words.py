"""Putting names into sentences: lists in the reader's language, each name kept whole in either direction."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from babel.lists import format_list
from markupsafe import Markup, escape

from app.core.i18n import current_language, style_of


def isolated(name: str) -> Markup:
    """A name that keeps its own direction inside a sentence of the other."""
    return Markup("<bdi>") + escape(name) + Markup("</bdi>")


def listed(names: Iterable[str], style: Literal["standard", "or"] = "standard") -> Markup:
    """ "a, b and c" (or "a, b or c") in the reader's language, each name isolated."""
    parts = [isolated(name) for name in names]
    language = style_of(current_language())
    return Markup(format_list(parts, style, locale=language)) if parts else Markup("")  # noqa: S704 - escaped above
