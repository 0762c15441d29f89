"""Which rows have a term, and how strongly: one list of rows for each term, nothing kept twice.

A strength is a number from 0 to 1 kept as a uint16 *impact* (65,535 = 1), so a posting takes 6
bytes. Nothing is changed in place, so readers never wait for a writer, and the arrays may be files
mapped into memory. Public operators of scipy.sparse alone.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Rows = NDArray[np.int32]
Mask = NDArray[np.bool_]

FULL = 65_535
"""The impact of a strength of 1."""


@dataclass(frozen=True)
class Postings:
    """A sparse table by column. Columns beyond its width are empty, not errors.

    starts: int64 (columns + 1); rows: int32, ascending in each column; impacts: uint16.
    """

    height: int
    starts: NDArray[np.int64]
    rows: Rows
    impacts: NDArray[np.uint16]

    @property
    def width(self) -> int:
        """The number of columns."""
        return len(self.starts) - 1

    @property
    def nbytes(self) -> int:
        """The bytes of all arrays."""
        return self.starts.nbytes + self.rows.nbytes + self.impacts.nbytes

    def column(self, column: int) -> tuple[Rows, Floats]:
        """The rows that have something in a column, and how much (0 to 1)."""
        if column >= self.width:
            return np.empty(0, np.int32), np.empty(0, np.float32)
        part = slice(int(self.starts[column]), int(self.starts[column + 1]))
        return self.rows[part], self.impacts[part].astype(np.float32) / np.float32(FULL)

    def weighted(self, columns: NDArray[np.int64], weights: Floats) -> Floats:
        """For each row the sum of `weights` times its numbers, added in the order given."""
        known = columns < self.width
        if not known.any():
            return np.zeros(self.height, np.float32)
        sums: Floats = self._joined(columns[known]) @ (weights[known] / np.float32(FULL))
        return sums

    def _joined(self, columns: NDArray[np.int64]) -> Any:
        """A few columns as a table of scipy's. Copying the lists is quicker than indexing a whole table."""
        from scipy.sparse import csc_array

        starts, ends = self.starts[columns], self.starts[columns + 1]
        parts = list(map(slice, starts.tolist(), ends.tolist()))
        rows = np.concatenate([self.rows[part] for part in parts])
        impacts = np.concatenate([self.impacts[part] for part in parts], dtype=np.float32)
        fence = np.zeros(len(columns) + 1, np.int32)
        np.cumsum(ends - starts, out=fence[1:])
        return csc_array((impacts, rows, fence), shape=(self.height, len(columns)))

    @cached_property
    def tops(self) -> Floats:
        """The largest number of each column, 0 for an empty one."""
        found = np.zeros(self.width, np.float32)
        filled = np.flatnonzero(np.diff(self.starts))
        if len(filled):
            found[filled] = np.maximum.reduceat(self.impacts, self.starts[filled])
        return found / np.float32(FULL)

    def add_to(self, sums: Floats, rows: Rows, columns: Sequence[int], weights: Floats) -> None:
        """Add to the sums of a few rows `weights` times their numbers, in the order given."""
        for column, weight in zip(columns, weights / np.float32(FULL), strict=True):
            start, end = self.starts[column : column + 2].tolist() if column < self.width else (0, 0)
            if start < end:
                listed = self.rows[start:end]
                at = listed.searchsorted(rows)
                here = listed.take(at, mode="clip") == rows
                sums += self.impacts[start:end].take(at, mode="clip") * (here * weight)

    def numbers_of(self, rows: Rows, columns: Sequence[int]) -> Floats:
        """(rows, columns) the numbers of a few rows in these columns, 0 where a row has none."""
        found = np.zeros((len(rows), len(columns)), np.float32)
        for place, column in enumerate(columns):
            start, end = self.starts[column : column + 2].tolist() if column < self.width else (0, 0)
            if start < end:
                listed = self.rows[start:end]
                at = listed.searchsorted(rows)
                here = listed.take(at, mode="clip") == rows
                found[:, place] = self.impacts[start:end].take(at, mode="clip") * here
        return found / np.float32(FULL)

    def counts(self, mask: Mask) -> NDArray[np.int64]:
        """For each column the number of rows of the mask that have something in it."""
        ends = np.concatenate([[0], np.cumsum(mask[self.rows], dtype=np.int64)])
        counts: NDArray[np.int64] = np.diff(ends[self.starts])
        return counts

    def kept(self, mask: Mask) -> Postings:
        """Only the rows of the mask, in the same order."""
        keep, places = mask[self.rows], np.cumsum(mask, dtype=np.int32) - 1
        starts = np.concatenate([[0], np.cumsum(keep, dtype=np.int64)])[self.starts]
        return Postings(int(mask.sum()), starts, places[self.rows[keep]].astype(np.int32), self.impacts[keep])

    def followed_by(self, other: Postings) -> Postings:
        """The rows of this one, then those of the other."""
        width = max(self.width, other.width)
        first, second = self._padded(width), other._padded(width)
        own = np.arange(len(self.rows)) + np.repeat(second[:-1], np.diff(first))
        new = np.arange(len(other.rows)) + np.repeat(first[1:], np.diff(second))
        rows = np.empty(len(self.rows) + len(other.rows), np.int32)
        impacts = np.empty(len(rows), np.uint16)
        rows[own], rows[new] = self.rows, other.rows + np.int32(self.height)
        impacts[own], impacts[new] = self.impacts, other.impacts
        return Postings(self.height + other.height, first + second, rows, impacts)

    def _padded(self, width: int) -> NDArray[np.int64]:
        return np.concatenate([self.starts, np.full(width - self.width, self.starts[-1])])


class Writer:
    """Collects rows one after the other into flat arrays."""

    def __init__(self) -> None:
        self.starts, self.columns, self.impacts = array("q", [0]), array("i"), array("H")

    def add(self, row: Mapping[int, float]) -> None:
        """One more row: column -> strength, 0 to 1; what is above 0 stays above it."""
        self.columns.extend(row.keys())
        self.impacts.extend(max(1, round(strength * FULL)) for strength in row.values())
        self.starts.append(len(self.columns))

    def postings(self, width: int) -> Postings:
        """The rows so far, by column, as a table of this many columns."""
        columns, height = np.array(self.columns, np.int32), len(self.starts) - 1
        order = np.argsort(columns, kind="stable")
        starts: NDArray[np.int64] = np.array(self.starts, np.int64)
        rows = np.repeat(np.arange(height, dtype=np.int32), starts[1:] - starts[:-1])
        sizes = np.bincount(columns, minlength=width)
        starts = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
        return Postings(height, starts, rows[order], np.array(self.impacts, np.uint16)[order])


def strongest(found: Iterable[tuple[Rows, Floats]]) -> tuple[Rows, Floats]:
    """Each row of several lists once, in order, with the largest of its numbers."""
    lists = [one for one in found if len(one[0])]
    if len(lists) <= 1:
        return lists[0] if lists else (np.empty(0, np.int32), np.empty(0, np.float32))
    rows, numbers = (np.concatenate(part) for part in zip(*lists, strict=True))
    order = np.argsort(rows, kind="stable")
    once, starts = np.unique(rows[order], return_index=True)
    return once, np.maximum.reduceat(numbers[order], starts)
