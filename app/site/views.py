"""The pages that belong to no feature: home, about, and the way from `/` to a language."""

from __future__ import annotations

from flask import Blueprint, Response, current_app, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.core.db import db
from app.core.i18n import current_language, preferred_language
from app.site import ranking
from app.site.figures import figures
from app.site.languages import language_states
from app.site.newest import newest
from app.solutions.selection import rows_by_id
from app.taxonomy import vocabulary
from app.taxonomy.site_profile import PAGES, PolicyPage

bp = Blueprint("site", __name__, template_folder="templates")
root = Blueprint("root", __name__)
NEWEST = 6


@root.get("/")
def choose_language() -> ResponseReturnValue:
    """Send the reader on in the language the browser asks for; every other page keeps its own."""
    response: Response = redirect(url_for("site.home", lang=preferred_language()))  # type: ignore[assignment]
    response.vary.add("Accept-Language")
    return response


@bp.get("/")
def home() -> str:
    language = current_language()
    goals = [
        {"code": goal.code, "name": goal.name(language), "url": url_for("solutions.index", goal=goal.code)}
        for goal in vocabulary().goals.values()
    ]
    latest = newest("solution", lambda ids: rows_by_id(db.session, ids), limit=NEWEST)
    return render_template("site/home.html", figures=figures(), goals=goals, newest=latest.rows)


@bp.get("/about")
def about() -> str:
    return render_template("site/about.html")


@bp.get("/about/languages")
def about_languages() -> str:
    return render_template("site/languages.html", languages=language_states(db.session))


@bp.get(f"/<any({', '.join(PAGES)}):name>")
def policy(name: str) -> str:
    """Privacy, terms, takedown: in the host's words (the site profile)."""
    page: PolicyPage = current_app.config["SITE"].pages[name]
    paragraphs = [gettext(text) for text in page.text]  # here, not in the template: a host's text is no markup
    return render_template("site/policy.html", heading=gettext(page.title), paragraphs=paragraphs)


def policy_links() -> list[tuple[str, str]]:
    """(name, title) of those pages, for the foot of every page."""
    return [(name, gettext(page.title)) for name, page in current_app.config["SITE"].pages.items()]


@bp.get("/about/ranking")
def about_ranking() -> str:
    return render_template("site/ranking.html", lines=ranking.lines(), candidates=ranking.candidates())
