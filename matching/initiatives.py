"""Reading files of historical initiatives: each row pairs a request with the offer that answered."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from matching.documents import Document, Text

_WORDS = ("solution_title", "solution_summary", "request_title", "request_summary")


class BadFileError(ValueError):
    """A file that cannot be read as initiatives; the message says where and why."""


@dataclass(frozen=True, slots=True)
class Initiative:
    """English words of both sides, the group of interchangeable offers, and shared labels.

    Identifiers and countries of the file are left out on purpose: both would give the pair away.
    """

    request: Text
    solution: Text
    group: str
    labels: dict[str, frozenset[str]]

    def need(self, *, labelled: bool = False) -> Document:
        """The request as a document."""
        return Document("request", {"en": self.request}, facets=self.labels if labelled else {})

    def offer(self, key: str, *, labelled: bool = False) -> Document:
        """The solution as a document of kind "solution"."""
        labels = self.labels if labelled else {}
        return Document(key, {"en": self.solution}, facets={"kind": frozenset(["solution"]), **labels})


def read(paths: Sequence[Path]) -> list[Initiative]:
    """All rows of JSON Lines files, in order. Raises BadFileError."""
    rows = [row for path in paths for row in _rows(path)]
    if not rows:
        raise BadFileError("no initiatives in these files")
    return rows


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
        labels={"goal": _labels(record, "sdgs", where), "sector": _labels(record, "sectors", where)},
    )


def _labels(record: dict[str, Any], name: str, where: str) -> frozenset[str]:
    labels = record.get(name) or []
    if not isinstance(labels, list):
        raise BadFileError(f"{where}: {name} is not a list")
    return frozenset(map(str, labels))
