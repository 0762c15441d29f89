"""What has no domain: data access, index, panels, permissions, mail, forms, languages, errors."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from app.config import Settings


def init_app(app: Flask, settings: Settings) -> None:
    """Everything a feature may rely on, in the order in which it must stand."""
    from app.core import (
        ago,
        assets,
        audit_cli,
        compression,
        db,
        errors,
        health,
        i18n,
        index,
        kept_pages,
        labels,
        language_links,
        logs,
        mailbox,
        meaning,
        meaning_written,
        network,
        panels,
        security,
    )

    network.init_app(app, proxy_hops=settings.proxy_hops)
    logs.init_app(app)
    compression.init_app(app)
    db.init_app(app, settings)
    i18n.init_app(app, app.config["SITE"].languages)
    kept_pages.init_app(app)
    language_links.init_app(app)
    security.init_app(app, https=settings.base_url.startswith("https://"))
    errors.init_app(app)
    panels.init_app(app)
    meaning.init_app(app, settings.encoders)
    index.init_app(app)
    labels.init_app(app)
    meaning_written.init_app(app)
    assets.init_app(app)
    ago.init_app(app)
    health.init_app(app)
    mailbox.init_app(app)
    audit_cli.init_app(app)
