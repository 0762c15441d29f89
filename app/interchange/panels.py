"""The ways from a page of the site to what programs read of it."""

from __future__ import annotations

from flask import render_template, url_for
from markupsafe import Markup

from app.core.i18n import current_language
from app.core.permissions import Actor
from app.core.records import PublishedRecord
from app.interchange.citations import apa, citation_of
from app.taxonomy.found import Found
from app.taxonomy.listed import Listed, lists


def downloads(found: Found[object], _who: Actor) -> Markup:
    """Under a list: the same as files."""
    return _of_list("interchange/_downloads.html", found)


def list_head(found: Found[object], _who: Actor) -> Markup:
    """In the head of a list: its feed, for readers of feeds to discover."""
    return _of_list("interchange/_list_head.html", found)


def record_head(record: PublishedRecord, _who: Actor) -> Markup:
    """In the head of a record's page: the same as linked data."""
    listed = _list_of(record)
    if listed is None:
        return Markup("")
    address = url_for("interchange.linked_record", name=listed.name, number=record.key)
    return Markup('<link rel="alternate" type="application/ld+json" href="{}">\n').format(address)


def record_foot(record: PublishedRecord, _who: Actor) -> Markup:
    """At the end of a record that can be cited: how."""
    listed = _list_of(record)
    if listed is None or listed.authors is None:
        return Markup("")
    words = apa(citation_of(listed, record))
    found = render_template("interchange/_cite.html", words=words, name=listed.name, number=record.key)
    return Markup(found)  # noqa: S704 - made by a template


def _list_of(record: PublishedRecord) -> Listed | None:
    return next((each for each in lists().values() if isinstance(record, each.model)), None)


def _of_list(template: str, found: Found[object]) -> Markup:
    """Empty for pages that are narrowed by something else than their address, such as those of one country."""
    listed = _listed_at(found.path)
    if listed is None:
        return Markup("")
    query = found.address.whole.query
    return Markup(render_template(template, listed=listed, path=found.path, query=query))  # noqa: S704


def _listed_at(path: str) -> Listed | None:
    return next((each for each in lists().values() if path.rstrip("/") == f"/{current_language()}/{each.name}"), None)
