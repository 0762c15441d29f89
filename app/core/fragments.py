"""Pieces of pages that follow from one record alone: drawn once, kept until that record changes.

A row of a list, say, in one language. Each process keeps its own; `core/index.py` says which records changed.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from threading import Lock

from cachetools import LRUCache
from flask import Flask, current_app
from markupsafe import Markup

EXTENSION = "crux_fragments"
MOST_RECORDS = 20_000
Record = tuple[str, int]
Draw = Callable[[Sequence[int]], Mapping[int, Markup]]


class Fragments:
    """By record, then by variant. What was drawn from a state before the record's last change is not kept."""

    def __init__(self) -> None:
        self._kept: LRUCache[Record, dict[str, Markup]] = LRUCache(MOST_RECORDS)
        self._changed: dict[Record, int] = {}  # by the number of the last change that was heard of
        self._all_changed = 0
        self._lock = Lock()
        self.checked = False

    def forget(self, records: Collection[Record] | None, number: int) -> None:
        """These records (None: all) changed; the catalogue's counter stands at `number`."""
        with self._lock:
            if records is None:
                self._kept.clear()
                self._changed.clear()
                self._all_changed = number
            for record in records or ():
                self._kept.pop(record, None)
                self._changed[record] = number

    def get(self, kind: str, number: int, variant: str) -> Markup | None:
        with self._lock:
            return self._kept.get((kind, number), {}).get(variant)

    def keep(self, kind: str, drawn: Mapping[int, Markup], variant: str, *, at: int) -> None:
        """`at`: the counter as whoever drew them saw it."""
        with self._lock:
            for number, piece in drawn.items():
                record = (kind, number)
                if at >= max(self._changed.get(record, 0), self._all_changed):
                    self._kept.setdefault(record, {})[variant] = piece


def init_app(app: Flask) -> None:
    app.extensions[EXTENSION] = Fragments()


def fragments(kind: str, numbers: Sequence[int], variant: str, draw: Draw, *, at: int) -> list[Markup]:
    """The pieces of these records in their order; those that are not kept come from `draw`, which may skip some."""
    held: Fragments = current_app.extensions[EXTENSION]
    found = {number: piece for number in numbers if (piece := held.get(kind, number, variant)) is not None}
    if held.checked and found and dict(draw(list(found))) != found:
        raise AssertionError(f"A {kind} changed and its counter was not raised")
    missing = [number for number in numbers if number not in found]
    if missing:
        new = draw(missing)
        held.keep(kind, new, variant, at=at)
        found |= new
    return [found[number] for number in numbers if number in found]
