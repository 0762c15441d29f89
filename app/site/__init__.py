"""The site around the features: home, about, corrections, and the demonstration."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask


def register(app: Flask) -> None:
    from app.site import correction_views, offer_views  # noqa: F401 - add their pages to the blueprint
    from app.site.cli import demo
    from app.site.views import bp, root

    app.register_blueprint(root)
    app.register_blueprint(bp, url_prefix="/<lang:lang>")
    app.cli.add_command(demo)
    app.context_processor(lambda: {"site": app.config["SITE"], "demo": app.config["DEMO"]})
