"""The ways from a page of the site to what programs read of it."""

from __future__ import annotations

from flask import render_template
from markupsafe import Markup

from app.core.i18n import current_language
from app.core.permissions import Actor
from app.core.records import PublishedRecord, Visibility
from app.interchange.citations import apa, citation_of
from app.interchange.embeds import card_for, frame
from app.taxonomy.found import Found
from app.taxonomy.listed import Listed, lists


def downloads(found: Found[object], _who: Actor) -> Markup:
    """Under a list: the same as files."""
    return _of_list("interchange/_downloads.html", found)


def list_head(found: Found[object], _who: Actor) -> Markup:
    """In the head of a list: its feed, for readers of feeds to discover."""
    return _of_list("interchange/_list_head.html", found)


def record_head(record: PublishedRecord, _who: Actor) -> Markup:
    """In the head of a record's page: the same as linked data, and as a card if everybody may see it."""
    listed = _list_of(record)
    if listed is None:
        return Markup("")
    is_public = record.visibility == Visibility.PUBLIC
    found = render_template("interchange/_record_head.html", listed=listed, record=record, is_public=is_public)
    return Markup(found)  # noqa: S704 - made by a template


def record_foot(record: PublishedRecord, _who: Actor) -> Markup:
    """At the end of a record that can be cited: how."""
    listed = _list_of(record)
    if listed is None or listed.authors is None:
        return Markup("")
    words, card = apa(citation_of(listed, record)), card_for(listed, record)
    found = render_template(
        "interchange/_cite.html",
        words=words,
        name=listed.name,
        number=record.key,
        # As a text: what stands on the page is copied, and so must still be escaped there.
        code=str(frame(card.address(current_language()), card.heading)) if card else "",
    )
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
