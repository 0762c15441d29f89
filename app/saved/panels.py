"""What stands on lists and pages of solutions: add to the comparison, and what has been picked."""

from __future__ import annotations

from typing import Any

from flask import g, get_template_attribute, render_template, request, url_for
from markupsafe import Markup

from app.core.db import db
from app.core.i18n import current_language
from app.core.permissions import Actor
from app.saved.selection import kept_numbers
from app.solutions.models import Solution
from app.solutions.search import FACETS
from app.solutions.selection import SolutionRow, rows_by_id
from app.taxonomy.found import EveryList, Found
from app.taxonomy.listed import lists
from app.taxonomy.listing import address_asked


def list_panel(found: Found[SolutionRow], who: Actor) -> Markup:
    """Above the list: the form that the buttons of its rows send, and what was picked to compare."""
    form = _part("keep_form", back=found.canonical) if who.is_signed_in else Markup("")
    return form + _picked(found) if found.address.picked else form


def _picked(found: Found[SolutionRow]) -> Markup:
    """Each with the way to leave it out, and the way to the comparison."""
    address = found.address
    rows = rows_by_id(db.session, address.picked)
    picked = [(rows[number].solution, found.path + address.without_pick(number).query) for number in address.picked
              if number in rows]  # fmt: skip
    return _part("picked", picked=picked, url=url_for("compare.show") + address.query)


def row_panel(subject: tuple[Found[SolutionRow] | EveryList, Solution], who: Actor) -> Markup:
    """In a row of the list, which is shown again with the solution picked, or without it."""
    found, solution = subject
    url, picked = found.pick_url(solution.key), found.is_picked(solution.key)
    return _part("row_acts", solution=solution, url=url, picked=picked, kept=_is_kept(solution, who))


def solution_panel(solution: Solution, who: Actor) -> Markup:
    """On the page of a solution: compare it with what was picked before, which its address may tell."""
    address = address_asked(FACETS).with_pick(solution.key)
    url, form = url_for("compare.show") + address.query, Markup("")
    if who.is_signed_in:
        form = _part("keep_form", back=request.full_path.rstrip("?"))
    return form + _part("solution_acts", solution=solution, url=url, kept=_is_kept(solution, who))


def alert_panel(found: Found[object], _who: Actor) -> Markup:
    """Below a list that has rows; an empty one offers the same among its ways on."""
    listed = next((each for each in lists().values() if found.path == f"/{current_language()}/{each.name}"), None)
    if listed is None or not found.numbers:
        return Markup("")
    return _part("alert", url=url_for("searches.new", name=listed.name) + found.address.search)


def account_panel(_person: object, _who: Actor) -> Markup:
    return Markup(render_template("saved/_account.html"))  # noqa: S704 - made by a template


def _is_kept(solution: Solution, who: Actor) -> bool | None:
    """Whether it is on the reader's shortlist; None for visitors, who have none."""
    if who.person_id is None:
        return None
    if "kept" not in g:
        g.kept = kept_numbers(db.session, who.person_id)
    return solution.key in g.kept


def _part(name: str, **values: Any) -> Markup:
    """A macro of `_acts.html`: compiled once, cheap enough for every row."""
    return Markup(get_template_attribute("saved/_acts.html", name)(**values))  # noqa: S704 - escaped in the template
