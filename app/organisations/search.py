"""How organisations become documents of the one index."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from sqlalchemy.orm import Session

from app.core.db import utc_now
from app.core.index import Document, document_key
from app.organisations.models import Organisation
from app.organisations.selection import published
from app.organisations.timeline import day_for_lists
from app.taxonomy.list_facets import catalogue_facets, catalogue_names
from app.translation.indexing import Fields, texts_by_language

KIND = "organisation"
FACETS = ("place", "type", "sector", "modality", "language", "group", "body")


def documents(session: Session, ids: Collection[int] | None) -> Iterable[Document]:
    """The documents of the published organisations among `ids` (None: all)."""
    rows = published(session, ids)
    texts = texts_by_language(session, KIND, rows, _fields, title="name")
    on = utc_now().date()
    for row in rows:
        countries = [row.country] if row.country else []
        yield Document(
            key=document_key(KIND, row.key),
            texts=texts[row.key],
            names=catalogue_names(
                sectors=row.sectors, modalities=row.modalities, countries=[*countries, *row.presence]
            ),
            facets=catalogue_facets(
                KIND,
                standing=row.standing,
                on=on,
                sectors=row.sectors,
                modalities=row.modalities,
                countries=countries,
                languages=row.languages,
                organisation_type=row.organisation_type,
            ),
            audience=row.visibility,
            standing=row.standing,
            day=day_for_lists(row.last_confirmed_on or row.created_at.date(), row.freshness),
        )


def _fields(row: Organisation) -> Fields:
    other_names = " · ".join([row.acronym or "", *row.also_known_as])
    return {"name": row.name, "other_names": other_names, "summary": row.summary}
