"""What a reader sees: segments that never change, and which of their rows still count."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching.documents import PUBLIC
from matching.postings import Floats, Mask, Rows
from matching.rarity import Rarity
from matching.segment import AUDIENCE, STANDING, Segment
from matching.spelling import Spellings
from matching.vocabulary import Vocabulary

Codes = Mapping[str, Collection[str]]


@dataclass(frozen=True)
class Snapshot:
    """One state of the index. Rows are numbered across segments, in their order."""

    terms: Vocabulary
    codes: Mapping[str, Vocabulary]
    segments: tuple[Segment, ...]
    alive: tuple[Mask, ...]
    spellings: Spellings

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
    def ties(self) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """What decides between equals: the newer day, then the key."""
        return -self.each(lambda segment: segment.day), self._ranks

    @cached_property
    def _ranks(self) -> NDArray[np.float64]:
        """The place of each row's key among all keys, found without sorting the first segment anew.

        A key of a later segment stands between two of the first: its place has a fraction.
        """
        sorted_keys, ranks = self.segments[0].sorted_keys
        later = np.array([key for s in self.segments[1:] for key in s.keys], dtype=np.str_)
        order = np.argsort(later, kind="stable")
        step = np.empty(len(later), np.float64)
        step[order] = (np.arange(len(later)) + 1) / (len(later) + 1)
        return np.concatenate([ranks, np.searchsorted(sorted_keys, later) - 1 + step])

    def having(self, facet: str, codes: Iterable[str]) -> Mask:
        """Rows with at least one of the codes. Raises TypeError for a bare string."""
        if isinstance(codes, str):
            raise TypeError(f"{facet.strip(chr(0))}: a collection of codes, not the string {codes!r}")
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
        total = np.zeros(len(self.codes[facet].words), np.int64)
        for segment, piece in self._pieces(mask):
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

    @cached_property
    def rarity(self) -> Rarity:
        """The idf of the terms of texts, among public documents."""
        return Rarity(self._containing(self.public), self.public_total)

    def codes_of(self, row: int, facets: Iterable[str]) -> dict[str, list[str]]:
        """The codes of one row, by facet."""
        segment, own = self._within(row)
        return {
            facet: [self.codes[facet].words[i] for i in segment.facet(facet).row(own)[0]]
            for facet in facets
            if facet in self.codes
        }

    def terms_of(self, row: int) -> tuple[Rows, Floats]:
        """The term numbers of one row's text, and their numbers."""
        segment, own = self._within(row)
        return segment.text.row(own)

    def _within(self, row: int) -> tuple[Segment, int]:
        for segment in self.segments:
            if row < len(segment):
                return segment, row
            row -= len(segment)
        raise IndexError(row)

    def _pieces(self, mask: Mask) -> list[tuple[Segment, Mask]]:
        ends = np.cumsum([len(segment) for segment in self.segments])[:-1]
        return list(zip(self.segments, np.split(mask, ends), strict=True))

    def _containing(self, mask: Mask) -> NDArray[np.int64]:
        total = np.zeros(max(segment.text.width for segment in self.segments), np.int64)
        for segment, piece in self._pieces(mask):
            total[: segment.text.width] += segment.text.counts(piece)
        return total
