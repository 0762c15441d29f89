"""What a country decides for itself: clearance, and whom not to propose."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask


def register(app: Flask) -> None:
    from app.core.panels import register_panel
    from app.core.permissions import register_rules
    from app.countries import views_desk
    from app.countries.permissions import RULES
    from app.countries.views import account_panel, bp

    app.register_blueprint(bp, url_prefix="/<lang:lang>/countries")
    app.register_blueprint(views_desk.bp, url_prefix="/<lang:lang>/countries")
    register_rules(app, RULES)
    register_panel(app, "account", account_panel)
