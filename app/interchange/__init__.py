"""What programs and papers read: every list as CSV, JSON and Atom, every record as linked data, as a
citation and as a card for other sites."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask


def register(app: Flask) -> None:
    from app.core.kept_pages import keep_pages
    from app.core.panels import register_panel
    from app.interchange import limits, panels, sitemaps, views, views_embeds

    app.register_blueprint(views.root)
    app.register_blueprint(views.bp, url_prefix="/<lang:lang>")
    app.register_blueprint(views_embeds.root)
    app.register_blueprint(views_embeds.bp, url_prefix="/<lang:lang>")
    keep_pages(app, "embeds.card")
    limits.init_app(app)
    register_panel(app, "list", panels.downloads)
    register_panel(app, "list-head", panels.list_head)
    register_panel(app, "record-head", panels.record_head)
    register_panel(app, "record-foot", panels.record_foot)
    sitemaps.register_pages(app, "about/files")
