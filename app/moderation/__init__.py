"""Moderation: what waits for a second look, decisions with their reasons, and a public log of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask


def register(app: Flask) -> None:
    from app.core.mail import register_stop_check
    from app.core.panels import register_panel
    from app.core.permissions import register_rules
    from app.core.personal import register_personal
    from app.moderation import messages, panels, personal, views_more
    from app.moderation.permissions import RULES
    from app.moderation.views import bp
    from app.moderation.words import reason_words

    app.register_blueprint(bp, url_prefix="/<lang:lang>/moderation")
    app.register_blueprint(views_more.log, url_prefix="/<lang:lang>/decisions")
    app.jinja_env.globals["reason_words"] = reason_words
    register_rules(app, RULES)
    register_personal(app, personal.tell, personal.forget)
    register_panel(app, "account", panels.account_panel)
    register_stop_check(app, messages.KIND, messages.is_wanted)
