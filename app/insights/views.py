"""The page of pictures, and the picture on a solution's page."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, current_app, render_template
from markupsafe import Markup

from app.core.db import db, utc_now
from app.core.i18n import current_language, direction_of
from app.core.permissions import Actor
from app.country_requests.status_words import CLOSING_WORDS
from app.exchanges.models import Exchange
from app.insights.drawing import dots, matrix
from app.insights.endings import endings
from app.insights.needs import needs
from app.insights.origins import origins
from app.insights.repeated import repeated
from app.solutions.models import Solution

bp = Blueprint("insights", __name__, template_folder="templates")


@bp.get("", strict_slashes=False)
def index() -> str:
    language = current_language()
    rtl = direction_of(language) == "rtl"
    found, groups = needs(), origins(language)
    return render_template(
        "insights/index.html",
        needs=found,
        matrix=matrix(found, rtl=rtl),
        groups=groups,
        dots=dots([(group.area, [(each.place, each.kind) for each in group.origins]) for group in groups], rtl=rtl),
        known=sum(len(group.known) for group in groups),
        endings=endings(db.session, today=utc_now().date()),
        closing_words=CLOSING_WORDS,
        counts_examples=current_app.config["DEMO"],
    )


def repeated_panel(subject: tuple[Solution, Sequence[Exchange]], _who: Actor) -> Markup:
    """On a solution's page, under the list: the countries it is from and those it went to."""
    solution, exchanges = subject
    went_to = {code for exchange in exchanges for code in exchange.partner_countries}
    groups = repeated(solution.countries_of_origin, went_to, current_language())
    if not groups:
        return Markup("")
    drawn = dots(groups, rtl=direction_of(current_language()) == "rtl")
    return Markup(render_template("insights/_repeated.html", dots=drawn))  # noqa: S704 - made by a template
