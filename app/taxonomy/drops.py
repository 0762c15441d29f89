"""What to leave out of a search that finds nothing, with the true count of what is found then."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from app.taxonomy.list_facets import Facet
from app.taxonomy.listing_address import ListAddress


@dataclass(frozen=True, slots=True)
class Drop:
    """What to leave out, when all together give nothing, and how many records that gives."""

    label: str
    url: str
    count: int


@dataclass(frozen=True, slots=True)
class Part:
    """A part of what narrows a list: its words, or all that is chosen in one facet."""

    label: str
    facet: str  # empty for the words

    def taken_from(self, address: ListAddress) -> ListAddress:
        return address.with_values(self.facet, ()) if self.facet else address.without_words()


def parts_of(address: ListAddress, facets: Collection[Facet], language: str) -> list[Part]:
    parts = [Part(address.words, "")] if address.words else []
    for facet in facets:
        labels = facet.labels(language)
        chosen = [labels[code] for code in address.chosen.get(facet.name, ())]
        parts += [Part(" · ".join(chosen), facet.name)] if chosen else []
    return parts


def best_drop(
    address: ListAddress, parts: Sequence[Part], path: str, total: Callable[[ListAddress], int]
) -> Drop | None:
    """The fewest parts to leave out for a list that holds something: one if one helps, two, all but one, or all.

    Of several ways the one that gives most. None when not even that helps.
    """
    for size in sorted({1, 2, len(parts) - 1, len(parts)} & set(range(1, len(parts) + 1))):
        drops = [_drop(address, left_out, path, total) for left_out in combinations(parts, size)]
        best = max(drops, key=lambda drop: drop.count)
        if best.count:
            return best
    return None


def _drop(address: ListAddress, left_out: Iterable[Part], path: str, total: Callable[[ListAddress], int]) -> Drop:
    labels = []
    for part in left_out:
        address = part.taken_from(address)
        labels.append(part.label)
    return Drop(" · ".join(labels), path + address.query, total(address))
