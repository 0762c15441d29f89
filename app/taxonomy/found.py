"""What a list page shows: rows, counted facets, chips and orders, each with the address it leads to."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, TypeVar
from urllib.parse import urlencode

from flask_babel import gettext as _

from app.core.paging import Paging
from app.taxonomy.drops import Drop
from app.taxonomy.list_facets import Facet, Option
from app.taxonomy.listing_address import PICKED, ListAddress, Sort, View, default_sort

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class OptionView:
    """A value that can be chosen in a facet, and how many records it gives."""

    code: str
    label: str
    language: str  # of the label: English where a name is not there yet
    count: int
    chosen: bool
    children: tuple[OptionView, ...] = ()

    @property
    def holds_chosen(self) -> bool:
        """Whether something inside is chosen, so that it must not be folded away."""
        return any(child.chosen or child.holds_chosen for child in self.children)


@dataclass(frozen=True, slots=True)
class FacetView:
    name: str
    label: str
    options: tuple[OptionView, ...]
    chosen: bool


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter in force; `url` is the list without it."""

    facet_label: str
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class SortLink:
    """An order of the list, or a way to look at it."""

    label: str
    url: str
    current: bool


@dataclass(frozen=True)
class Found(Generic[Row]):
    """A page of a list. `examples` of the `total` are example records.

    `numbers` are of the records of this page, in their order; `read` gets them from the database, when asked.
    """

    numbers: Sequence[int]
    read: Callable[[Sequence[int]], Mapping[int, Row]]
    total: int
    examples: int
    paging: Paging
    address: ListAddress
    path: str
    facets: Sequence[FacetView]
    chips: Sequence[Chip]
    sorts: Sequence[SortLink]
    drop: Drop | None

    @cached_property
    def rows(self) -> list[Row]:
        """The rows of the page, in their order; a row this transaction cannot see is left out."""
        found = self.read(self.numbers) if self.numbers else {}
        return [found[number] for number in self.numbers if number in found]

    @property
    def words(self) -> str:
        return self.address.words

    @property
    def narrows(self) -> bool:
        return self.address.narrows

    @property
    def canonical(self) -> str:
        return self.path + self.address.query

    @property
    def clear_url(self) -> str:
        return self.path + self.address.cleared().query

    @property
    def kept(self) -> list[tuple[str, str]]:
        """Names and values the search form sends along, so that new words keep the filters."""
        chosen = [(name, code) for name, codes in sorted(self.address.chosen.items()) for code in codes]
        return chosen + self._kept_always

    @property
    def kept_beside_facets(self) -> list[tuple[str, str]]:
        """Names and values the facet form sends along: the words, and an order that was chosen."""
        kept = [("q", self.words)] if self.words else []
        kept += [("sort", self.address.sort)] if self.address.sort != default_sort(self.words) else []
        return kept + self._kept_always

    @property
    def _kept_always(self) -> list[tuple[str, str]]:
        """How the list is looked at, and what was picked from it: no search or filter changes that."""
        view = [("view", self.address.view)] if self.address.view != "list" else []
        return view + self.address.picked_pairs

    @property
    def views(self) -> list[SortLink]:
        """The ways to look at these rows."""
        ways: list[tuple[View, str]] = [("list", _("List")), ("table", _("Table"))]
        here = self.address
        return [SortLink(label, self.path + here.seen_as(way).query, way == here.view) for way, label in ways]

    @property
    def picked_query(self) -> str:
        """What was picked, for the address of a record that is opened from the list."""
        return f"?{urlencode(self.address.picked_pairs)}" if self.address.picked else ""

    @property
    def title_query(self) -> str:
        """What was looked for in vain, as the title of a request."""
        return f"?{urlencode({'title': self.words})}" if self.words else ""

    @property
    def is_table(self) -> bool:
        return self.address.view == "table"

    def is_picked(self, number: int) -> bool:
        return number in self.address.picked

    def pick_url(self, number: int) -> str:
        """The same list with that record picked, or without it if it was; "" when no more can be picked."""
        if self.is_picked(number):
            return self.path + self.address.without_pick(number).query
        return "" if self.address.is_full else self.path + self.address.with_pick(number).query

    @property
    def here(self) -> str:
        """The beginning of `pick_url` of every row while nothing is picked: what stands for `HERE` in `EVERY_LIST`."""
        return self.canonical + ("&" if self.address.query else "?")

    def page_url(self, number: int) -> str:
        return self.path + self.address.on_page(number).query


HERE = "\ue000"  # a character that no text of ours has


class EveryList:
    """Stands for every list from which nothing is picked, so that a row is drawn once for all of them."""

    picked_query = ""

    def is_picked(self, _number: int) -> bool:
        return False

    def pick_url(self, number: int) -> str:
        return f"{HERE}{PICKED}={number}"


EVERY_LIST = EveryList()


def option_views(
    options: Iterable[Option], counts: Mapping[str, int], chosen: Collection[str]
) -> tuple[OptionView, ...]:
    """Options that give something, are chosen, or hold such options; the others are hidden."""
    views = []
    for option in options:
        count, is_chosen = counts.get(option.code, 0), option.code in chosen
        children = option_views(option.children, counts, chosen) if option.children else ()
        if count or is_chosen or children:
            views.append(OptionView(option.code, option.label, option.language, count, is_chosen, children))
    return tuple(views)


def chips_of(address: ListAddress, facets: Sequence[Facet], path: str, language: str) -> list[Chip]:
    """One chip for the words and one for each chosen value, in the order of the facets on the page."""
    chips = [Chip(_("Words"), address.words, path + address.without_words().query)] if address.words else []
    for facet in facets:
        labels = facet.labels(language)
        chips += [
            Chip(str(facet.label), labels[code], path + address.toggled(facet.name, code).query)
            for code in address.chosen.get(facet.name, ())
        ]
    return chips


def sort_links(address: ListAddress, path: str, sorts: Iterable[Sort]) -> list[SortLink]:
    """The orders of `sorts` that make sense: the best match only when there are words to match."""
    labels: dict[Sort, str] = {
        "match": _("Best match"),
        "newest": _("Newest"),
        "evidence": _("Most evidence"),
        "name": _("By name"),
    }
    offered = [sort for sort in sorts if address.words or sort != "match"]
    return [SortLink(labels[sort], path + address.sorted_by(sort).query, sort == address.sort) for sort in offered]
