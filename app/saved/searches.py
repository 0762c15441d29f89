"""A search as a value: which list, and what is asked of it; in words, as an address, and what it finds."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core.bidi import isolated_in
from app.core.i18n import current_language, direction_of
from app.taxonomy.drops import parts_of
from app.taxonomy.list_facets import FACETS
from app.taxonomy.listed import Listed, lists
from app.taxonomy.listing import Listing
from app.taxonomy.listing_address import ListAddress

PUBLIC = frozenset({"public"})  # mails tell of what everybody may read
RIGHT_TO_LEFT_MARK = "\u200f"
LONGEST_QUERY = 1_500  # characters
MOST_LOOKED_AT = 50  # of the newest results: a mail holds eight


@dataclass(frozen=True, slots=True)
class Search:
    """`name` is that of a list ("solutions"), `query` the canonical one of its address, without order and page."""

    name: str
    query: str

    @property
    def listed(self) -> Listed:
        return lists()[self.name]

    @property
    def address(self) -> ListAddress:
        known = {name: FACETS[name].codes() for name in self.listed.facets}
        return ListAddress.read(parse_qsl(self.query.removeprefix("?")), known)

    @property
    def is_too_long(self) -> bool:
        return len(self.query) > LONGEST_QUERY

    @property
    def label(self) -> str:
        """What kind of record is looked for."""
        return str(self.listed.label)

    @property
    def words(self) -> str:
        """What narrows the list, in the language in force; empty for all of it."""
        facets = [FACETS[name] for name in self.listed.facets]
        language = current_language()
        apart = [isolated_in(direction_of(language), part.label) for part in parts_of(self.address, facets, language)]
        # Isolated parts tell no direction: the mark gives the whole that of the page.
        return (RIGHT_TO_LEFT_MARK if apart and direction_of(language) == "rtl" else "") + " · ".join(apart)

    def path(self, language: str) -> str:
        return f"/{language}/{self.name}{self.query}"

    def newest(self, session: Session, standing: Collection[str], *, after: datetime) -> list[int]:
        """The numbers of the newest it finds for everybody's eyes, of those that appeared after that moment."""
        listing = Listing(
            kind=self.listed.kind,
            facets=[FACETS[name] for name in self.listed.facets],
            address=self.address,
            path="",
            language=current_language(),
            audience=PUBLIC,
            standing=standing,
        )
        ids = listing.newest(MOST_LOOKED_AT)
        model: Any = self.listed.model
        appeared = getattr(model, "published_at", model.created_at)
        since = select(model.id).where(model.id.in_(ids), func.coalesce(appeared, model.created_at) > after)
        new = set(session.scalars(since)) if ids else set()
        return [number for number in ids if number in new]

    def rows(self, ids: Sequence[int]) -> Mapping[int, Any]:
        """What the list shows of some of them, in their order; of those alone that everybody may see."""
        rows = self.listed.rows(ids) if ids else {}
        return {number: rows[number] for number in ids if number in rows}
