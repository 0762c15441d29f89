"""Reading files of historical initiatives: each row pairs a request with the offer that answered."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching.documents import Document, Text

_WORDS = ("solution_title", "solution_summary", "request_title", "request_summary")
_LABELS = {"goal": "sdgs", "sector": "sectors"}

Labels = Mapping[str, frozenset[str]]
Folds = NDArray[np.int64]


class BadFileError(ValueError):
    """A file that cannot be read as initiatives; the message says where and why."""


@dataclass(frozen=True, slots=True)
class Initiative:
    """Words of both sides, the group of interchangeable offers, and labels that both sides share.

    Identifiers are left out on purpose: they would give the pair away. `provider` is there to count
    who is shown and never enters a document. `translated` is the request in one other language.
    """

    request: Text
    solution: Text
    group: str
    alone: bool
    labels: Labels
    provider: str
    title_only: bool
    translated: tuple[str, Text] | None

    def need(self, *, labels: Labels | None = None) -> Document:
        """The request as a document, in English."""
        return Document("request", {"en": self.request}, facets=labels or {})

    def need_translated(self) -> Document:
        """The request in its other language. Raises ValueError without one."""
        if self.translated is None:
            raise ValueError("this request has no other language")
        language, text = self.translated
        return Document("request", {language: text})

    def offer(self, key: str, *, labels: Labels | None = None) -> Document:
        """The solution as a document of kind "solution"."""
        return offer_of(self.solution, key, labels=labels)

    def asked(self, key: str) -> Document:
        """The request as a document of kind "request" that a solution may look for."""
        return Document(key, {"en": self.request}, facets={"kind": frozenset(["request"])})


def offer_of(text: Text, key: str, *, labels: Labels | None = None) -> Document:
    """A text in English as a document of kind "solution"."""
    return Document(key, {"en": text}, facets={"kind": frozenset(["solution"]), **(labels or {})})


def read(paths: Sequence[Path]) -> list[Initiative]:
    """All rows of JSON Lines files, in order. Raises BadFileError."""
    rows = [row for path in paths for row in _rows(path)]
    if not rows:
        raise BadFileError("no initiatives in these files")
    return rows


def in_folds(rows: Sequence[Initiative], count: int) -> Folds:
    """The fold of each row, 0 to count - 1: whole groups of interchangeable offers, drawn always alike."""
    groups = sorted({row.group for row in rows})
    drawn = np.random.default_rng(20261122).permutation(len(groups)) % count
    number = dict(zip(groups, drawn.tolist(), strict=True))
    return np.array([number[row.group] for row in rows], np.int64)


def sha256(path: Path) -> str:
    """The hash of a file's bytes. Raises BadFileError."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise BadFileError(f"{path}: {error.strerror}") from error


def _rows(path: Path) -> list[Initiative]:
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except OSError as error:
        raise BadFileError(f"{path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise BadFileError(f"{path}: not UTF-8 text") from error
    return [_row(line, f"{path}: line {number}") for number, line in enumerate(lines, 1) if line.strip()]


def _row(line: str, where: str) -> Initiative:
    try:
        record = json.loads(line)
    except ValueError as error:
        raise BadFileError(f"{where}: not JSON ({error})") from error
    if not isinstance(record, dict):
        raise BadFileError(f"{where}: not an object")
    missing = [name for name in _WORDS if not isinstance(record.get(name), str)]
    if missing:
        raise BadFileError(f"{where}: {missing[0]} is missing or not text")
    return Initiative(
        request=Text(record["request_title"], record["request_summary"]),
        solution=Text(record["solution_title"], record["solution_summary"]),
        group=str(record.get("solution_group") or where),
        alone=not record.get("solution_group"),
        labels={facet: _labels(record, name, where) for facet, name in _LABELS.items()},
        provider=str(record.get("provider_country") or "several"),
        title_only=record.get("source_depth") == "title-only",
        translated=_translated(record, where),
    )


def _labels(record: dict[str, Any], name: str, where: str) -> frozenset[str]:
    labels = record.get(name) or []
    if not isinstance(labels, list):
        raise BadFileError(f"{where}: {name} is not a list")
    return frozenset(map(str, labels))


def _translated(record: dict[str, Any], where: str) -> tuple[str, Text] | None:
    title, summary = record.get("request_title_i18n"), record.get("request_summary_i18n")
    if not title or not summary:
        return None
    try:
        return str(title["lang"]), Text(str(title["title"]), str(summary["summary"]))
    except (TypeError, KeyError) as error:
        raise BadFileError(f"{where}: the request in another language has no lang, title or summary") from error
