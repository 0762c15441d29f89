"""An immutable stretch of the index: some documents as arrays, one row each."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching.facets import Bits, Facet, FacetWriter, packed
from matching.keys import Keys
from matching.postings import Mask, Postings, Writer

AUDIENCE, STANDING, GOAL, WRITTEN = "\0audience", "\0standing", "\0goal", "\0written"
"""Facets of our own; no caller can name them, because a facet with a NUL is refused.

WRITTEN holds the languages in which a document has words.
"""

Halves = NDArray[np.float16]

FULL_EVIDENCE = 255


@dataclass(frozen=True, slots=True)
class Row:
    """One document, analysed: numbers by term, and numbers of codes by facet."""

    key: str
    text: Mapping[int, float]
    names: Mapping[int, float]
    facets: Mapping[str, Iterable[int]]
    evidence: float
    day: int
    vectors: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Segment:
    """Documents as arrays.

    evidence: uint8 (255 = 1); days: int32, date ordinals; vectors: mark of an encoder -> float16
    (rows x dimensions), a row of zeros for a document without one.
    """

    keys: Keys
    text: Postings
    names: Postings
    facets: Mapping[str, Facet]
    evidence: NDArray[np.uint8]
    days: NDArray[np.int32]
    vectors: Mapping[str, Halves]

    @classmethod
    def build(cls, rows: Iterable[Row], width: int | None = None) -> Segment:
        """Arrays from analysed documents, read once; they keep their order.

        `width`: how many terms there are in all, asked for after the rows are read.
        """
        text, names, written = Writer(), Writer(), _Columns()
        for row in rows:
            text.add(row.text)
            names.add(row.names)
            written.add(row)
        width = max([0, *text.columns, *names.columns]) + 1 if width is None else width
        return cls(
            keys=Keys.of(written.keys),
            text=text.postings(width),
            names=names.postings(width),
            facets={name: writer.facet() for name, writer in written.facets.items()},
            evidence=np.array(written.evidence, np.uint8),
            days=np.array(written.days, np.int32),
            vectors=written.matrices(),
        )

    def __len__(self) -> int:
        return len(self.keys)

    @property
    def nbytes(self) -> int:
        """The bytes of all arrays."""
        arrays: list[Any] = [self.keys, self.text, self.names, *self.facets.values(), self.evidence, self.days]
        return sum(one.nbytes for one in [*arrays, *self.vectors.values()])

    @cached_property
    def everything(self) -> Bits:
        """All rows as bits."""
        return packed(np.ones(len(self), np.bool_))

    def facet(self, name: str) -> Facet:
        """The codes of a facet; empty for a facet that no document here has."""
        return self.facets[name] if name in self.facets else Facet.empty(len(self))

    def kept(self, mask: Mask) -> Segment:
        """Only the documents of the mask."""
        return Segment(
            keys=self.keys.kept(mask),
            text=self.text.kept(mask),
            names=self.names.kept(mask),
            facets={name: table.kept(mask) for name, table in self.facets.items()},
            evidence=self.evidence[mask],
            days=self.days[mask],
            vectors={model: matrix[mask] for model, matrix in self.vectors.items()},
        )

    def followed_by(self, other: Segment) -> Segment:
        """These documents, then those of the other; no key is in both."""
        facets = dict.fromkeys([*self.facets, *other.facets])
        models = dict.fromkeys([*self.vectors, *other.vectors])
        return Segment(
            keys=self.keys.followed_by(other.keys),
            text=self.text.followed_by(other.text),
            names=self.names.followed_by(other.names),
            facets={name: self.facet(name).followed_by(other.facet(name)) for name in facets},
            evidence=np.concatenate([self.evidence, other.evidence]),
            days=np.concatenate([self.days, other.days]),
            vectors={model: np.concatenate(_both(model, self, other)) for model in models},
        )


def _both(model: str, *segments: Segment) -> list[Halves]:
    width = next(one.vectors[model].shape[1] for one in segments if model in one.vectors)
    return [one.vectors.get(model, np.zeros((len(one), width), np.float16)) for one in segments]


class _Columns:
    """What is kept of rows beside their words."""

    def __init__(self) -> None:
        self.keys: list[str] = []
        self.facets: dict[str, FacetWriter] = {}
        self.evidence, self.days = array("B"), array("i")
        self.vectors: dict[str, dict[int, Any]] = {}

    def add(self, row: Row) -> None:
        """One more row."""
        for name in row.facets.keys() - self.facets.keys():
            self.facets[name] = FacetWriter(len(self.keys))
        for name, writer in self.facets.items():
            writer.add(row.facets.get(name, ()))
        for model, vector in row.vectors.items():
            self.vectors.setdefault(model, {})[len(self.keys)] = vector
        self.keys.append(row.key)
        self.evidence.append(round(row.evidence * FULL_EVIDENCE))
        self.days.append(row.day)

    def matrices(self) -> dict[str, Halves]:
        """The vectors by model, a row of zeros where there is none."""
        found = {}
        for model, vectors in self.vectors.items():
            width = len(next(iter(vectors.values())))
            matrix = np.zeros((len(self.keys), width), np.float16)
            matrix[list(vectors)] = np.array(list(vectors.values()), np.float32)
            found[model] = matrix
        return found
