"""Documented exchanges: who worked with whom, on what, when, with the source."""

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
    from app.exchanges import personal, views_confirm
    from app.exchanges.listed import LISTED
    from app.exchanges.permissions import PROOFS, RULES
    from app.exchanges.search import KIND, documents, mark_exchanges_of
    from app.exchanges.translatable import TRANSLATABLE
    from app.exchanges.views import bp, claimable, exchange_url, organisation_panel, solution_panel
    from app.organisations.claimable import register_claimable
    from app.organisations.followers import register_follower
    from app.taxonomy.listed import register_listed
    from app.translation.panels import register_translatable

    for each in (bp, views_confirm.bp):
        app.register_blueprint(each, url_prefix="/<lang:lang>/exchanges")
    app.jinja_env.globals["exchange_url"] = exchange_url
    keep_pages(app, "exchanges.index", "exchanges.show")
    register_rules(app, RULES, proofs=PROOFS)
    register_personal(app, personal.tell, personal.forget)
    register_source(app, KIND, documents)
    register_follower(app, mark_exchanges_of)
    register_panel(app, "solution-exchanges", solution_panel)
    register_panel(app, "organisation", organisation_panel)
    register_claimable(app, KIND, claimable)
    register_translatable(app, TRANSLATABLE)
    register_listed(app, LISTED)
