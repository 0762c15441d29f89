"""Solutions beside one another. Which ones is in the address, with the list they were picked from: no cookie."""

from __future__ import annotations

from flask import Blueprint, render_template, url_for

from app.core.db import db
from app.organisations.selection import involved_in
from app.saved.comparison import compared
from app.solutions.models import SolutionOrganisation
from app.solutions.search import FACETS
from app.solutions.selection import rows_by_id
from app.taxonomy.listing import address_asked

bp = Blueprint("compare", __name__, template_folder="templates")


@bp.get("", strict_slashes=False)
def show() -> str:
    address = address_asked(FACETS)
    found = rows_by_id(db.session, address.picked)
    rows = [found[number] for number in address.picked if number in found]
    involved = involved_in(db.session, SolutionOrganisation, SolutionOrganisation.solution_id, list(found))
    here = url_for("compare.show")
    return render_template(
        "saved/compare.html",
        rows=rows,
        lines=compared(rows, involved),
        gone=len(address.picked) - len(rows),
        full=address.is_full,
        list_url=url_for("solutions.index") + address.query,
        without={row.solution.key: here + address.without_pick(row.solution.key).query for row in rows},
    )
