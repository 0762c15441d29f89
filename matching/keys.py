"""The keys of rows without a Python object for each: one run of bytes, and their order."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from matching.postings import Mask


@dataclass(frozen=True)
class Keys(Sequence[str]):
    """Distinct keys in the order of rows. blob: their UTF-8 bytes; ends: int64 (rows + 1); order: rows by key."""

    blob: NDArray[np.uint8]
    ends: NDArray[np.int64]
    order: NDArray[np.int32]

    @classmethod
    def of(cls, keys: Sequence[str]) -> Keys:
        """From strings."""
        written = [key.encode() for key in keys]
        ends = np.concatenate([[0], np.cumsum([len(one) for one in written])]).astype(np.int64)
        order = np.array(sorted(range(len(written)), key=written.__getitem__), np.int32)
        return cls(np.frombuffer(b"".join(written), np.uint8), ends, order)

    @property
    def nbytes(self) -> int:
        """The bytes of all arrays."""
        return self.blob.nbytes + self.ends.nbytes + self.order.nbytes

    def __len__(self) -> int:
        return len(self.ends) - 1

    def __getitem__(self, row: int) -> str:  # type: ignore[override]
        return self.blob[self.ends[row] : self.ends[row + 1]].tobytes().decode()

    def __iter__(self) -> Iterator[str]:
        return (self[row] for row in range(len(self)))

    def row(self, key: str) -> int | None:
        """The row of a key, or None."""
        place = self.place(key)
        row = int(self.order[place]) if place < len(self) else -1
        return row if row >= 0 and self[row] == key else None

    def place(self, key: str) -> int:
        """How many keys come before this one."""
        return bisect_left(range(len(self)), key, key=lambda place: self[int(self.order[place])])

    @cached_property
    def places(self) -> NDArray[np.float64]:
        """The place of each row's key among all."""
        places = np.empty(len(self), np.float64)
        places[self.order] = np.arange(len(self))
        return places

    def kept(self, mask: Mask) -> Keys:
        """Only the rows of the mask, in the same order."""
        sizes, rows = np.diff(self.ends), np.cumsum(mask, dtype=np.int32) - 1
        blob = self.blob[np.repeat(mask, sizes)]
        ends = np.concatenate([[0], np.cumsum(sizes[mask])]).astype(np.int64)
        return Keys(blob, ends, rows[self.order[mask[self.order]]].astype(np.int32))

    def followed_by(self, other: Keys) -> Keys:
        """These rows, then those of the other; no key is in both."""
        among = np.array([self.place(other[int(row)]) for row in other.order], np.int64)
        order = np.insert(self.order, among, other.order + np.int32(len(self))).astype(np.int32)
        ends = np.concatenate([self.ends, other.ends[1:] + self.ends[-1]])
        return Keys(np.concatenate([self.blob, other.blob]), ends, order)
