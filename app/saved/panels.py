"""What stands on lists and pages of solutions: add to the comparison, and what has been picked."""

from __future__ import annotations

from typing import Any

from flask import get_template_attribute, url_for
from markupsafe import Markup

from app.core.db import db
from app.core.permissions import Actor
from app.solutions.models import Solution
from app.solutions.search import FACETS
from app.solutions.selection import SolutionRow, rows_by_id
from app.taxonomy.found import Found
from app.taxonomy.listing import address_asked


def picked_panel(found: Found[SolutionRow], _who: Actor) -> Markup:
    """Above the list: what was picked, each with the way to leave it out, and the way to the comparison."""
    address = found.address
    if not address.picked:
        return Markup("")
    rows = rows_by_id(db.session, address.picked)
    picked = [(rows[number].solution, found.path + address.without_pick(number).query) for number in address.picked
              if number in rows]  # fmt: skip
    return _part("picked", picked=picked, url=url_for("compare.show") + address.query)


def row_panel(subject: tuple[Found[SolutionRow], Solution], _who: Actor) -> Markup:
    """In a row of the list, which is shown again with the solution picked, or without it."""
    found, solution = subject
    address, number = found.address, solution.key
    picked = number in address.picked
    change = address.without_pick(number) if picked else address.with_pick(number)
    url = "" if address.is_full and not picked else found.path + change.query
    return _part("row_acts", solution=solution, url=url, picked=picked)


def solution_panel(solution: Solution, _who: Actor) -> Markup:
    """On the page of a solution: compare it with what was picked before, which its address may tell."""
    address = address_asked(FACETS).with_pick(solution.key)
    return _part("solution_acts", url=url_for("compare.show") + address.query, others=len(address.picked) > 1)


def _part(name: str, **values: Any) -> Markup:
    """A macro of `_acts.html`: compiled once, cheap enough for every row."""
    return Markup(get_template_attribute("saved/_acts.html", name)(**values))  # noqa: S704 - escaped in the template
