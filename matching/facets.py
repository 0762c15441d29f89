"""Codes of documents as bit masks: filters, true counts and integer gains from the same bits.

For each row the codes it has are kept; for each code that is asked for, one bit a row is made from
them and remembered. A mask of a million rows is 125 kB, so counting is `and` and `bitwise_count`.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import reduce
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching.postings import Mask

Bits = NDArray[np.uint8]
"""One bit a row, the first row in the lowest bit; a whole number of 8 bytes."""

_BLOCK = 1 << 17  # rows whose gains are added at a time, so that they stay in the processor's cache
_STACKED = 1 << 23  # codes times rows up to which all codes are counted at once: a megabyte of bits
_MANY = 64  # codes beyond which counting row by row is quicker than code by code


def packed(mask: Mask) -> Bits:
    """A mask as bits."""
    bits = np.packbits(mask, bitorder="little")
    return np.concatenate([bits, np.zeros(-len(bits) % 8, np.uint8)])


def unpacked(bits: Bits, height: int) -> Mask:
    """Bits as a mask of so many rows."""
    return np.unpackbits(bits, count=height, bitorder="little").view(np.bool_)


def common(first: Bits, second: Bits) -> int:
    """How many rows two masks share."""
    return int(np.bitwise_count(first.view(np.uint64) & second.view(np.uint64)).sum())


@dataclass(frozen=True)
class Facet:
    """The codes of each row. starts: int32 (rows + 1); codes: int32, the numbers of codes."""

    starts: NDArray[np.int32]
    codes: NDArray[np.int32]
    _bits: dict[int, Bits] = field(default_factory=dict, init=False, repr=False, compare=False)
    _stacks: dict[int, NDArray[np.uint64]] = field(default_factory=dict, init=False, repr=False, compare=False)

    @classmethod
    def empty(cls, height: int) -> Facet:
        """For rows without any code."""
        return cls(np.zeros(height + 1, np.int32), np.empty(0, np.int32))

    @property
    def height(self) -> int:
        """The number of rows."""
        return len(self.starts) - 1

    @property
    def nbytes(self) -> int:
        """The bytes of all arrays, those of the masks made so far included."""
        made = sum(bits.nbytes for bits in self._bits.values()) + sum(stack.nbytes for stack in self._stacks.values())
        return self.starts.nbytes + self.codes.nbytes + made

    @property
    def sizes(self) -> NDArray[np.int32]:
        """How many codes each row has."""
        return np.diff(self.starts)

    def row(self, row: int) -> list[int]:
        """The codes of a row."""
        found: list[int] = self.codes[self.starts[row] : self.starts[row + 1]].tolist()
        return found

    def bits(self, code: int) -> Bits:
        """The rows that have a code."""
        found = self._bits.get(code)
        if found is None:
            mask = np.zeros(self.height, np.bool_)
            mask[np.searchsorted(self.starts, np.flatnonzero(self.codes == code), side="right") - 1] = True
            found = self._bits[code] = packed(mask)
        return found

    def any_of(self, codes: Iterable[int]) -> Mask:
        """The rows that have at least one of the codes."""
        return unpacked(self.having(codes), self.height)

    def having(self, codes: Iterable[int]) -> Bits:
        """The same as bits."""
        found = np.zeros(-(-self.height // 64) * 8, np.uint8)
        for code in codes:
            found |= self.bits(code)
        return found

    def counts(self, mask: Mask, width: int) -> NDArray[np.int64]:
        """For each of `width` codes the number of rows of the mask that have it."""
        if not len(self.codes):
            return np.zeros(width, np.int64)
        if width * self.height <= _STACKED:
            common_bits = np.bitwise_count(self._stack(width) & packed(mask).view(np.uint64))
            found: NDArray[np.int64] = common_bits.sum(axis=1, dtype=np.int64)
            return found
        if width > _MANY:
            return np.bincount(self.codes[np.repeat(mask, self.sizes)], minlength=width)
        bits = packed(mask)
        return np.array([common(bits, self.bits(code)) for code in range(width)], np.int64)

    def _stack(self, width: int) -> NDArray[np.uint64]:
        """The bits of all codes under one another; made once, for collections small enough to count so."""
        known = self._stacks.get(width)
        if known is None:
            rows = [self.bits(code) for code in range(width)]
            known = self._stacks[width] = np.array(rows, np.uint8).reshape(width, -1).view(np.uint64)
        return known

    def kept(self, mask: Mask) -> Facet:
        """Only the rows of the mask, in the same order."""
        sizes = self.sizes
        return Facet(_ends(sizes[mask]), self.codes[np.repeat(mask, sizes)])

    def followed_by(self, other: Facet) -> Facet:
        """The rows of this one, then those of the other."""
        return Facet(
            np.concatenate([self.starts, other.starts[1:] + self.starts[-1]]),
            np.concatenate([self.codes, other.codes]),
        )

    def __getstate__(self) -> dict[str, Any]:
        return {"starts": self.starts, "codes": self.codes, "_bits": {}, "_stacks": {}}


class FacetWriter:
    """Collects the codes of rows one after the other."""

    def __init__(self, empty_rows: int = 0) -> None:
        self.starts, self.codes = array("q", bytes(8 * (empty_rows + 1))), array("i")

    def add(self, codes: Iterable[int]) -> None:
        """One more row."""
        self.codes.extend(codes)
        self.starts.append(len(self.codes))

    def facet(self) -> Facet:
        """The rows so far."""
        return Facet(np.array(self.starts, np.int32), np.array(self.codes, np.int32))


def gains(height: int, given: Iterable[tuple[Bits, int]]) -> NDArray[np.uint16]:
    """For each row the sum of the gains of the masks it is in; exact, in whole numbers."""
    equal: dict[int, list[Bits]] = {}
    for bits, gain in given:
        if gain:
            equal.setdefault(gain, []).append(bits)
    kind: Any = np.uint8 if sum(gain * len(masks) for gain, masks in equal.items()) <= 255 else np.uint16
    total: NDArray[Any] = np.zeros(height, kind)
    for start in range(0, height, _BLOCK):
        block = total[start : start + _BLOCK]
        for gain, masks in equal.items():
            pieces = (unpacked(bits[start // 8 : (start + _BLOCK) // 8], len(block)) for bits in masks)
            block += reduce(np.add, (piece.view(np.uint8).astype(kind, copy=False) for piece in pieces)) * kind(gain)
    return total


def _ends(sizes: NDArray[np.int32]) -> NDArray[np.int32]:
    return np.concatenate([[0], np.cumsum(sizes)]).astype(np.int32)


Gains = Mapping[str, Mapping[str, int]]
"""Facet -> code -> what sharing it adds, in whole numbers."""
