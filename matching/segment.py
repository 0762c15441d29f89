"""An immutable stretch of the index: some documents as arrays, one row each."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from matching.postings import Floats, Mask, Postings, Writer
from matching.vocabulary import Vocabulary

AUDIENCE, STANDING, GOAL = "\0audience", "\0standing", "\0goal"
"""Facets of our own; no caller can name them, because a facet with a NUL is refused."""


@dataclass(frozen=True, slots=True)
class Row:
    """One document, analysed: numbers by term, and numbers of codes by facet."""

    key: str
    text: Mapping[int, float]
    names: Mapping[int, float]
    facets: Mapping[str, Mapping[int, float]]
    evidence: float
    day: int


@dataclass(frozen=True)
class Segment:
    """Documents as arrays. `evidence` is 0 to 1, `day` a date ordinal."""

    keys: tuple[str, ...]
    text: Postings
    names: Postings
    facets: Mapping[str, Postings]
    evidence: Floats
    day: NDArray[np.int64]
    nothing: Postings = field(repr=False)

    @classmethod
    def build(cls, rows: Iterable[Row], terms: Vocabulary, codes: Mapping[str, Vocabulary]) -> Segment:
        """Arrays from analysed documents, read once; they keep their order."""
        text, names, nothing = Writer(), Writer(), Writer()
        facets: dict[str, Writer] = {}
        keys: list[str] = []
        evidence, day = array("f"), array("q")
        for row in rows:
            for facet in row.facets.keys() - facets.keys():
                facets[facet] = Writer(len(keys))
            for facet, writer in facets.items():
                writer.add(row.facets.get(facet, {}))
            text.add(row.text)
            names.add(row.names)
            nothing.add({})
            keys.append(row.key)
            evidence.append(row.evidence)
            day.append(row.day)
        return cls(
            keys=tuple(keys),
            text=text.postings(len(terms)),
            names=names.postings(len(terms)),
            facets={facet: writer.postings(len(codes[facet])) for facet, writer in facets.items()},
            evidence=np.array(evidence, np.float32),
            day=np.array(day, np.int64),
            nothing=nothing.postings(0),
        )

    def __len__(self) -> int:
        return len(self.keys)

    @cached_property
    def row_of(self) -> dict[str, int]:
        """Where each key stands."""
        return {key: row for row, key in enumerate(self.keys)}

    @cached_property
    def sorted_keys(self) -> tuple[NDArray[np.str_], NDArray[np.float64]]:
        """The keys in order, and the place of each row's key in that order."""
        keys = np.array(self.keys, dtype=np.str_)
        order = np.argsort(keys, kind="stable")
        places = np.empty(len(keys), np.float64)
        places[order] = np.arange(len(keys))
        return keys[order], places

    def facet(self, name: str) -> Postings:
        """Rows by code of a facet; empty for a facet that no document here has."""
        return self.facets.get(name, self.nothing)

    def kept(self, mask: Mask) -> Segment:
        """Only the documents of the mask."""
        return Segment(
            keys=tuple(key for key, keep in zip(self.keys, mask, strict=True) if keep),
            text=self.text.kept(mask),
            names=self.names.kept(mask),
            facets={name: table.kept(mask) for name, table in self.facets.items()},
            evidence=self.evidence[mask],
            day=self.day[mask],
            nothing=self.nothing.kept(mask),
        )

    def followed_by(self, other: Segment) -> Segment:
        """These documents, then those of the other."""
        facets = dict.fromkeys([*self.facets, *other.facets])
        return Segment(
            keys=self.keys + other.keys,
            text=self.text.followed_by(other.text),
            names=self.names.followed_by(other.names),
            facets={name: self.facet(name).followed_by(other.facet(name)) for name in facets},
            evidence=np.concatenate([self.evidence, other.evidence]),
            day=np.concatenate([self.day, other.day]),
            nothing=self.nothing.followed_by(other.nothing),
        )
