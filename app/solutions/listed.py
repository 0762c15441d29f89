"""Solutions as programs read them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import lazy_gettext as _

from app.core.db import db
from app.organisations.listed import parties
from app.solutions.listed_later import LATER_COLUMNS, later_linked
from app.solutions.models import Solution
from app.solutions.search import FACETS, KIND
from app.solutions.selection import SolutionRow, involved, rows_by_id
from app.solutions.views import solution_url
from app.taxonomy import linked
from app.taxonomy.listed import Column, Listed
from app.translation.service import LocalText, text_in

COLUMNS = (
    Column("title", _("Title"), lambda row: text_in(row.solution, "title"), words=True),
    Column("standfirst", _("In short"), lambda row: text_in(row.solution, "standfirst"), words=True),
    Column("countries", _("Country of origin"), lambda row: row.solution.countries_of_origin),
    Column("countries_implemented", _("Also used in"), lambda row: row.solution.countries_implemented),
    Column("goals", _("Goals"), lambda row: row.goals),
    Column("goals_and_targets", _("Goal and target"), lambda row: [claim.code for claim in row.claims]),
    Column("sectors", _("Sectors"), lambda row: row.solution.sectors),
    Column("modalities", _("Ways of working"), lambda row: row.solution.modalities),
    Column("working_languages", _("Working languages"), lambda row: row.solution.delivery_languages),
    Column("maturity", _("Maturity"), lambda row: row.solution.maturity),
    Column("evidence", _("What the results rest on"), lambda row: row.solution.evidence),
    *LATER_COLUMNS,
    Column("year_from", _("First year"), lambda row: row.solution.year_from),
    Column("year_to", _("Last year"), lambda row: row.solution.year_to),
    Column("last_confirmed", _("Last confirmed"), lambda row: row.solution.last_confirmed_on),
    Column("source", _("Source"), lambda row: row.solution.source_url),
    Column("licence", _("Licence"), lambda row: row.solution.record_licence),
)


def rows(ids: Sequence[int]) -> Mapping[int, SolutionRow]:
    return rows_by_id(db.session, ids)


def title(solution: Solution) -> LocalText:
    return text_in(solution, "title")


def summary(solution: Solution) -> LocalText:
    return text_in(solution, "standfirst")


def authors(solution: Solution) -> list[LocalText]:
    """Its owners by name; nobody where it was written from public sources."""
    if solution.standing == "documented":
        return []
    return [text_in(each.organisation, "name") for each in involved(db.session, solution.key) if each.role == "owner"]


def in_linked_data(row: SolutionRow) -> dict[str, Any]:
    solution = row.solution
    people = involved(db.session, solution.key)
    return {
        "@type": ["CreativeWork", "Project"],
        "abstract": linked.worded(summary(solution)),
        "description": linked.worded(text_in(solution, "challenge")),
        "text": linked.worded(text_in(solution, "approach")),
        "about": linked.goals(claim.code for claim in row.claims) + linked.terms("sectors", solution.sectors),
        "countryOfOrigin": linked.countries(solution.countries_of_origin),
        "spatialCoverage": linked.countries(solution.countries_implemented),
        "temporalCoverage": linked.years(solution.year_from, solution.year_to),
        "creator": parties([each for each in people if each.role == "owner"]),
        "contributor": parties([each for each in people if each.role in {"implementer", "supporter"}]),
        "funder": parties([each for each in people if each.role == "financing-partner"]),
        **later_linked(solution),
        "isBasedOn": solution.source_url,
        "license": solution.record_licence,
    }


LISTED = Listed(
    name="solutions",
    kind=KIND,
    table="solution",
    label=_("Solutions"),
    model=Solution,
    facets=FACETS,
    rows=rows,
    record=lambda row: row.solution,
    page=solution_url,
    title=title,
    summary=summary,
    columns=COLUMNS,
    linked=in_linked_data,
    authors=authors,
)
