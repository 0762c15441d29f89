"""What a reader sets aside: solutions to compare, a shortlist, and searches."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask


def register(app: Flask) -> None:
    from app.core.panels import register_panel
    from app.core.personal import register_personal
    from app.core.upkeep import register_chore
    from app.saved import panels, personal, views_compare, views_searches, views_shortlist
    from app.saved.searching import forget_strangers
    from app.saved.service import forget_removed

    app.register_blueprint(views_compare.bp, url_prefix="/<lang:lang>/compare")
    app.register_blueprint(views_shortlist.bp, url_prefix="/<lang:lang>/shortlist")
    app.register_blueprint(views_searches.bp, url_prefix="/<lang:lang>/searches")
    register_personal(app, personal.tell, personal.forget)
    register_chore(app, forget_removed)
    register_chore(app, forget_strangers)
    register_panel(app, "list", panels.alert_panel)
    register_panel(app, "account", panels.account_panel)
    register_panel(app, "solution-list", panels.list_panel)
    register_panel(app, "solution-row", panels.row_panel)
    register_panel(app, "solution-acts", panels.solution_panel)
