"""Numbers by row and column, readable both ways: which terms a row has, which rows a term has.

Text, names and facets are all kept in this one shape (`scipy.sparse`, public operators only).
Nothing is changed in place, so readers never wait for a writer.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Rows = NDArray[np.int32]
Mask = NDArray[np.bool_]


class Postings:
    """A sparse table (rows x columns, float32). Columns beyond its width are empty, not errors."""

    def __init__(self, table: Any) -> None:
        self.table = table

    @property
    def height(self) -> int:
        """The number of rows."""
        return int(self.table.shape[0])

    @property
    def width(self) -> int:
        """The number of columns."""
        return int(self.table.shape[1])

    @cached_property
    def sizes(self) -> NDArray[np.int64]:
        """How many columns each row has."""
        sizes: NDArray[np.int64] = np.diff(self.table.indptr).astype(np.int64)
        return sizes

    @cached_property
    def by_column(self) -> Any:
        """The same table column by column, rows in order."""
        return self.table.tocsc()

    def column(self, column: int | None) -> tuple[Rows, Floats]:
        """The rows that have something in a column, and what."""
        if column is None or column >= self.width:
            return np.empty(0, np.int32), np.empty(0, np.float32)
        inverted = self.by_column
        part = slice(inverted.indptr[column], inverted.indptr[column + 1])
        return inverted.indices[part], inverted.data[part]

    def row(self, row: int) -> tuple[Rows, Floats]:
        """The columns of a row, and its numbers."""
        part = slice(self.table.indptr[row], self.table.indptr[row + 1])
        return self.table.indices[part], self.table.data[part]

    def weighted(self, columns: Sequence[int], weights: Floats) -> Floats:
        """For each row the sum of `weights` times its numbers, added in the order given."""
        known = [i for i, column in enumerate(columns) if column < self.width]
        if not known:
            return np.zeros(self.height, np.float32)
        sums: Floats = self.by_column[:, [columns[i] for i in known]] @ weights[known]
        return sums

    def strongest(self, columns: Iterable[int]) -> Floats:
        """For each row its largest number in any of the columns, 0 without one."""
        largest = np.zeros(self.height, np.float32)
        for column in columns:
            rows, numbers = self.column(column)
            largest[rows] = np.maximum(largest[rows], numbers)
        return largest

    def any_of(self, columns: Iterable[int]) -> Mask:
        """Which rows have something in at least one of the columns."""
        found = np.zeros(self.height, np.bool_)
        for column in columns:
            found[self.column(column)[0]] = True
        return found

    def counts(self, mask: Mask) -> NDArray[np.int64]:
        """For each column the number of rows of the mask that have something in it."""
        rows = np.repeat(mask, self.sizes)
        return np.bincount(self.table.indices[rows], minlength=self.width)

    def kept(self, mask: Mask) -> Postings:
        """Only the rows of the mask, in the same order."""
        return Postings(self.table[np.flatnonzero(mask)])

    def followed_by(self, other: Postings) -> Postings:
        """The rows of this one, then those of the other."""
        from scipy.sparse import csr_array

        first, second = self.table, other.table
        starts = np.concatenate([first.indptr, second.indptr[1:] + first.indptr[-1]])
        columns = np.concatenate([first.indices, second.indices])
        numbers = np.concatenate([first.data, second.data])
        shape = (self.height + other.height, max(self.width, other.width))
        return Postings(csr_array((numbers, columns, starts), shape=shape))


class Writer:
    """Collects rows one after the other into flat arrays."""

    def __init__(self, empty_rows: int = 0) -> None:
        self.starts = array("i", bytes(4 * (empty_rows + 1)))
        self.columns = array("i")
        self.numbers = array("f")

    def add(self, row: Mapping[int, float]) -> None:
        """One more row: column -> number."""
        self.columns.extend(row.keys())
        self.numbers.extend(row.values())
        self.starts.append(len(self.columns))

    def postings(self, width: int) -> Postings:
        """The rows so far, as a table of this many columns."""
        from scipy.sparse import csr_array

        columns = np.array(self.columns, np.int32)
        numbers = np.array(self.numbers, np.float32)
        starts = np.array(self.starts, np.int32)
        return Postings(csr_array((numbers, columns, starts), shape=(len(starts) - 1, width)))
