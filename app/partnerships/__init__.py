"""Partnerships, from their first step: an institution answers a request with an offer."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask


def register(app: Flask) -> None:
    from app.conversations.subjects import register_subject
    from app.core.panels import register_panel
    from app.core.permissions import register_rules
    from app.core.personal import register_personal
    from app.countries.clearance import register_cleared
    from app.country_requests.changing import register_answerers
    from app.organisations.replies import register_answers
    from app.partnerships import limits, messages, panels, personal, views, views_partnership
    from app.partnerships.clearing import named, named_agreement, told, told_of_agreement
    from app.partnerships.models import OFFER, PARTNERSHIP
    from app.partnerships.permissions import PROOFS, RULES
    from app.partnerships.replies import answers

    app.register_blueprint(views.bp, url_prefix="/<lang:lang>/requests")
    app.register_blueprint(views_partnership.bp, url_prefix="/<lang:lang>/partnerships")
    limits.init_app(app)
    register_subject(app, PARTNERSHIP, views_partnership.named)
    register_answers(app, answers)
    register_answerers(app, messages.people_who_answered)
    register_rules(app, RULES, proofs=PROOFS)
    register_personal(app, personal.tell, personal.forget)
    register_panel(app, "request", panels.request_panel)
    register_panel(app, "account", panels.account_panel)
    register_cleared(app, OFFER, told, named=named)
    register_cleared(app, PARTNERSHIP, told_of_agreement, named=named_agreement)
