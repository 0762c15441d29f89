"""Organisations as programs read them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from flask_babel import lazy_gettext as _

from app.core.addresses import permanent
from app.core.db import db, utc_now
from app.organisations.models import Organisation
from app.organisations.replies import bands_of
from app.organisations.search import FACETS, KIND
from app.organisations.selection import Involved, names_in, rows_by_id
from app.organisations.views import organisation_url
from app.taxonomy import linked
from app.taxonomy.listed import Column, Listed
from app.translation.service import LocalText, text_in

NAME = "organisations"
REPLIES = "reply_bands_at_hand"  # in session.info, of the rows of one page
COLUMNS = (
    Column("name", _("Name"), lambda row: text_in(row, "name"), words=True),
    Column("short_name", _("Short name"), lambda row: row.acronym),
    Column("also_known_as", _("Also known as"), lambda row: row.also_known_as),
    Column("type", _("Type of organisation"), lambda row: row.organisation_type),
    Column("registration", _("Registration"), lambda row: row.registration),
    Column("country", _("Country"), lambda row: row.country),
    Column("works_in", _("Works in"), lambda row: row.presence),
    Column("sectors", _("Sectors"), lambda row: row.sectors),
    Column("modalities", _("Ways of working"), lambda row: row.modalities),
    Column("working_languages", _("Working languages"), lambda row: row.languages),
    Column("founded", _("Founded"), lambda row: row.founded),
    Column("usual_reply", _("Usual reply"), lambda row: db.session.info.get(REPLIES, {}).get(row.key)),
    Column("last_confirmed", _("Last confirmed"), lambda row: row.last_confirmed_on),
    Column("source", _("Source"), lambda row: row.source_url),
    Column("licence", _("Licence"), lambda row: row.record_licence),
)


def rows(ids: Sequence[int]) -> Mapping[int, Organisation]:
    found = rows_by_id(db.session, ids)
    db.session.info[REPLIES] = bands_of(db.session, found, now=utc_now())
    return found


def title(row: Organisation) -> LocalText:
    return text_in(row, "name")


def summary(row: Organisation) -> LocalText:
    return text_in(row, "summary")


def names(ids: Sequence[int], language: str) -> Mapping[int, str]:
    return names_in(db.session, ids, language)


def parties(involved: Iterable[Involved]) -> list[dict[str, Any]]:
    """Those with a part in a record, each by the address that stays."""
    return [
        {
            "@id": permanent(NAME, each.organisation.key),
            "@type": "Organization",
            "name": linked.worded(title(each.organisation)),
        }
        for each in involved
    ]


def in_linked_data(row: Organisation) -> dict[str, Any]:
    return {
        "@type": "Organization",
        "alternateName": [name for name in (row.acronym, *row.also_known_as) if name],
        "description": linked.worded(summary(row)),
        "location": linked.countries([row.country] if row.country else []),
        "areaServed": linked.countries(row.presence),
        "knowsLanguage": row.languages,
        "knowsAbout": linked.terms("sectors", row.sectors),
        "foundingDate": str(row.founded) if row.founded else None,
        "subjectOf": [{"@id": row.source_url, "@type": "WebPage"}] if row.source_url else [],
    }


LISTED = Listed(
    name=NAME,
    kind=KIND,
    table="organisation",
    label=_("Organisations"),
    model=Organisation,
    facets=FACETS,
    rows=rows,
    record=lambda row: row,
    page=organisation_url,
    title=title,
    summary=summary,
    columns=COLUMNS,
    linked=in_linked_data,
    names=names,
)
