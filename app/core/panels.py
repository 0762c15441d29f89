"""Panels: how one feature appears on another's page without either importing the other.

A feature registers `name → (subject, actor) → html`; a page of any feature includes `panel(name, subject)`.
The page's include and a fragment route call the same function, so both show the same. Several features
may register under one name: their parts follow one another in the order of registration.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Flask, current_app
from markupsafe import Markup

from app.core.permissions import Actor, actor

EXTENSION = "crux_panels"
Panel = Callable[[Any, Actor], Markup]


def init_app(app: Flask) -> None:
    app.extensions.setdefault(EXTENSION, {})
    app.jinja_env.globals["panel"] = render_panel


def register_panel(app: Flask, name: str, panel: Panel) -> None:
    app.extensions[EXTENSION].setdefault(name, []).append(panel)


def render_panel(name: str, subject: object) -> Markup:
    """All that features have to say under `name` about `subject`; empty when none has."""
    panels: list[Panel] = current_app.extensions[EXTENSION].get(name, [])
    return Markup("").join(panel(subject, actor()) for panel in panels)
