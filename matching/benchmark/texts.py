"""What benchmark documents are made of: real sentences by subject, made-up place names, and needs held out."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from matching.text import Analyzer
from matching.vocabulary import Vocabulary
from matching.worldbank import Project, read

FILE = "worldbank-objectives.csv.gz"
FOLDER = Path(__file__).parents[2] / "fixtures" / "training"
NAMES = 57_000
"""Made-up names, of which more are met the more documents there are, as in real collections."""

_SENTENCE = re.compile(r"(?<=[.;:])\s+")
_SHORTEST = 4  # terms of a sentence; shorter ones are "(i)" and the like
_FEWEST = 20  # sentences of a subject that is drawn from on its own
_LONGEST = 1000  # characters of an objective to ask with: about what a request says
_SYLLABLES = [first + second for first in "bdfgklmnprstvz" for second in "aeiou"]

Numbers = NDArray[np.int32]


class TextsError(ValueError):
    """The file with the texts is missing or cannot be read; the message says why."""


@dataclass(frozen=True, slots=True)
class Held:
    """A project that no document is drawn from, to ask with."""

    name: str
    objective: str
    subject: str


@dataclass(frozen=True)
class Material:
    """`pieces`: sentences, then names; `terms`: the term numbers of each; `subjects`: its pieces by subject."""

    pieces: tuple[str, ...]
    terms: tuple[Numbers, ...]
    subjects: dict[str, Numbers]
    held: tuple[Held, ...]
    vocabulary: Vocabulary

    @property
    def sentences(self) -> int:
        """How many of the pieces are sentences."""
        return len(self.pieces) - NAMES

    @cached_property
    def lengths(self) -> NDArray[np.int64]:
        """Terms of each piece."""
        return np.array([len(terms) for terms in self.terms], np.int64)


def material(folder: Path, held: int, seed: int) -> Material:
    """Sentences of all projects but `held` drawn ones. Raises TextsError."""
    projects = _projects(folder / FILE)
    drawn = np.random.default_rng(seed)
    brief = [i for i, project in enumerate(projects) if len(project.objective) <= _LONGEST]
    out = dict.fromkeys(drawn.permutation(brief)[: min(held, len(projects) // 2)].tolist())
    sentences = _sentences([project for i, project in enumerate(projects) if i not in out])
    pieces = (*sentences, *_names(drawn))
    vocabulary = Vocabulary()
    terms = tuple(numbers(piece, vocabulary) for piece in pieces)
    asked = tuple(Held(projects[i].name, projects[i].objective, _subject(projects[i])) for i in out)
    return Material(pieces, terms, _by_subject(sentences), asked, vocabulary)


def numbers(text: str, vocabulary: Vocabulary) -> Numbers:
    """The term numbers of a text, in order, by the analyser that the index uses."""
    return np.array([vocabulary.number(term) for term in Analyzer().terms(text, "en")], np.int32)


def sha256(folder: Path) -> str:
    """The hash of the file with the texts."""
    return hashlib.sha256((folder / FILE).read_bytes()).hexdigest()


def _projects(path: Path) -> list[Project]:
    try:
        return read(path)
    except (OSError, EOFError, KeyError, UnicodeDecodeError) as error:
        raise TextsError(f"{path} cannot be read as a packed table of projects: {error}") from error


def _sentences(projects: Sequence[Project]) -> dict[str, str]:
    """Distinct sentences, each with the subject of the project that says it first."""
    return {sentence: _subject(project) for project in reversed(projects) for sentence in _cut(project.objective)}


def _cut(objective: str) -> Iterator[str]:
    for sentence in _SENTENCE.split(objective):
        if len(Analyzer().terms(sentence, "en")) >= _SHORTEST:
            yield sentence


def _by_subject(sentences: dict[str, str]) -> dict[str, Numbers]:
    """Piece numbers by subject; small subjects are drawn from together, under the empty name."""
    found: dict[str, list[int]] = {}
    for number, subject in enumerate(sentences.values()):
        found.setdefault(subject, []).append(number)
    small = [number for group in found.values() if len(group) < _FEWEST for number in group]
    large = {subject: group for subject, group in found.items() if len(group) >= _FEWEST}
    large.setdefault("", []).extend(number for number in small if number not in large.get("", ()))
    return {subject: np.array(group, np.int32) for subject, group in sorted(large.items()) if group}


def _subject(project: Project) -> str:
    return project.subjects[0] if project.subjects else ""


def _names(drawn: np.random.Generator) -> list[str]:
    """Distinct invented names of four syllables."""
    chosen = drawn.choice(len(_SYLLABLES) ** 4, NAMES, replace=False).tolist()
    return [_spelled(number).capitalize() for number in chosen]


def _spelled(number: int) -> str:
    letters = ""
    for _ in range(4):
        number, syllable = divmod(number, len(_SYLLABLES))
        letters += _SYLLABLES[syllable]
    return letters
