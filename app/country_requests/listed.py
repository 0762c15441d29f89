"""Country requests as programs read them: what their readers' page shows, and none of the private fields."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _

from app.country_requests.models import CountryRequest
from app.country_requests.search import FACETS, KIND, TABLE
from app.country_requests.views import request_url, rows_by_id
from app.taxonomy import linked
from app.taxonomy.listed import Column, Listed
from app.translation.service import LocalText, text_in

COLUMNS = (
    Column("title", _("Title"), lambda row: text_in(row, "title"), words=True),
    Column("problem", _("The problem"), lambda row: text_in(row, "problem"), words=True),
    Column("number", _("Number"), lambda row: row.reference),
    Column("country", _("Country"), lambda row: row.country),
    Column("status", _("Status"), lambda row: row.status.value),
    Column("goals_and_targets", _("Goal and target"), lambda row: row.targets),
    Column("sectors", _("Sectors"), lambda row: row.sectors),
    Column("modalities", _("Ways of working"), lambda row: row.modalities),
    Column("working_languages", _("Working languages"), lambda row: row.languages),
    Column("deadline", _("Deadline"), lambda row: row.deadline),
)


def title(row: CountryRequest) -> LocalText:
    return text_in(row, "title")


def summary(row: CountryRequest) -> LocalText:
    return text_in(row, "problem")


def in_linked_data(row: CountryRequest) -> dict[str, Any]:
    return {
        "@type": "Demand",
        "description": linked.worded(summary(row)),
        "itemOffered": {"@type": "Service", "serviceType": linked.terms("modalities", row.modalities)},
        "areaServed": linked.countries([row.country]),
        "category": linked.goals(row.targets) + linked.terms("sectors", row.sectors),
        "availableLanguage": row.languages,
        "validFrom": row.published_at.isoformat() if row.published_at else None,
        "validThrough": row.deadline.isoformat() if row.deadline else None,
        "disambiguatingDescription": linked.worded(text_in(row, "outcome")),
    }


LISTED = Listed(
    name="requests",
    kind=KIND,
    table=TABLE,
    label=_("Requests seeking a partner"),
    model=CountryRequest,
    facets=FACETS,
    rows=rows_by_id,
    record=lambda row: row,
    page=request_url,
    title=title,
    summary=summary,
    columns=COLUMNS,
    linked=in_linked_data,
)
