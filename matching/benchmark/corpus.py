"""Documents and needs drawn from the texts: about 60 terms each, codes of five facets, evidence.

Everything follows from the seed. A document takes sentences of one subject until it is long enough,
and mostly one made-up name; goals and sectors lean on the subject.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matching.benchmark.texts import NAMES, Held, Material, Numbers, numbers
from matching.documents import Document, Text

CODES = {"goal": 17, "sector": 29, "region": 5, "language": 7, "modality": 16}
"""Codes of each facet, as many as the platform has."""

LEVELS = 5  # evidence is one of 0, 0.2 … 1, which 255 divides exactly
_WIDTH = {"goal": 2, "sector": 2, "region": 1, "language": 1, "modality": 2}  # codes a document names
_ASKED = {"goal": 3, "sector": 2, "region": 1, "language": 2, "modality": 2}  # codes a need names
_LANGUAGES = np.array([0.45, 0.18, 0.15, 0.09, 0.05, 0.04, 0.04])
_MOST = 16  # sentences of one document
_ENOUGH = 50  # terms after which no further sentence is taken: 60 on average
_NAMED = 0.82  # share of documents with a made-up name
_HIDDEN, _EXAMPLE = 0.02, 0.05
_FIRST_DAY = 738_000


@dataclass(frozen=True, slots=True)
class Need:
    """What is asked: the document for our index, and the same as numbers for everybody else."""

    document: Document
    terms: tuple[int, ...]
    filters: Mapping[str, tuple[str, ...]]

    @property
    def words(self) -> list[str]:
        """The terms as every other engine gets them."""
        return [word(number) for number in self.terms]


@dataclass(frozen=True)
class Corpus:
    """`tokens[starts[i]:starts[i + 1]]` are the terms of document i; `codes` are (n, 1 or 2) by facet."""

    material: Material
    starts: NDArray[np.int64]
    tokens: Numbers
    pieces: tuple[Numbers, NDArray[np.int64]]
    codes: Mapping[str, NDArray[np.int8]]
    level: NDArray[np.uint8]
    day: NDArray[np.int64]
    public: NDArray[np.bool_]
    confirmed: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.day)

    def documents(self) -> Iterator[Document]:
        """The documents as our index reads them, one after the other."""
        return (self.document(row) for row in range(len(self)))

    def document(self, row: int) -> Document:
        """One document."""
        flat, ends = self.pieces
        chosen = flat[ends[row] : ends[row + 1]].tolist()
        return Document(
            key(row),
            {"en": Text("", " ".join(self.material.pieces[piece] for piece in chosen))},
            facets={"kind": frozenset(["solution"])} | {facet: self.named(facet, row) for facet in CODES},
            audience="public" if self.public[row] else "members",
            standing="confirmed" if self.confirmed[row] else "example",
            evidence=int(self.level[row]) / LEVELS,
            day=int(self.day[row]),
        )

    def named(self, facet: str, row: int) -> frozenset[str]:
        """The codes of one facet that a document names."""
        return frozenset(code(facet, number) for number in self.codes[facet][row].tolist())

    def lines(self) -> Iterator[str]:
        """The terms of each document as one line, for engines that cut at white space."""
        for row in range(len(self)):
            yield " ".join(map(word, self.tokens[self.starts[row] : self.starts[row + 1]].tolist()))


def draw(material: Material, size: int, seed: int) -> Corpus:
    """A corpus of `size` documents."""
    drawn = np.random.default_rng([seed, size])
    subject, flat, ends = _pieces(material, size, drawn)
    lengths = np.add.reduceat(material.lengths[flat], ends[:-1])
    codes = _codes(subject, drawn)
    return Corpus(
        material,
        np.concatenate([[0], np.cumsum(lengths)]),
        np.concatenate([material.terms[piece] for piece in flat.tolist()]),
        (flat, ends),
        codes,
        drawn.integers(0, LEVELS + 1, size).astype(np.uint8),
        _FIRST_DAY + drawn.integers(0, 700, size),
        drawn.random(size) >= _HIDDEN,
        drawn.random(size) >= _EXAMPLE,
    )


def needs(material: Material, *, short: bool, seed: int) -> list[Need]:
    """One need for each held-out project: name and objective, or the name alone."""
    drawn = np.random.default_rng([seed, 1])
    return [_need(i, held, material, short, drawn) for i, held in enumerate(material.held)]


def key(row: int) -> str:
    """The key of a document."""
    return f"solution:{row}"


def word(number: int) -> str:
    """A term as every other engine gets it."""
    return f"t{number}"


def code(facet: str, number: int) -> str:
    """A code of a facet."""
    return f"{facet}{number}"


def _need(i: int, held: Held, material: Material, short: bool, drawn: np.random.Generator) -> Need:
    asked = {facet: drawn.choice(CODES[facet], width, replace=False).tolist() for facet, width in _ASKED.items()}
    facets = {facet: frozenset(code(facet, number) for number in chosen) for facet, chosen in asked.items()}
    body = "" if short else held.objective
    terms = dict.fromkeys(numbers(f"{held.name} {body}", material.vocabulary).tolist())
    filters = {facet: (code(facet, asked[facet][0]),) for facet in ("language", "region")}
    return Need(Document(f"request:{i}", {"en": Text(held.name, body)}, facets=facets), tuple(terms), filters)


def _pieces(
    material: Material, size: int, drawn: np.random.Generator
) -> tuple[NDArray[np.int64], Numbers, NDArray[np.int64]]:
    """The subject of each document; its pieces, flat; where they start and end."""
    groups = list(material.subjects.values())
    weights = np.array([len(group) for group in groups], np.float64)
    subject = drawn.choice(len(groups), size, p=weights / weights.sum())
    table = np.empty((size, _MOST), np.int32)
    for number, group in enumerate(groups):
        rows = np.flatnonzero(subject == number)
        table[rows] = drawn.choice(group, (len(rows), _MOST))
    before = np.cumsum(material.lengths[table], axis=1) - material.lengths[table]
    taken = before < _ENOUGH
    name = np.exp(drawn.random(size) * np.log(NAMES)).astype(np.int32) + material.sentences - 1
    table, taken = np.column_stack([table, name]), np.column_stack([taken, drawn.random(size) < _NAMED])
    return subject, table[taken], np.concatenate([[0], np.cumsum(taken.sum(axis=1))])


def _codes(subject: NDArray[np.int64], drawn: np.random.Generator) -> dict[str, NDArray[np.int8]]:
    size = len(subject)
    found = {facet: drawn.integers(0, CODES[facet], (size, width)) for facet, width in _WIDTH.items()}
    found["language"] = drawn.choice(CODES["language"], (size, 1), p=_LANGUAGES)
    for facet in ("goal", "sector"):
        leaning = drawn.random(size) < 0.7
        found[facet][leaning, 0] = subject[leaning] % CODES[facet]
    return {facet: numbers.astype(np.int8) for facet, numbers in found.items()}
