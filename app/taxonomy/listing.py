"""The list of a catalogue: what an address asks for, found in the one index, ready for the page.

Solutions, exchanges, organisations and country requests use it alike: the view says which kind and which
facets, and gives a function that reads rows by their numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Self, TypeVar

from flask import Response, request

from app.core.collation import in_order
from app.core.htmx import page_or_fragment, wants_fragment
from app.core.i18n import current_language
from app.core.index import HybridIndex, catalogue, meaning_of_words, record_id, standings_shown
from app.core.paging import Paging
from app.core.permissions import actor, audience_of
from app.core.records import Standing
from app.taxonomy.drops import Drop, best_drop, parts_of
from app.taxonomy.found import FacetView, Found, chips_of, option_views, sort_links
from app.taxonomy.list_facets import FACETS, Facet
from app.taxonomy.listing_address import SORTS, ListAddress, Sort

Row = TypeVar("Row")
Names = Callable[[Sequence[int], str], Mapping[int, str]]  # (numbers, language) → what each is called there
ORDERS: dict[Sort, Any] = {"match": "relevance", "newest": "newest", "evidence": "evidence", "name": "newest"}
STANDING = "standing"
EVIDENCED = {"solution"}  # kinds of which some are better known than others


@dataclass(frozen=True)
class Listing:
    """One kind of record, narrowed by an address. `extra` holds filters that no address can change."""

    kind: str
    facets: Sequence[Facet]
    address: ListAddress
    path: str
    language: str
    audience: Collection[str]
    standing: Collection[str]
    extra: Mapping[str, Collection[str]] = field(default_factory=dict)

    @classmethod
    def from_request(
        cls, *, kind: str, facets: Sequence[str], extra: Mapping[str, Collection[str]] | None = None
    ) -> Self:
        """The list that the present web request asks for, as its reader may see it."""
        return cls(
            kind=kind,
            facets=[FACETS[name] for name in facets],
            address=address_asked(facets),
            path=request.path,
            language=current_language(),
            audience=audience_of(actor()),
            standing=standings_shown(),
            extra=extra or {},
        )

    def page_of(
        self, rows_by_id: Callable[[Sequence[int]], Mapping[int, Row]], *, names: Names | None = None
    ) -> Found[Row]:
        """The page asked for (the last one if there are fewer), with facets counted and rows read.

        With `names`, readers can have the list in the order of the names in their language.
        """
        total = self._total(self.address)
        paging = Paging(min(self.address.page, Paging(1, total).pages), total)
        address = self.address.on_page(paging.number)
        counts = self._counts(address)
        return Found(
            numbers=self._page(address, paging, names),
            read=rows_by_id,
            total=total,
            examples=counts[STANDING].get(Standing.EXAMPLE, 0),
            paging=paging,
            address=address,
            path=self.path,
            facets=self._facet_views(address, counts),
            chips=chips_of(address, self.facets, self.path, self.language),
            sorts=sort_links(address, self.path, self._sorts(named=names is not None)),
            drop=None if total else self._drop(),
        )

    def numbers(self, *, names: Names | None = None, limit: int | None = None) -> Sequence[int]:
        """The numbers of all that the address asks for, in its order, whatever the page; at most `limit`."""
        total = self._total(self.address)
        wanted = total if limit is None else min(limit, total)
        if names and self.address.sort == "name":
            return self._by_name(self.address, names, Paging(1, total, max(1, wanted)))
        return self._ids(self.address, limit=wanted, offset=0) if wanted else []

    def newest(self, limit: int) -> Sequence[int]:
        """The numbers of the newest of all that the address asks for."""
        return self._ids(self.address.sorted_by("newest"), limit=limit, offset=0)

    def _sorts(self, *, named: bool) -> list[Sort]:
        """The orders that make sense for this kind of record."""
        offered = {"match", "newest", *(["evidence"] if self.kind in EVIDENCED else []), *(["name"] if named else [])}
        return [sort for sort in SORTS if sort in offered]

    def _page(self, address: ListAddress, paging: Paging, names: Names | None) -> Sequence[int]:
        """The numbers of one page, in their order."""
        if names and address.sort == "name":
            return self._by_name(address, names, paging)
        return self._ids(address, limit=paging.size, offset=paging.offset)

    def _by_name(self, address: ListAddress, names: Names, paging: Paging) -> Sequence[int]:
        """The numbers of one page, of all that the address asks for put in the order of the alphabet."""
        ids = self._ids(address, limit=paging.total, offset=0)
        called = names(ids, self.language)
        ordered = in_order(ids, lambda number: called.get(number, ""), self.language)
        return ordered[paging.offset : paging.offset + paging.size]

    @cached_property
    def _index(self) -> HybridIndex:
        return catalogue()

    def _ids(self, address: ListAddress, *, limit: int, offset: int) -> Sequence[int]:
        """The numbers of what the address asks for, in the index's order."""
        page = self._index.search(
            address.words,
            audience=self.audience,
            standing=self.standing,
            filters=self._filters(address),
            meaning=self._meaning,
            order=ORDERS[address.sort],
            limit=limit,
            offset=offset,
        )
        return [record_id(hit.key) for hit in page.hits]

    def _total(self, address: ListAddress) -> int:
        filters = self._filters(address)
        page = self._index.search(
            address.words,
            audience=self.audience,
            standing=self.standing,
            filters=filters,
            meaning=self._meaning,
            limit=0,
        )
        return page.total

    @cached_property
    def _meaning(self) -> Mapping[str, Any]:
        """What was typed, as the encoders read it: words of one language find records in another."""
        return meaning_of_words(self.address.words)

    def _filters(self, address: ListAddress) -> dict[str, Collection[str]]:
        coded = {facet.name: facet.coded for facet in self.facets}
        chosen = {coded[name]: codes for name, codes in address.chosen.items()}
        return {**chosen, **self.extra, "kind": {self.kind}}

    def _counts(self, address: ListAddress) -> dict[str, dict[str, int]]:
        return self._index.count(
            address.words,
            audience=self.audience,
            standing=self.standing,
            filters=self._filters(address),
            meaning=self._meaning,
            facets=[STANDING, *(facet.coded for facet in self.facets)],
        )

    def _facet_views(self, address: ListAddress, counts: Mapping[str, Mapping[str, int]]) -> list[FacetView]:
        """Facets with true counts; one that knows nothing about these records is hidden, never guessed."""
        views = (self._facet_view(facet, counts[facet.coded], address) for facet in self.facets)
        return [view for view in views if view.options]

    def _facet_view(self, facet: Facet, counts: Mapping[str, int], address: ListAddress) -> FacetView:
        options = option_views(facet.options(self.language), counts, address.chosen.get(facet.name, ()))
        return FacetView(facet.name, str(facet.label), options, facet.name in address.chosen)

    def _drop(self) -> Drop | None:
        parts = parts_of(self.address, self.facets, self.language)
        return best_drop(self.address, parts, self.path, self._total)


def address_asked(facets: Sequence[str]) -> ListAddress:
    """The state of a list with these facets that the present web request names."""
    return ListAddress.read(request.args.items(multi=True), {name: FACETS[name].codes() for name in facets})


def list_page(found: Found[Any], page: str, *, fragment: str, **context: Any) -> Response:
    """The list as a page, or its changing part to htmx, which then shows the canonical address of this state."""
    response = page_or_fragment(page, fragment=fragment, found=found, **context)
    if wants_fragment():
        response.headers["HX-Push-Url"] = found.canonical
    return response
