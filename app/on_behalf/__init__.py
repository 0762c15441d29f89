"""On behalf: what came on paper or by e-mail is entered by a moderator, in the name of whoever sent it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask


def register(app: Flask) -> None:
    from app.core.panels import register_panel
    from app.core.permissions import register_rules
    from app.core.personal import register_personal
    from app.core.upkeep import register_chore
    from app.on_behalf import panels, personal
    from app.on_behalf.permissions import RULES
    from app.on_behalf.service import forget_unsent
    from app.on_behalf.views import bp

    app.register_blueprint(bp, url_prefix="/<lang:lang>/on-behalf")
    register_rules(app, RULES)
    register_personal(app, personal.tell, personal.forget)
    register_panel(app, "moderated", panels.item_panel)
    register_chore(app, forget_unsent)
