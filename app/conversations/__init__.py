"""Messages by relay: two sides write to each other through the site, and no address is ever shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask


def register(app: Flask) -> None:
    from app.conversations import limits, panels, personal, views, views_new
    from app.conversations.clearing import named, told
    from app.conversations.models import CONVERSATION
    from app.conversations.moderating import MODERATED
    from app.conversations.permissions import PROOFS, RULES
    from app.core.panels import register_panel
    from app.core.permissions import register_rules
    from app.core.personal import register_personal
    from app.countries.clearance import register_cleared
    from app.moderation.panels import register_kind

    for each in (views.bp, views_new.bp):
        app.register_blueprint(each, url_prefix="/<lang:lang>/messages")
    limits.init_app(app)
    register_rules(app, RULES, proofs=PROOFS)
    register_personal(app, personal.tell, personal.forget)
    register_panel(app, "solution-acts", panels.solution_panel)
    register_panel(app, "organisation-acts", panels.organisation_panel)
    register_panel(app, "account", panels.account_panel)
    register_cleared(app, CONVERSATION, told, named=named)
    register_kind(app, MODERATED)
