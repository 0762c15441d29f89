"""How country requests become documents of the one index, and the need behind a match.

What governments trust the site with (money, priority, capacity, contact) is in no document: not even for
those who may read it, so that no search, count or reason can let it out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from app.core.db import utc_now
from app.core.index import Document, Text, document_key
from app.country_requests.models import SEEKING, CountryRequest
from app.taxonomy.list_facets import catalogue_facets, catalogue_names
from app.translation.indexing import Fields, joined_words, texts_by_language, words_by_language

KIND = "request"
FACETS = ("goal", "place", "sector", "modality", "language", "group", "body")
TABLE = "country_request"  # the name under which translations are kept
FEW = 500  # more ids than this are not worth listing in a statement
# The fields that are words, in the order of the page; no private field is among them.
NEED = ("title", "problem", "outcome")  # what it is about: matched with solutions
DETAILS = (
    "who_is_affected",
    "where",
    "causes",
    "efforts",
    "plan_reference",
    "indicators",
    "practical_requirements",
    "sustainability",
    "monitoring",
)


def documents(session: Session, ids: Collection[int] | None) -> Iterable[Document]:
    """The documents of the requests among `ids` (None: all) that seek a partner."""
    rows = seeking(session, ids)
    texts = texts_by_language(session, TABLE, rows, need_of)
    details = words_by_language(session, TABLE, rows, details_of)
    for row in rows:
        yield _document(row, texts[row.key], details[row.key])


def need_document(session: Session, row: CountryRequest) -> Document:
    """The need that recommendations match, whatever the state of the request."""
    return need_documents(session, [row])[row.key]


def need_documents(session: Session, rows: Sequence[CountryRequest]) -> dict[int, Document]:
    """The same for several requests, by number."""
    texts = texts_by_language(session, TABLE, rows, need_of)
    return {row.key: _document(row, texts[row.key], {}) for row in rows}


def seeking(session: Session, ids: Collection[int] | None) -> list[CountryRequest]:
    wanted = select(CountryRequest).where(col(CountryRequest.status).in_(SEEKING))
    if ids is not None:
        wanted = wanted.where(col(CountryRequest.id).in_(ids))
    return list(session.scalars(wanted))


def need_of(row: CountryRequest) -> Fields:
    return {name: getattr(row, name) for name in NEED}


def details_of(row: CountryRequest) -> Fields:
    return {name: getattr(row, name) for name in DETAILS}


def _document(row: CountryRequest, texts: dict[str, Text], details: dict[str, str]) -> Document:
    names = catalogue_names(claims=row.targets, sectors=row.sectors, modalities=row.modalities, countries=[row.country])
    return Document(
        key=document_key(KIND, row.key),
        texts=texts,
        names=joined_words(names, details),
        facets=catalogue_facets(
            KIND,
            standing=row.standing,
            on=utc_now().date(),
            claims=row.targets,
            sectors=row.sectors,
            modalities=row.modalities,
            countries=[row.country],
            languages=row.languages,
        ),
        audience=row.visibility,
        standing=row.standing,
        day=(row.published_at or row.created_at).date().toordinal(),
    )
