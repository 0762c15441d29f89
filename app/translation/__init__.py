"""Records in several languages: reading them with an honest fallback, keeping translations tied to their source."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask


def register(app: Flask) -> None:
    from app.core.changes import register_follower
    from app.translation.following import follow
    from app.translation.service import in_line, own_words, text_in

    app.jinja_env.globals.update(text_in=text_in, in_line=in_line, own_words=own_words)
    register_follower(app, follow)
