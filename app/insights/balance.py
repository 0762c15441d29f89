"""How often solutions of some groups are shown among matches, beside their share of the catalogue.

Counted from what is public alone, over whole weeks, and told only where it speaks of enough countries and institutions.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

GROUPS = ("LDC", "LLDC", "SIDS")
SMALL = "small"
FEWEST = 3
FIRST = 3  # places on top


@dataclass(frozen=True, slots=True)
class Offer:
    """A live solution: the countries and institutions that it speaks of, and the groups it counts in."""

    countries: frozenset[str]
    institutions: frozenset[int]
    groups: frozenset[str]


class Shown(NamedTuple):
    """How often a solution was shown for requests of a country, and how often among the first."""

    solution: int
    asking: str
    places: int
    first: int


@dataclass(frozen=True, slots=True)
class Row:
    """Of one group: its share of the catalogue, of the places shown, of the first places; None is not told."""

    group: str
    live: float | None
    shown: float | None
    first: float | None


@dataclass(frozen=True, slots=True)
class Balance:
    """`since` to `until` (before it), and how much is counted; None where even the sum speaks of too few."""

    since: datetime
    until: datetime
    live: int | None
    shown: int | None
    first: int | None
    rows: Sequence[Row]


def balance(offers: Mapping[int, Offer], shown: Iterable[Shown], *, since: datetime, until: datetime) -> Balance:
    known = [each for each in shown if each.solution in offers]
    live = dict.fromkeys(offers, 1)
    on_top = [each for each in known if each.first]
    places, first = _sums(known, "places"), _sums(on_top, "first")
    rows = [
        Row(
            group,
            _share(group, offers, live),
            _share_shown(group, offers, known, places),
            _share_shown(group, offers, on_top, first),
        )
        for group in (*GROUPS, SMALL)
    ]
    in_all = _total(offers, live), _total_shown(offers, known, places), _total_shown(offers, on_top, first)
    return Balance(since, until, *in_all, rows)


def _sums(shown: Iterable[Shown], what: str) -> dict[int, int]:
    sums: dict[int, int] = {}
    for each in shown:
        sums[each.solution] = sums.get(each.solution, 0) + int(getattr(each, what))
    return {number: count for number, count in sums.items() if count}


def _share(group: str, offers: Mapping[int, Offer], counts: Mapping[int, int]) -> float | None:
    """None where the group, or all that is outside it, is too few to tell."""
    inside = [number for number in counts if group in offers[number].groups]
    outside = [number for number in counts if group not in offers[number].groups]
    if _few(inside, offers) or _few(outside, offers):
        return None
    return sum(counts[number] for number in inside) / sum(counts.values())


def _share_shown(
    group: str, offers: Mapping[int, Offer], shown: Sequence[Shown], counts: Mapping[int, int]
) -> float | None:
    """None also where the lists were for too few countries; nothing shown of a group that may be told is told."""
    if _few_ask(shown):
        return None
    if not any(group in offers[number].groups for number in counts):
        told = _share(group, offers, dict.fromkeys(offers, 1)) is not None and not _few(counts, offers)
        return 0.0 if told else None
    return _share(group, offers, counts)


def _few(numbers: Collection[int], offers: Mapping[int, Offer]) -> bool:
    countries = {code for number in numbers for code in offers[number].countries}
    institutions = {key for number in numbers for key in offers[number].institutions}
    return len(countries) < FEWEST or len(institutions) < FEWEST


def _few_ask(shown: Iterable[Shown]) -> bool:
    return len({each.asking for each in shown}) < FEWEST


def _total(offers: Mapping[int, Offer], counts: Mapping[int, int]) -> int | None:
    return None if _few(counts, offers) else sum(counts.values())


def _total_shown(offers: Mapping[int, Offer], shown: Sequence[Shown], counts: Mapping[int, int]) -> int | None:
    return None if _few_ask(shown) else _total(offers, counts)
