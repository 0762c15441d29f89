"""Crux: a matchmaking platform for South-South and triangular cooperation."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from app.config import Settings, read_settings

if TYPE_CHECKING:
    from flask import Flask

    from app.taxonomy.site_profile import SiteProfile

__all__ = ["FEATURES", "Settings", "create_app", "read_settings"]

# Lowest first: each may use those before it, none those after it (import-linter holds the order).
FEATURES = (
    "accounts",
    "countries",
    "moderation",
    "on_behalf",
    "translation",
    "organisations",
    "solutions",
    "country_requests",
    "exchanges",
    "saved",
    "conversations",
    "recommendations",
    "questions",
    "partnerships",
    "interchange",
    "insights",
    "digest",
    "site",
)


def create_app(settings: Settings | None = None, *, site: SiteProfile | None = None) -> Flask:
    """The whole site: the one place where its parts meet.

    Settings come from the environment by default, the profile of the host from the reference files.
    """
    from flask import Flask

    from app import core
    from app.core import fail_points, limits
    from app.core.templating import Templates
    from app.taxonomy import vocabulary

    settings = settings or read_settings()
    app = Flask("app", static_folder=None)
    app.jinja_environment = Templates
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SECRET_KEY_FALLBACKS=list(settings.old_secret_keys),
        SECOND_FACTOR_KEY=settings.second_factor_key,
        OIDC=settings.oidc,
        DEMO=settings.demo,
        VAR=settings.var,
        BASE_URL=settings.base_url,
        MAIL_FROM=settings.mail_from,
        SMTP_URL=settings.smtp_url,
        DKIM=settings.dkim,
        SITE=site or vocabulary().site,
        MACHINE_DRAFTS=settings.machine_drafts,
    )
    if settings.fail_at:
        fail_points.arm(settings.fail_at)
    core.init_app(app, settings)
    for feature in FEATURES:
        import_module(f"app.{feature}").register(app)
    limits.init_app(app)  # after the features: by then it is known who asks
    return app
