"""What the web server of a bench serves: the site of a world, or a page that returns a constant."""

from __future__ import annotations

from pathlib import Path

from flask import Flask

from app import create_app
from tests.benches.world import settings_in


def site(folder: str) -> Flask:
    return create_app(settings_in(Path(folder)))


def bare(size: str) -> Flask:
    """The least that Flask can do: one address, `size` bytes of text."""
    app = Flask("bare")
    text = "x" * int(size)
    app.add_url_rule("/", view_func=lambda: text)
    return app
