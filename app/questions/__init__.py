"""Questions about a country request: candidates ask without a name, the country's answer is for all who read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask


def register(app: Flask) -> None:
    from app.core.panels import register_panel
    from app.core.permissions import register_rules
    from app.core.personal import register_personal
    from app.country_requests.changing import register_answerers
    from app.questions import limits, messages, panels, personal, views
    from app.questions.permissions import PROOFS, RULES

    app.register_blueprint(views.bp, url_prefix="/<lang:lang>/requests")
    limits.init_app(app)
    register_rules(app, RULES, proofs=PROOFS)
    register_answerers(app, messages.people_who_asked)
    register_personal(app, personal.tell, personal.forget)
    register_panel(app, "request", panels.request_panel)
