"""The section "saved searches": what has appeared in them since they were saved, each thing once."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import partial
from typing import Any, cast

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.accounts.models import Subscriber
from app.core.addresses import absolute
from app.core.i18n import current_language
from app.core.records import Standing
from app.digest.selection import MOST_ITEMS, Candidate, Told, Window
from app.digest.service import told_to
from app.saved.models import SavedSearch
from app.saved.searches import Search
from app.saved.searching import searches_of
from app.taxonomy.listed import lists
from app.translation.service import LocalText, prefetch

SECTION = "searches"


def new_finds(session: Session, subscriber: Subscriber, window: Window) -> Sequence[Candidate]:
    number = subscriber.id or 0
    saved = [row for row in searches_of(session, number) if row.list_name in lists()]
    told = {item for item, _ in told_to(session, number)} if saved else set()
    return [candidate for row in saved for candidate in _of(session, row, window, told)]


def _of(session: Session, saved: SavedSearch, window: Window, told: Collection[str]) -> Iterator[Candidate]:
    """The newest first, as many as a mail holds. What appeared before the search was saved has been seen."""
    search = Search(saved.list_name, saved.query)
    numbers = search.newest(session, window.standings, after=saved.created_at)
    places = {number: place for place, number in enumerate(numbers) if _item(search, number) not in told}
    rows = search.rows(list(places)[:MOST_ITEMS])
    prefetch(session, [search.listed.record(row) for row in rows.values()])
    for number, row in rows.items():
        yield Candidate(
            item=_item(search, number),
            version=1,
            score=1 / (1 + places[number]),
            group=f"search:{saved.id}",
            standings=frozenset({search.listed.record(row).standing.value}),
            tell=partial(_told, search, row),
        )


def _item(search: Search, number: int) -> str:
    return f"{search.listed.kind}:{number}"


def _told(search: Search, row: Any) -> Told:
    listed, language = search.listed, current_language()
    record = listed.record(row)
    title = cast(LocalText, listed.title(record))
    return Told(
        title=title.text,
        lang=title.lang,
        dir=title.dir,
        label=title.label,
        url=absolute(f"/{language}/{search.name}/{record.key}"),
        facts="",
        because=(
            _("It is new in your search “%(search)s” (%(list)s).", search=search.words, list=search.label)
            if search.words
            else _("It is new in a list that you follow: %(list)s", list=search.label)
        ),
        because_url=absolute(search.path(language)),
        because_label=_("All results of this search"),
        points=0,
        reasons=(),
        example=record.standing == Standing.EXAMPLE,
        is_public=True,
    )
