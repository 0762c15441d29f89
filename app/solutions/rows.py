"""The rows of a list of solutions. For visitors each is drawn once, and again when its record changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import get_template_attribute
from markupsafe import Markup, escape

from app.core.fragments import fragments
from app.core.i18n import current_language
from app.core.index import number_seen
from app.core.permissions import actor
from app.solutions.search import KIND
from app.solutions.selection import SolutionRow
from app.taxonomy.found import EVERY_LIST, HERE, Found


def solution_list(found: Found[SolutionRow]) -> Markup:
    """The rows of this page; what a reader has picked or kept is in none that others get."""
    drawn = get_template_attribute("solutions/_rows.html", "solution_rows")
    if found.address.picked or actor().is_signed_in:
        return Markup(drawn(found.rows, found=found))  # noqa: S704 - made by a template

    def draw(numbers: Sequence[int]) -> Mapping[int, Markup]:
        return {number: drawn([row], found=EVERY_LIST) for number, row in found.read(numbers).items()}

    rows = fragments(KIND, found.numbers, current_language(), draw, at=number_seen())
    return Markup("").join(rows).replace(HERE, escape(found.here))
