"""A record as a card on other sites: a small page that may stand in a frame there, and what oEmbed says of it.

oEmbed 1.0 (https://oembed.com, read on 29 November 2026): a site that is given the address of one of our pages asks
`/oembed` for it and gets the frame to put in its place.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

from flask import current_app
from flask_babel import gettext as _
from markupsafe import Markup

from app.core.addresses import absolute
from app.core.index import standings_shown
from app.core.records import PublishedRecord, Standing, Visibility
from app.core.slugs import LARGEST_ID
from app.interchange.xml import worded, written
from app.taxonomy.listed import Listed, Words, lists

WIDTH, HEIGHT = 480, 320  # of the frame, in CSS pixels, unless there is less room
FRESH = 86_400  # seconds that a site may keep what we said
ONE_OF_OURS = re.compile(r"(?:/(?P<language>[a-z]{2}))?/(?P<name>[a-z]+)/(?P<number>\d{1,12})(?:-[^/]*)?")


@dataclass(frozen=True, slots=True)
class Card:
    """What everybody may read of one record, and where it stands."""

    listed: Listed
    record: PublishedRecord

    @property
    def title(self) -> Words:
        return self.listed.title(self.record)

    @property
    def summary(self) -> Words:
        return self.listed.summary(self.record)

    @property
    def heading(self) -> str:
        """Its title where there is no markup beside it."""
        title = self.title.text
        return str(_("Example: %(subject)s", subject=title)) if self.record.standing == Standing.EXAMPLE else title

    @property
    def page(self) -> str:
        return absolute(self.listed.page(self.record))

    def address(self, language: str) -> str:
        return absolute(f"/{language}/embed/{self.listed.name}/{self.record.key}")


def card_of(listed: Listed, number: int) -> Card | None:
    """None for what is not public, whoever asks: a frame shows the same to all who see the site around it."""
    row = listed.rows([number]).get(number)
    return None if row is None else card_for(listed, listed.record(row))


def card_for(listed: Listed, record: PublishedRecord) -> Card | None:
    """The same for a record at hand: its page asks for it no second time."""
    is_public = record.visibility == Visibility.PUBLIC and record.standing in standings_shown()
    return Card(listed, record) if is_public else None


def meant(address: str, otherwise: str) -> tuple[str, Listed, int] | None:
    """The language, list and number of one of our pages, by its address; `otherwise` where that has no language."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    found = ONE_OF_OURS.fullmatch(parts.path)
    if found is None or parts.netloc != urlsplit(str(current_app.config["BASE_URL"])).netloc:
        return None
    language, listed, number = found["language"] or otherwise, lists().get(found["name"]), int(found["number"])
    if listed is None or number > LARGEST_ID or language not in current_app.config["LANGUAGES"]:
        return None
    return language, listed, number


def described(card: Card, language: str, *, room: tuple[int, int]) -> Mapping[str, str | int]:
    """In the terms of oEmbed; `room`: the most that the frame may be wide and high."""
    title = card.heading
    width, height = min(WIDTH, room[0]), min(HEIGHT, room[1])
    return {
        "version": "1.0",
        "type": "rich",
        "title": title,
        "provider_name": str(current_app.config["SITE"].name),
        "provider_url": absolute(f"/{language}/"),
        "cache_age": FRESH,
        "width": width,
        "height": height,
        "html": frame(card.address(language), title, width=width, height=height),
    }


def frame(address: str, title: str, *, width: int = WIDTH, height: int = HEIGHT) -> Markup:
    """What stands on the other site. No script, nothing sent along, and not asked for before it is near."""
    return Markup(
        '<iframe src="{}" title="{}" width="{}" height="{}" loading="lazy" referrerpolicy="no-referrer"></iframe>'
    ).format(address, title, width, height)


def in_xml(said: Mapping[str, str | int]) -> bytes:
    root = Element("oembed")
    for name, value in said.items():
        worded(root, name, str(value))
    return written(root)
