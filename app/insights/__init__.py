"""Insights: pictures of what is sought and what is offered, each with the same figures as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask


def register(app: Flask) -> None:
    from app.core.kept_pages import keep_pages
    from app.core.panels import register_panel
    from app.insights import views_balance
    from app.insights.views import bp, repeated_panel

    for each in (bp, views_balance.bp):
        app.register_blueprint(each, url_prefix="/<lang:lang>/pictures")
    keep_pages(app, "insights.index")
    register_panel(app, "exchanges-of-solution", repeated_panel)
    for place in ("matches-replayed", "moderation-desk"):
        register_panel(app, place, views_balance.link_panel)
