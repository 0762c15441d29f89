"""What a list's address says: words, chosen facet values, order and page, always in one canonical form.

Whatever an address holds, a list comes of it: unknown names and values, repetitions, broken bytes and
absurd lengths are passed over. Values in, values out; no web framework here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, Self
from urllib.parse import urlencode

from app.core.paging import page_number

Sort = Literal["match", "newest", "evidence", "name"]
View = Literal["list", "table"]
SORTS: tuple[Sort, ...] = ("match", "newest", "evidence", "name")
MOST_CHARACTERS = 300  # of the words searched for
MOST_VALUES = 60  # chosen in one facet
LONGEST_VALUE = 40
MOST_PICKED = 4  # columns that can be read beside one another
PICKED = "ids"  # their name in addresses
# Narrower or wider names that people may type: a goal and a target share a facet, as do places of any size.
OTHER_NAMES = {"target": "goal", "region": "place", "subregion": "place", "country": "place"}


@dataclass(frozen=True, slots=True)
class ListAddress:
    """The state of a list. Two states that mean the same are equal and have the same `query`."""

    words: str = ""
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sort: Sort = "newest"
    page: int = 1
    view: View = "list"
    picked: tuple[int, ...] = ()  # numbers of records that the reader means to compare, in the order of picking

    @classmethod
    def read(cls, pairs: Iterable[tuple[str, str]], known: Mapping[str, Collection[str]]) -> Self:
        """From the names and values of a query string; `known` maps each facet to its codes."""
        given: dict[str, list[str]] = {}
        for name, value in pairs:
            given.setdefault(OTHER_NAMES.get(name, name), []).append(value)
        words = _tidied(given.get("q", [""])[0])
        chosen = {name: _known_values(given.get(name, []), codes) for name, codes in known.items()}
        return cls(
            words=words,
            chosen={name: codes for name, codes in chosen.items() if codes},
            sort=_sort(given.get("sort", [""])[0], words),
            page=page_number(given.get("page", [None])[0]),
            view="table" if given.get("view", [""])[0] == "table" else "list",
            picked=_picked(given.get(PICKED, [])),
        )

    @property
    def query(self) -> str:
        """The canonical query string, with its question mark; empty for the plain list."""
        pairs = [("q", self.words)] if self.words else []
        pairs += [(name, code) for name, codes in sorted(self.chosen.items()) for code in codes]
        pairs += [("sort", self.sort)] if self.sort != default_sort(self.words) else []
        pairs += [("view", self.view)] if self.view != "list" else []
        pairs += [("page", str(self.page))] if self.page > 1 else []
        pairs += self.picked_pairs
        return f"?{urlencode(pairs)}" if pairs else ""

    @property
    def picked_pairs(self) -> list[tuple[str, str]]:
        return [(PICKED, str(number)) for number in self.picked]

    @property
    def is_full(self) -> bool:
        """Whether no more can be picked."""
        return len(self.picked) >= MOST_PICKED

    @property
    def narrows(self) -> bool:
        """Whether anything is left out of the list."""
        return bool(self.words or self.chosen)

    @property
    def search(self) -> str:
        """The query of what is searched alone, however the list is looked at just now."""
        return replace(self.whole, sort=default_sort(self.words)).query

    @property
    def whole(self) -> Self:
        """All of the list in its order: no page of it, no way of looking at it, nothing picked."""
        return replace(self, page=1, view="list", picked=())

    def toggled(self, facet: str, code: str) -> Self:
        """With `code` chosen in `facet`, or without it if it was; back on the first page."""
        now = set(self.chosen.get(facet, ()))
        return self.with_values(facet, now ^ {code})

    def with_values(self, facet: str, codes: Collection[str]) -> Self:
        """With exactly these codes in `facet`, the other facets as they are; back on the first page."""
        chosen = {**self.chosen, facet: tuple(sorted(codes))}
        return replace(self, chosen={name: held for name, held in chosen.items() if held}, page=1)

    def without_words(self) -> Self:
        return replace(self, words="", sort=_sort(self.sort, ""), page=1)

    def cleared(self) -> Self:
        """Everything shown; the order stays if it makes sense without words."""
        return replace(self.without_words(), chosen={})

    def sorted_by(self, sort: Sort) -> Self:
        return replace(self, sort=_sort(sort, self.words), page=1)

    def on_page(self, page: int) -> Self:
        return replace(self, page=page)

    def seen_as(self, view: View) -> Self:
        return replace(self, view=view)

    def with_pick(self, number: int) -> Self:
        """The same list, and `number` picked as well if there is room."""
        return replace(self, picked=tuple(dict.fromkeys((*self.picked, number)))[:MOST_PICKED])

    def without_pick(self, number: int) -> Self:
        return replace(self, picked=tuple(each for each in self.picked if each != number))


def default_sort(words: str) -> Sort:
    return "match" if words else "newest"


def _sort(text: str, words: str) -> Sort:
    """The order asked for; the best match makes no sense without words."""
    for sort in SORTS:
        if text == sort and (words or sort != "match"):
            return sort
    return default_sort(words)


def _tidied(text: str) -> str:
    """Words that can be searched for and put into an address again: no control marks, no half characters."""
    whole = text[:MOST_CHARACTERS].encode("utf-8", "ignore").decode("utf-8")
    return " ".join("".join(c if c.isprintable() else " " for c in whole).split())


def _known_values(values: list[str], codes: Collection[str]) -> tuple[str, ...]:
    wanted = {value for value in values[:1000] if len(value) <= LONGEST_VALUE and value in codes}
    return tuple(sorted(wanted)[:MOST_VALUES])


def _picked(values: list[str]) -> tuple[int, ...]:
    """Numbers from `ids=3&ids=7` or `ids=3,7`, each once; what is no number of a record is passed over."""
    texts = [text for value in values[:20] for text in value[:100].split(",")]
    numbers = (int(text) for text in texts if text.isascii() and text.isdigit() and len(text) < 10)
    return tuple(dict.fromkeys(number for number in numbers if number))[:MOST_PICKED]
