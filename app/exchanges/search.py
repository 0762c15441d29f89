"""How documented exchanges become documents of the one index."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from app.core.changes import mark_changed
from app.core.db import utc_now
from app.core.index import Document, document_key
from app.exchanges.models import Exchange, ExchangeOrganisation
from app.exchanges.selection import published
from app.organisations.selection import names_by_record
from app.organisations.suspended import records_of_suspended
from app.taxonomy.list_facets import catalogue_facets, catalogue_names
from app.translation.indexing import Fields, texts_by_language

KIND = "exchange"
FACETS = ("goal", "place", "sector", "modality", "group", "body")


def documents(session: Session, ids: Collection[int] | None) -> Iterable[Document]:
    """The documents of the published exchanges among `ids` (None: all)."""
    rows = published(session, ids)
    texts = texts_by_language(session, KIND, rows, _fields)
    keys = [row.key for row in rows]
    organisations = names_by_record(session, ExchangeOrganisation, ExchangeOrganisation.exchange_id, keys)
    hidden = records_of_suspended(session, ExchangeOrganisation, ExchangeOrganisation.exchange_id)
    on = utc_now().date()
    for row in rows:
        if row.key in hidden:
            continue
        countries = [*row.provider_countries, *row.partner_countries]
        names = catalogue_names(claims=row.goals, sectors=row.sectors, modalities=row.modalities, countries=countries)
        partners = [*organisations[row.key], *_other_names(row)]
        yield Document(
            key=document_key(KIND, row.key),
            texts=texts[row.key],
            names={**names, row.source_language: " · ".join([names.get(row.source_language, ""), *partners])},
            facets=catalogue_facets(
                KIND,
                standing=row.standing,
                on=on,
                claims=row.goals,
                sectors=row.sectors,
                modalities=row.modalities,
                countries=countries,
            ),
            audience=row.visibility,
            standing=row.standing,
            day=(row.published_at or row.created_at).date().toordinal(),
        )


def mark_exchanges_of(session: Session, organisation_id: int) -> None:
    """An organisation leaves the public lists or comes back, and what it owns with it."""
    theirs = select(col(ExchangeOrganisation.exchange_id)).where(
        col(ExchangeOrganisation.organisation_id) == organisation_id
    )
    for number in session.scalars(theirs):
        mark_changed(session, KIND, number)


def _fields(row: Exchange) -> Fields:
    return {"title": row.title, "summary": row.summary, "what_changed": row.what_changed, "outcome": row.outcome}


def _other_names(row: Exchange) -> list[str]:
    """Partners that the source names and no record of ours stands for."""
    return [str(partner["name"]) for partner in row.triangular_partners if partner.get("name")]
