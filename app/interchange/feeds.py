"""A list as an Atom feed (RFC 4287): what is new in it, whatever narrows it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from flask import current_app
from flask_babel import gettext as _

from app.core.addresses import SINCE, absolute, tag
from app.core.db import db
from app.core.records import Standing
from app.interchange.tables import moment, published
from app.interchange.xml import LANGUAGE, worded, written
from app.taxonomy.listed import Listed
from app.taxonomy.listing import Listing
from app.translation.service import changed_in

NAMESPACE = "http://www.w3.org/2005/Atom"
ENTRIES = 50
BEGINNING = datetime(int(SINCE), 1, 1, tzinfo=UTC)  # the last change of a list that holds nothing


def feed(listed: Listed, listing: Listing) -> bytes:
    """The newest of the list; every address and name in it stays the same."""
    address = listing.address.whole.sorted_by("newest")
    numbers = replace(listing, address=address).numbers(limit=ENTRIES)
    rows = listed.rows(numbers) if numbers else {}
    translated = changed_in(db.session, listed.table, rows)
    updated = {
        key: _updated(listed.record(row), translated.get(key, {}).get(listing.language)) for key, row in rows.items()
    }
    root = _head(listed, listing.language, address.query, max(updated.values(), default=BEGINNING))
    for number in numbers:
        if number in rows:
            _entry(root, listed, rows[number], listing.language, updated[number])
    return written(root)


def _head(listed: Listed, language: str, query: str, updated: datetime) -> Element:
    path, site = f"/{language}/{listed.name}", str(current_app.config["SITE"].name)
    root = Element("feed", {"xmlns": NAMESPACE, LANGUAGE: language})
    worded(root, "id", tag(f"{language}/{listed.name}{query}"))
    worded(root, "title", _("%(page)s – %(site)s", page=str(listed.label), site=site))
    worded(root, "updated", moment(updated))
    _link(root, "self", absolute(f"{path}.atom{query}"), "application/atom+xml", language)
    _link(root, "alternate", absolute(path + query), "text/html", language)
    worded(SubElement(root, "author"), "name", site)
    return root


def _entry(root: Element, listed: Listed, row: Any, language: str, updated: datetime) -> None:
    record = listed.record(row)
    title, summary = listed.title(record), listed.summary(record)
    entry = SubElement(root, "entry")
    worded(entry, "id", tag(f"{listed.name}/{record.key}"))
    example = record.standing == Standing.EXAMPLE
    worded(entry, "title", _("Example: %(subject)s", subject=title.text) if example else title.text, title.lang)
    worded(entry, "updated", moment(updated))
    worded(entry, "published", moment(published(record)))
    _link(entry, "alternate", absolute(listed.page(record)), "text/html", language)
    SubElement(entry, "category", {"term": record.standing, "scheme": tag("standing")})
    if summary.text:
        worded(entry, "summary", summary.text, summary.lang)


def _link(parent: Element, relation: str, address: str, kind: str, language: str) -> None:
    SubElement(parent, "link", {"rel": relation, "type": kind, "hreflang": language, "href": address})


def _updated(record: Any, translated: datetime | None) -> datetime:
    """What readers of this language see was changed then."""
    known: list[datetime] = [record.changed_at, published(record), *([translated] if translated else [])]
    return max(known)
