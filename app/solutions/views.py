"""Pages of solutions: the list, and each solution with what can be copied first."""

from __future__ import annotations

from flask import Blueprint, Response, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from app.core.db import db
from app.core.permissions import Actor
from app.core.slugs import LARGEST_ID, slug_of, with_slug
from app.organisations.claimable import Named
from app.organisations.models import Organisation
from app.organisations.suspended import is_hidden
from app.solutions.models import Solution, SolutionOrganisation
from app.solutions.page import page_of
from app.solutions.search import FACETS
from app.solutions.selection import involved, rows_by_id, solutions_of
from app.taxonomy.listing import Listing, list_page
from app.translation.service import text_in

bp = Blueprint("solutions", __name__, template_folder="templates")
ONE = f"/<int(max={LARGEST_ID}):solution_id>"


@bp.get("", strict_slashes=False)
def index() -> Response:
    listing = Listing.from_request(kind="solution", facets=FACETS)
    found = listing.page_of(lambda ids: rows_by_id(db.session, ids))
    return list_page(found, "solutions/index.html", fragment="solutions/_listing.html")


@bp.get(ONE)
@bp.get(ONE + "-<slug>")
def show(solution_id: int, slug: str = "") -> ResponseReturnValue:
    row = rows_by_id(db.session, [solution_id]).get(solution_id) or abort(404)
    if slug != slug_of(row.solution.title):
        return redirect(solution_url(row.solution), 308)
    return render_template(
        "solutions/show.html",
        solution=row.solution,
        page=page_of(row),
        involved=involved(db.session, solution_id),
        suspended=is_hidden(db.session, SolutionOrganisation, SolutionOrganisation.solution_id, solution_id),
    )


def solution_url(solution: Solution) -> str:
    """The address of its page, with its title to read."""
    return url_for("solutions.show", solution_id=solution.key, **with_slug(solution.title))


def organisation_panel(organisation: Organisation, _who: Actor) -> Markup:
    """On an organisation's page: the solutions it has a part in."""
    rows = solutions_of(db.session, organisation.key)
    return Markup(render_template("solutions/_of_organisation.html", rows=rows)) if rows else Markup("")  # noqa: S704


def claimable(number: int) -> Named | None:
    """For whoever claims an institution that a solution names."""
    row = rows_by_id(db.session, [number]).get(number)
    if row is None:
        return None
    organisations = {each.organisation.key: each.organisation for each in involved(db.session, number)}
    return Named(text_in(row.solution, "title"), solution_url(row.solution), list(organisations.values()))
