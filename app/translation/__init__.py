"""Records in several languages: reading them with an honest fallback, keeping translations tied to their source."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask


def register(app: Flask) -> None:
    from app.translation.service import text_in

    app.jinja_env.globals["text_in"] = text_in
