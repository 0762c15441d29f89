"""What a reader sees: segments that never change, and which of their rows still count."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching.documents import PUBLIC
from matching.postings import Mask
from matching.segment import AUDIENCE, STANDING, Segment
from matching.vocabulary import Vocabulary

Codes = Mapping[str, Collection[str]]


@dataclass(frozen=True)
class Snapshot:
    """One state of the index. Rows are numbered across segments, in their order."""

    terms: Vocabulary
    codes: Mapping[str, Vocabulary]
    segments: tuple[Segment, ...]
    alive: tuple[Mask, ...]

    def each(self, read: Callable[[Segment], NDArray[Any]]) -> NDArray[Any]:
        """Read the same thing from every segment, as one array over all rows."""
        return np.concatenate([read(segment) for segment in self.segments])

    def place(self, key: str) -> tuple[int, int] | None:
        """Segment and row of a document that still counts."""
        for number, segment in enumerate(self.segments):
            row = segment.row_of.get(key)
            if row is not None and self.alive[number][row]:
                return number, row
        return None

    @cached_property
    def living(self) -> Mask:
        """Rows that were neither removed nor replaced."""
        return np.concatenate(self.alive)

    @cached_property
    def public(self) -> Mask:
        """Living rows that feed the statistics."""
        return self.living & self.having(AUDIENCE, [PUBLIC])

    @cached_property
    def public_total(self) -> int:
        """The number of documents behind the statistics."""
        return int(self.public.sum())

    @cached_property
    def keys(self) -> list[str]:
        """The key of every row."""
        return [key for segment in self.segments for key in segment.keys]

    @cached_property
    def ties(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """What decides between equals: the newer day, then the key."""
        order = np.argsort(np.array(self.keys, dtype=np.str_), kind="stable")
        rank = np.empty(len(order), np.int64)
        rank[order] = np.arange(len(order))
        return -self.each(lambda segment: segment.day), rank

    def having(self, facet: str, codes: Iterable[str]) -> Mask:
        """Rows with at least one of the codes."""
        vocabulary = self.codes.get(facet)
        numbers = vocabulary.known(codes) if vocabulary else []
        return self.each(lambda segment: segment.facet(facet).any_of(numbers))

    def visible(self, audience: Collection[str], standing: Collection[str], exclude: Codes) -> Mask:
        """Living rows of the audiences and standings, without the excluded."""
        mask = self.living & self.having(AUDIENCE, audience) & self.having(STANDING, standing)
        for facet, codes in exclude.items():
            mask &= ~self.having(facet, codes)
        return mask

    def counts(self, facet: str, mask: Mask) -> dict[str, int]:
        """How many rows of the mask have each code; codes without any are left out."""
        if facet not in self.codes:
            return {}
        ends = np.cumsum([len(segment) for segment in self.segments])[:-1]
        pieces = np.split(mask, ends)
        total = np.zeros(len(self.codes[facet].words), np.int64)
        for segment, piece in zip(self.segments, pieces, strict=True):
            numbers = segment.facet(facet).counts(piece)
            total[: len(numbers)] += numbers
        words = self.codes[facet].words
        return {words[i]: int(total[i]) for i in np.flatnonzero(total)}

    def row(self, key: str) -> int:
        """The row of a document that still counts. Raises KeyError without one."""
        place = self.place(key)
        if place is None:
            raise KeyError(key)
        return sum(len(segment) for segment in self.segments[: place[0]]) + place[1]

    def codes_of(self, row: int, facets: Iterable[str]) -> dict[str, list[str]]:
        """The codes of one row, by facet."""
        number = 0
        while row >= len(self.segments[number]):
            row -= len(self.segments[number])
            number += 1
        return {
            facet: [self.codes[facet].words[i] for i in self.segments[number].facet(facet).row(row)[0]]
            for facet in facets
            if facet in self.codes
        }
