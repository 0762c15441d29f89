"""On the page of a request: what was asked and answered, and the way to ask."""

from __future__ import annotations

from flask import render_template
from markupsafe import Markup

from app.core.db import db
from app.core.permissions import Actor, may
from app.country_requests.models import CountryRequest
from app.questions.permissions import Asked, takes_questions
from app.questions.selection import questions_about
from app.translation.service import words_from


def request_panel(country_request: CountryRequest, who: Actor) -> Markup:
    asked = [Asked(row, country_request) for row in questions_about(db.session, country_request.key)]
    seen = [each for each in asked if may(who, "question.see", each)]
    may_ask = may(who, "question.ask", country_request)
    if not seen and not may_ask:
        return Markup("")
    html = render_template(
        "questions/_panel.html",
        row=country_request,
        asked=[(each.question, may(who, "question.answer", each)) for each in seen],
        words_from=words_from,
        may_ask=may_ask,
        until=(country_request.questions_until or country_request.deadline)
        if takes_questions(country_request)
        else None,
    )
    return Markup(html)  # noqa: S704 - made by a template
