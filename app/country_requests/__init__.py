"""Country requests: the partner request form, the national act, and the requests that seek a partner."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

PREFIX = "/<lang:lang>/requests"


def register(app: Flask) -> None:
    from app.core.clock import time_waited
    from app.core.index import register_source
    from app.core.kept_pages import keep_pages
    from app.core.panels import register_panel
    from app.core.permissions import register_rules
    from app.core.personal import register_personal
    from app.core.security import csrf
    from app.core.upkeep import register_chore
    from app.country_requests import (
        limits,
        page,
        personal,
        views,
        views_acts,
        views_changing,
        views_draft,
        views_empty,
        views_entering,
        views_files,
        views_return,
        views_sending,
    )
    from app.country_requests.drafting import forget_files
    from app.country_requests.entering import ENTERED
    from app.country_requests.listed import LISTED
    from app.country_requests.permissions import PROOFS, RULES
    from app.country_requests.search import KIND, documents
    from app.country_requests.translatable import TRANSLATABLE
    from app.on_behalf.panels import register_entered
    from app.taxonomy.listed import register_listed
    from app.translation.panels import register_translatable

    # The more definite addresses first: `check` and `print` stand where the form's pages do.
    forms = (views_sending, views_files, views_return, views_empty, views_draft)
    for module in (views, views_entering, *forms, views_acts, views_changing):
        app.register_blueprint(module.bp, url_prefix=PREFIX)
    app.jinja_env.globals |= {
        "request_url": views.request_url,
        "request_acts": page.acts_open_to,
        "request_audience": page.audience_in_words,
        "request_deadline": page.deadline_in_words,
        "request_standing": page.standing_in_words,
        "development_groups": page.development_groups,
        "time_waited": time_waited,
    }
    csrf.exempt(views_draft.keep)
    csrf.exempt(views_draft.alike)  # changes nothing
    keep_pages(app, "country_requests.index")
    register_rules(app, RULES, proofs=PROOFS)
    register_source(app, KIND, documents)
    register_panel(app, "account", views_entering.account_panel)
    register_entered(app, ENTERED)
    register_panel(app, "home", views.home_panel)
    register_personal(app, personal.tell, personal.forget)
    register_panel(app, "desk", views.desk_panel)
    register_chore(app, forget_files)
    register_translatable(app, TRANSLATABLE)
    register_listed(app, LISTED)
    limits.init_app(app)
