"""The site around the features: home, about, corrections, and the demonstration."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask


def register(app: Flask) -> None:
    from app.core.panels import register_panel
    from app.core.personal import register_personal
    from app.interchange.sitemaps import register_pages
    from app.moderation.panels import register_kind
    from app.site import (
        correction_views,  # noqa: F401 - adds its pages to the blueprint
        country_views,  # noqa: F401 - adds its page to the blueprint
        limits,
        offer_views,  # noqa: F401 - adds its page to the blueprint
        personal,
        texts_views,
    )
    from app.site.cli import demo
    from app.site.moderating import MODERATED
    from app.site.views import bp, policy_links, root

    register_kind(app, MODERATED)
    register_panel(app, "moderated", texts_views.item_panel)
    register_pages(app, "", "about", "about/languages", "about/ranking", *app.config["SITE"].pages)
    app.register_blueprint(root)
    app.register_blueprint(bp, url_prefix="/<lang:lang>")
    register_personal(app, personal.tell, personal.forget)
    app.cli.add_command(demo)
    limits.init_app(app)
    app.context_processor(lambda: {"site": app.config["SITE"], "demo": app.config["DEMO"]})
    app.jinja_env.globals["policy_links"] = policy_links
