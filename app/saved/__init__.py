"""What a reader sets aside: solutions to compare."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask


def register(app: Flask) -> None:
    from app.core.panels import register_panel
    from app.saved import panels, views_compare

    app.register_blueprint(views_compare.bp, url_prefix="/<lang:lang>/compare")
    register_panel(app, "solution-list", panels.picked_panel)
    register_panel(app, "solution-row", panels.row_panel)
    register_panel(app, "solution-acts", panels.solution_panel)
