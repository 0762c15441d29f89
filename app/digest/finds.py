"""The section "saved searches": what has appeared in them since they were saved, each thing once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import partial
from typing import Any, cast

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.accounts.models import Subscriber
from app.core.addresses import absolute
from app.core.i18n import current_language
from app.core.records import PublishedRecord, Standing
from app.digest.selection import Candidate, Told, Window
from app.saved.models import SavedSearch
from app.saved.searches import Search
from app.saved.searching import searches_of
from app.taxonomy.listed import lists
from app.translation.service import LocalText, prefetch

SECTION = "searches"


def new_finds(session: Session, subscriber: Subscriber, window: Window) -> Sequence[Candidate]:
    saved = [row for row in searches_of(session, subscriber.id or 0) if row.list_name in lists()]
    return [candidate for row in saved for candidate in _of(session, row, window)]


def _of(session: Session, saved: SavedSearch, window: Window) -> Iterator[Candidate]:
    """The newest first. What appeared before the search was saved has been seen."""
    search = Search(saved.list_name, saved.query)
    rows = search.newest(window.standings)
    prefetch(session, [search.listed.record(row) for row in rows.values()])
    for place, (number, row) in enumerate(rows.items()):
        record = search.listed.record(row)
        if _appeared(record) <= saved.created_at:
            continue
        yield Candidate(
            item=f"{search.listed.kind}:{number}",
            version=1,
            score=1 / (1 + place),
            group=f"search:{saved.id}",
            standings=frozenset({record.standing.value}),
            tell=partial(_told, search, row),
        )


def _appeared(record: PublishedRecord) -> datetime:
    published: datetime | None = getattr(record, "published_at", None)
    return published or record.created_at


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
    )
