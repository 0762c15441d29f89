"""Organisations: institutions that share, seek or support."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask


def register(app: Flask) -> None:
    from app.core.index import register_source
    from app.core.kept_pages import keep_pages
    from app.core.panels import register_panel
    from app.core.permissions import register_rules
    from app.core.personal import register_personal
    from app.core.upkeep import register_chore
    from app.moderation.panels import register_kind
    from app.organisations import (
        personal,
        unasked,
        views_claims,
        views_editing,
        views_invitations,
        views_reviews,
        views_trust,
    )
    from app.organisations.jobs import review_records
    from app.organisations.listed import LISTED
    from app.organisations.moderating import MODERATED
    from app.organisations.panels import account_panel
    from app.organisations.permissions import PROOFS, RULES
    from app.organisations.review_kinds import register_reviewed
    from app.organisations.reviewed import REVIEWED
    from app.organisations.search import KIND, documents
    from app.organisations.translatable import TRANSLATABLE
    from app.organisations.views import bp, name_panel, organisation_url
    from app.taxonomy.facet_options import facet_options
    from app.taxonomy.listed import register_listed
    from app.taxonomy.naming import TEMPLATE_FUNCTIONS
    from app.translation.panels import register_translatable

    for each in (views_claims.bp, views_reviews.bp):
        app.register_blueprint(each, url_prefix="/<lang:lang>")
    for each in (bp, views_editing.bp, views_invitations.bp, views_trust.bp):
        app.register_blueprint(each, url_prefix="/<lang:lang>/organisations")
    app.jinja_env.globals.update(TEMPLATE_FUNCTIONS, facet_options=facet_options, organisation_url=organisation_url)
    keep_pages(app, "organisations.index")
    register_rules(app, RULES, proofs=PROOFS)
    register_personal(app, personal.tell, personal.forget)
    register_source(app, KIND, documents)
    register_panel(app, "organisation-name", name_panel)
    register_panel(app, "account", account_panel)
    register_translatable(app, TRANSLATABLE)
    register_listed(app, LISTED)
    register_reviewed(app, REVIEWED)
    register_kind(app, MODERATED)
    register_kind(app, unasked.MODERATED)
    register_chore(app, review_records)
