"""Matches: solutions for a request and requests for a solution, with reasons, and what was answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask


def register(app: Flask) -> None:
    from app.core.panels import register_panel
    from app.core.permissions import register_rules
    from app.core.personal import register_personal
    from app.core.upkeep import register_chore
    from app.recommendations import permissions, personal, views, views_alike, views_overrides, views_replay
    from app.recommendations.batch import forget_ranked

    for each in (views.bp, views_replay.bp, views_overrides.bp):
        app.register_blueprint(each, url_prefix="/<lang:lang>")
    register_rules(app, permissions.RULES)
    register_personal(app, personal.tell, personal.forget)
    register_chore(app, forget_ranked)
    register_panel(app, "request", views.request_panel)
    register_panel(app, "solution", views.solution_panel)
    register_panel(app, "solutions-alike", views_alike.written_panel)
    register_panel(app, "exchanges-alike", views_alike.exchanges_panel)
    register_panel(app, "solution-related", views_alike.related_panel)
