"""Documented exchanges as programs read them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import lazy_gettext as _

from app.core.addresses import permanent
from app.core.db import db
from app.exchanges.models import Exchange
from app.exchanges.search import FACETS, KIND
from app.exchanges.selection import involved, rows_by_id
from app.exchanges.views import exchange_url
from app.organisations.listed import parties
from app.taxonomy import linked
from app.taxonomy.listed import Column, Listed
from app.translation.service import LocalText, text_in

COLUMNS = (
    Column("title", _("Title"), lambda row: text_in(row, "title"), words=True),
    Column("summary", _("What was done together"), lambda row: text_in(row, "summary"), words=True),
    Column("countries_sharing", _("Country that shared"), lambda row: row.provider_countries),
    Column("countries_partner", _("Partner country"), lambda row: row.partner_countries),
    Column("solution_id", _("The solution that was shared"), lambda row: row.solution_id),
    Column("goals_and_targets", _("Goal and target"), lambda row: row.goals),
    Column("sectors", _("Sectors"), lambda row: row.sectors),
    Column("modalities", _("Ways of working"), lambda row: row.modalities),
    Column("year_from", _("First year"), lambda row: row.year_from),
    Column("year_to", _("Last year"), lambda row: row.year_to),
    Column("partner_confirmed", _("Confirmed by the partner country"), lambda row: row.confirmed_by_partner_at),
    Column("source", _("Source"), lambda row: row.source_url),
    Column("licence", _("Licence"), lambda row: row.record_licence),
)


def rows(ids: Sequence[int]) -> Mapping[int, Exchange]:
    return rows_by_id(db.session, ids)


def title(row: Exchange) -> LocalText:
    return text_in(row, "title")


def summary(row: Exchange) -> LocalText:
    return text_in(row, "summary")


def in_linked_data(row: Exchange) -> dict[str, Any]:
    return {
        "@type": ["CreativeWork", "Project"],
        "abstract": linked.worded(summary(row)),
        "text": linked.worded(text_in(row, "what_changed")),
        "about": linked.goals(row.goals) + linked.terms("sectors", row.sectors),
        "countryOfOrigin": linked.countries(row.provider_countries),
        "spatialCoverage": linked.countries(row.partner_countries),
        "temporalCoverage": linked.years(row.year_from, row.year_to),
        "contributor": parties(involved(db.session, row.key)),
        "isBasedOn": [each for each in (row.source_url, _solution(row)) if each],
        "license": row.record_licence,
    }


def _solution(row: Exchange) -> str | None:
    return permanent("solutions", row.solution_id) if row.solution_id else None


LISTED = Listed(
    name="exchanges",
    kind=KIND,
    table="exchange",
    label=_("Documented exchanges"),
    model=Exchange,
    facets=FACETS,
    rows=rows,
    record=lambda row: row,
    page=exchange_url,
    title=title,
    summary=summary,
    columns=COLUMNS,
    linked=in_linked_data,
    authors=lambda _row: [],  # written by the site, from public sources
)
