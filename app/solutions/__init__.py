"""Solutions: practices that others can copy, documented from sources or confirmed by their institutions."""

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
    from app.core.security import csrf
    from app.countries.clearance import register_cleared
    from app.countries.followers import register_follower
    from app.moderation.panels import register_kind
    from app.on_behalf.panels import register_entered
    from app.organisations import followers as of_organisations
    from app.organisations.claimable import register_claimable
    from app.organisations.review_kinds import register_reviewed
    from app.solutions import limits, personal, views_entering, views_offer, views_preview, views_sending
    from app.solutions.entering import ENTERED
    from app.solutions.evidence import evidence_steps
    from app.solutions.listed import LISTED
    from app.solutions.moderating import MODERATED
    from app.solutions.offering import named, told
    from app.solutions.permissions import RULES
    from app.solutions.reviewed import REVIEWED
    from app.solutions.rows import solution_list
    from app.solutions.search import KIND, documents, mark_solutions_of, mark_waiting_offers
    from app.solutions.translatable import TRANSLATABLE
    from app.solutions.views import bp, claimable, organisation_panel, solution_url
    from app.taxonomy.listed import register_listed
    from app.translation.panels import register_translatable

    # The more definite addresses first: `check` and `delete` stand where the form's pages do.
    for blueprint in (views_entering.bp, views_sending.bp, views_preview.bp, views_offer.bp, bp):
        app.register_blueprint(blueprint, url_prefix="/<lang:lang>/solutions")
    csrf.exempt(views_offer.keep)
    csrf.exempt(views_offer.alike)  # changes nothing
    limits.init_app(app)
    app.jinja_env.globals |= {
        "solution_list": solution_list,
        "solution_url": solution_url,
        "evidence_steps": evidence_steps,
    }
    keep_pages(app, "solutions.index", "solutions.show")
    register_rules(app, RULES)
    register_personal(app, personal.tell, personal.forget)
    register_source(app, KIND, documents)
    register_follower(app, mark_waiting_offers)
    of_organisations.register_follower(app, mark_solutions_of)
    register_panel(app, "organisation", organisation_panel)
    register_panel(app, "organisation", views_entering.organisation_panel)
    register_entered(app, ENTERED)
    register_claimable(app, KIND, claimable)
    register_reviewed(app, REVIEWED)
    register_translatable(app, TRANSLATABLE)
    register_kind(app, MODERATED)
    register_listed(app, LISTED)
    register_cleared(app, KIND, told, named=named)
