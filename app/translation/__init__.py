"""Records in several languages: reading them with an honest fallback, keeping translations tied to their source."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask


def register(app: Flask) -> None:
    from app.core.changes import register_follower
    from app.core.panels import register_panel
    from app.core.permissions import register_rules
    from app.core.personal import register_personal
    from app.translation import machine, panels, personal, views, views_files
    from app.translation.following import follow
    from app.translation.permissions import RULES
    from app.translation.service import in_line, own_words, text_in

    for module in (views_files, views):  # the more definite addresses first
        app.register_blueprint(module.bp, url_prefix="/<lang:lang>/translations")
    app.jinja_env.globals.update(text_in=text_in, in_line=in_line, own_words=own_words)
    register_rules(app, RULES)
    register_personal(app, personal.tell, personal.forget)
    register_follower(app, follow)
    register_panel(app, "account", panels.account_panel)
    machine.init_app(app)
