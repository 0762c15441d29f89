"""What a reader sees: segments that never change, and which of their rows still count."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import count
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching.documents import PUBLIC
from matching.facets import Bits, Gains, gains, unpacked
from matching.postings import Floats, Mask
from matching.rarity import Rarity
from matching.segment import AUDIENCE, STANDING, Segment
from matching.spelling import Spellings
from matching.vocabulary import Vocabulary

Codes = Mapping[str, Collection[str]]

_numbers = count(1)
_PLAIN = 3  # facets that a mask names: audience, standing and one more


@dataclass(frozen=True)
class Snapshot:
    """One state of the index. Rows are numbered across segments, in their order.

    `number` differs for every state of a process, so that what is worked out from one can be kept;
    `known` are the counts of the first segment, where they are those of the state before.
    """

    terms: Vocabulary
    codes: Mapping[str, Vocabulary]
    segments: tuple[Segment, ...]
    alive: tuple[Mask, ...]
    spellings: Spellings
    known: NDArray[np.int64] | None = None
    number: int = field(default_factory=lambda: next(_numbers), init=False)

    def __len__(self) -> int:
        return sum(len(segment) for segment in self.segments)

    def each(self, read: Callable[[Segment], NDArray[Any]]) -> NDArray[Any]:
        """Read the same thing from every segment, as one array over all rows; not to be changed in place."""
        pieces = [read(segment) for segment in self.segments if len(segment)]
        return pieces[0] if len(pieces) == 1 else np.concatenate(pieces or [read(self.segments[0])])

    def place(self, key: str) -> tuple[int, int] | None:
        """Segment and row of a document that still counts."""
        for number, segment in enumerate(self.segments):
            row = segment.keys.row(key)
            if row is not None and self.alive[number][row]:
                return number, row
        return None

    def row(self, key: str) -> int:
        """The row of a document that still counts. Raises KeyError without one."""
        place = self.place(key)
        if place is None:
            raise KeyError(key)
        return sum(len(segment) for segment in self.segments[: place[0]]) + place[1]

    def key(self, row: int) -> str:
        """The key of a row."""
        segment, own = self._within(row)
        return segment.keys[own]

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
    def days(self) -> NDArray[np.int32]:
        """The date ordinal of each row."""
        return self.each(lambda segment: segment.days)

    @cached_property
    def evidence(self) -> NDArray[np.uint8]:
        """The evidence of each row, 255 for 1."""
        return self.each(lambda segment: segment.evidence)

    @cached_property
    def ties(self) -> tuple[NDArray[np.int32], NDArray[np.float64]]:
        """What decides between equals: the newer day, then the key."""
        return -self.days, self._places

    @cached_property
    def _places(self) -> NDArray[np.float64]:
        """The place of each row's key among all, found without sorting the first segment anew.

        A key of a later segment stands between two of the first: its place has a fraction.
        """
        first, *later = (segment.keys for segment in self.segments)
        found = [first.places]
        for keys in later:
            between = np.array([first.place(key) for key in keys], np.float64)
            found.append(between - 1 + (keys.places + 1) / (len(keys) + 1))
        return np.concatenate(found)

    def having(self, facet: str, codes: Iterable[str]) -> Mask:
        """Rows with at least one of the codes. Raises TypeError for a bare string."""
        numbers = self._known(facet, codes)
        return self.each(lambda segment: segment.facet(facet).any_of(numbers))

    def visible(self, audience: Collection[str], standing: Collection[str], exclude: Codes, *filters: Codes) -> Mask:
        """Living rows of the audiences and standings, with a code of each filter, without the excluded.

        Every filter counts: one that names a facet again narrows, and never takes its place. What many
        ask for alike (no exclusion, no filter but one) is kept; nobody may change it.
        """
        wanted = [{AUDIENCE: audience}, {STANDING: standing}, *(one for one in filters if one)]
        known = [(facet, self._known(facet, codes)) for one in wanted for facet, codes in one.items()]
        if exclude or len(known) > _PLAIN:
            return self._having(known, exclude)
        asked = tuple((facet, tuple(numbers)) for facet, numbers in known)
        if asked not in self._kept:
            self._kept[asked] = self._having(known, exclude)
            self._kept[asked].flags.writeable = False
        return self._kept[asked]

    @cached_property
    def _kept(self) -> dict[tuple[tuple[str, tuple[int, ...]], ...], Mask]:
        """Masks by facet and numbers of codes: one for each kind and audience, so there are few."""
        return {}

    def _having(self, known: Sequence[tuple[str, Sequence[int]]], exclude: Codes) -> Mask:
        """Living rows with one of the codes of each facet, and without the excluded."""
        hidden = [(facet, self._known(facet, codes)) for facet, codes in exclude.items()]

        def read(segment: Segment) -> Mask:
            bits = segment.everything
            for facet, numbers in known:
                bits = bits & segment.facet(facet).having(numbers)
            for facet, numbers in hidden:
                bits = bits & ~segment.facet(facet).having(numbers)
            return unpacked(bits, len(segment))

        mask: Mask = self.living & self.each(read)
        return mask

    def counts(self, facet: str, mask: Mask) -> dict[str, int]:
        """How many rows of the mask have each code; codes without any are left out."""
        if facet not in self.codes:
            return {}
        words = self.codes[facet].words
        width = len(words)
        found = [segment.facet(facet).counts(piece, width) for segment, piece in self._pieces(mask)]
        total = np.sum(found, axis=0)
        return {words[i]: int(total[i]) for i in np.flatnonzero(total)}

    def gains(self, given: Gains) -> NDArray[np.uint16]:
        """For each row the sum of the gains of the codes that it has; exact, in whole numbers."""
        pieces = [gains(len(segment), masks) for _, segment, masks in self.gaining(given)]
        return pieces[0] if len(pieces) == 1 else np.concatenate(pieces or [np.empty(0, np.uint8)])

    def gaining(self, given: Gains) -> Iterator[tuple[int, Segment, list[tuple[Bits, int]]]]:
        """Each segment that has rows, with its first row, and the masks of the codes with what each adds."""
        lines = [line for facet, own in given.items() for line in self._lines(facet, own)]
        start = 0
        for segment in self.segments:
            if len(segment):
                yield start, segment, [(segment.facet(facet).bits(number), gain) for facet, number, gain in lines]
            start += len(segment)

    def text_sums(self, terms: NDArray[np.int64], weights: Floats) -> Floats:
        """For each row the sum of weight times tfc over these terms, in the order given."""
        return self.each(lambda segment: segment.text.weighted(terms, weights))

    def weighed(self, terms: Collection[str]) -> tuple[list[tuple[float, int]], float]:
        """Idf and number of each term that public documents have, rarest first; the idf of all terms together.

        A term that no public document has counts as the rarest there can be.
        """
        known = self.rarity.weighed(self.terms.known(sorted(terms)))
        return known, math.fsum(rarity for rarity, _ in known) + self.rarity.unseen * (len(terms) - len(known))

    def tops(self, terms: NDArray[np.int64]) -> Floats:
        """The largest tfc that any row has of each term."""
        return self._over_segments(terms, lambda text, known: text.tops[known], np.maximum)

    def listed(self, terms: NDArray[np.int64]) -> Floats:
        """How many rows have each term."""
        return self._over_segments(terms, lambda text, known: text.starts[known + 1] - text.starts[known], np.add)

    def add_text(self, sums: Floats, rows: NDArray[np.int64], terms: Sequence[int], weights: Floats) -> None:
        """Add to the sums of a few rows, in ascending order, what more terms give: weight times tfc."""
        start = 0
        for segment in self.segments:
            first, last = np.searchsorted(rows, [start, start + len(segment)])
            if first < last:
                own = (rows[first:last] - start).astype(np.int32)
                segment.text.add_to(sums[first:last], own, terms, weights)
            start += len(segment)

    def strength(self, row: int, terms: Sequence[int]) -> np.float32:
        """The largest number of some terms in one row, in its text or its names; 0 without any."""
        segment, own = self._within(row)
        found = [table.numbers_of(np.array([own], np.int32), terms) for table in (segment.text, segment.names)]
        return np.float32(np.max(found, initial=0))

    def words_in(self, rows: Sequence[int], terms: Collection[int]) -> Floats:
        """(rows, terms) the tfc of these terms in a few rows."""
        found, start = np.zeros((len(rows), len(terms)), np.float32), 0
        wanted = np.array(rows, np.int64)
        for segment in self.segments:
            own = (wanted >= start) & (wanted < start + len(segment))
            if own.any():
                found[own] = segment.text.numbers_of((wanted[own] - start).astype(np.int32), list(terms))
            start += len(segment)
        return found

    def ordered(self, rows: NDArray[np.int64], scores: Floats, k: int) -> NDArray[np.int64]:
        """The places of the first `k` of these rows: score, then the newer day, then the key."""
        order: NDArray[np.int64] = np.lexsort((self._places[rows], -self.days[rows], -scores))
        return order[:k]

    @cached_property
    def rarity(self) -> Rarity:
        """The idf of terms, from public documents alone."""
        counts = [self.base_counts, *(self._count(number) for number in range(1, len(self.segments)))]
        total = np.zeros(max(len(own) for own in counts), np.int64)
        for own in counts:
            total[: len(own)] += own
        return Rarity(total, self.public_total)

    @cached_property
    def word_rarity(self) -> dict[tuple[int, ...], np.float32]:
        """The idf of words that were searched in this state, each with all its readings; filled by `matching.query`."""
        return {}

    @cached_property
    def base_counts(self) -> NDArray[np.int64]:
        """How many public documents of the first segment have each term."""
        return self._count(0) if self.known is None else self.known

    def _count(self, number: int) -> NDArray[np.int64]:
        """How many public documents of one segment have each term."""
        segment, alive = self.segments[number], self.alive[number]
        public = alive & segment.facet(AUDIENCE).any_of(self._known(AUDIENCE, [PUBLIC]))
        return segment.text.counts(public)

    def codes_of(self, row: int, facets: Iterable[str]) -> dict[str, list[str]]:
        """The codes of one row, by facet."""
        segment, own = self._within(row)
        return {
            facet: [self.codes[facet].words[i] for i in segment.facet(facet).row(own)]
            for facet in facets
            if facet in self.codes
        }

    def _over_segments(self, terms: NDArray[np.int64], read: Callable[..., Any], joined: Any) -> Floats:
        """One number for each term, from those that it has in each segment."""
        total = np.zeros(len(terms), np.float32)
        for text in (segment.text for segment in self.segments if len(segment)):
            known = terms < text.width
            total[known] = joined(total[known], read(text, terms[known]))
        return total

    def _known(self, facet: str, codes: Iterable[str]) -> list[int]:
        if isinstance(codes, str):
            raise TypeError(f"{facet.strip(chr(0))}: a collection of codes, not the string {codes!r}")
        vocabulary = self.codes.get(facet)
        return vocabulary.known(codes) if vocabulary else []

    def _lines(self, facet: str, own: Mapping[str, int]) -> list[tuple[str, int, int]]:
        """Facet, number of the code and gain, for each code that some document has."""
        vocabulary = self.codes.get(facet)
        lines = ((vocabulary.number_of(code), gain) for code, gain in own.items()) if vocabulary else ()
        return [(facet, number, gain) for number, gain in lines if number is not None and gain]

    def _within(self, row: int) -> tuple[Segment, int]:
        for segment in self.segments:
            if row < len(segment):
                return segment, row
            row -= len(segment)
        raise IndexError(row)

    def _pieces(self, mask: Mask) -> list[tuple[Segment, Mask]]:
        ends = np.cumsum([len(segment) for segment in self.segments])[:-1]
        return list(zip(self.segments, np.split(mask, ends), strict=True))
