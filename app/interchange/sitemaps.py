"""Sitemaps for search engines: what institutions and countries themselves confirmed and opened to everybody.

What the site wrote from public sources, and what is invented, is in none (`standing`). Each address names the same
page in every language, and when what stands there was last changed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from flask import Flask, current_app
from sqlalchemy import func, select
from sqlmodel import col

from app.core.addresses import absolute
from app.core.db import db
from app.core.i18n import FALLBACK
from app.core.index import catalogue, record_id
from app.core.records import Standing
from app.interchange.tables import in_batches, moment, published
from app.taxonomy.listed import Listed, lists
from app.translation.service import changed_in, put_away

EXTENSION = "crux_open_pages"
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML = "http://www.w3.org/1999/xhtml"
HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'
MOST = 50_000  # addresses in one file, by the protocol
LONGEST = 1_400  # records in one file: with long titles in Arabic and seven languages still below 50 MB


def register_pages(app: Flask, *paths: str) -> None:
    """Say which pages of a feature, besides records, everybody should be able to find; each without its language."""
    app.extensions.setdefault(EXTENSION, []).extend(paths)


def index() -> Iterator[str]:
    """The list of all sitemaps."""
    yield f'{HEAD}<sitemapindex xmlns="{NAMESPACE}">\n'
    yield f"<sitemap><loc>{absolute('/sitemaps/pages.xml')}</loc></sitemap>\n"
    for listed in lists().values():
        for part, numbers in enumerate(parts_of(listed), 1):
            address, changed = absolute(f"/sitemaps/{listed.name}-{part}.xml"), _newest(listed, numbers)
            yield f"<sitemap><loc>{address}</loc><lastmod>{moment(changed)}</lastmod></sitemap>\n"
    yield "</sitemapindex>\n"


def of_pages() -> Iterator[str]:
    paths = [*current_app.extensions.get(EXTENSION, []), *lists()]
    return _file(entry for path in paths for entry in _entries(path, {}))


def of_records(listed: Listed, numbers: Sequence[int]) -> Iterator[str]:
    return _file(_entries_of(listed, numbers))


def parts_of(listed: Listed) -> list[Sequence[int]]:
    """The numbers of the records that may be found, as many together as go into one file."""
    size = min(MOST // len(_languages()), LONGEST)
    total, _none = found_by_everybody(listed, {Standing.CONFIRMED})
    found = sorted(found_by_everybody(listed, {Standing.CONFIRMED}, limit=total)[1]) if total else []
    return [found[start : start + size] for start in range(0, len(found), size)]


def found_by_everybody(listed: Listed, standing: Collection[str], *, limit: int = 0) -> tuple[int, list[int]]:
    """How many records of this kind everybody may read, and the numbers of the newest."""
    page = catalogue().search(
        audience={"public"}, standing=standing, filters={"kind": {listed.kind}}, order="newest", limit=limit
    )
    return page.total, [record_id(hit.key) for hit in page.hits]


def _entries_of(listed: Listed, numbers: Sequence[int]) -> Iterator[str]:
    for some in in_batches(numbers):
        rows = [listed.record(row) for row in listed.rows(some).values()]
        translated = changed_in(db.session, listed.table, some)
        told = [entry for row in rows for entry in _entries(_rest(listed.page(row)), _changed(row, translated))]
        put_away(db.session)
        db.session.rollback()
        yield from told


def _changed(row: Any, translated: dict[int, dict[str, datetime]]) -> dict[str, datetime]:
    """When the page of a record was last changed, by its language."""
    own = max(row.changed_at, published(row))
    return {language: max(own, translated.get(row.key, {}).get(language, own)) for language in _languages()}


def _entries(path: str, changed: dict[str, datetime]) -> Iterator[str]:
    """One page in each of its languages, each with the addresses of all."""
    addresses = {language: absolute(f"/{language}/{path}") for language in _languages()}
    links = "".join(_alternate(language, address) for language, address in addresses.items())
    links += _alternate("x-default", addresses[FALLBACK])
    for language, address in addresses.items():
        when = f"<lastmod>{moment(changed[language])}</lastmod>" if changed else ""
        yield f"<url><loc>{escape(address)}</loc>{when}{links}</url>\n"


def _alternate(language: str, address: str) -> str:
    return f'<xhtml:link rel="alternate" hreflang="{language}" href={quoteattr(address)}/>'


def _file(entries: Iterable[str]) -> Iterator[str]:
    yield f'{HEAD}<urlset xmlns="{NAMESPACE}" xmlns:xhtml="{XHTML}">\n'
    yield from entries
    yield "</urlset>\n"


def _newest(listed: Listed, numbers: Sequence[int]) -> datetime:
    found = select(func.max(col(listed.model.changed_at))).where(col(listed.model.id).in_(numbers))
    changed: datetime = db.session.execute(found).scalar_one()
    translated = changed_in(db.session, listed.table, numbers)
    return max([changed, *(when for each in translated.values() for when in each.values())])


def _languages() -> list[str]:
    known: list[str] = current_app.config["LANGUAGES"]
    return known


def _rest(path: str) -> str:
    """The address of a page without its language."""
    return path.split("/", 2)[2]
