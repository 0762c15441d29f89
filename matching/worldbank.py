"""Objectives of World Bank projects: real texts to learn subjects from and to measure speed with.

Source: World Bank, Projects & Operations, open data, CC BY 4.0. `reduce` makes the file that is kept
in `fixtures/training/` from the Bank's own records; `read` reads it.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
from dataclasses import dataclass
from pathlib import Path

_LABELS = ("sector1", "sector2", "sector3", "theme1", "theme2")
_COLUMNS = ("id", "name", "objective", "subjects")


@dataclass(frozen=True, slots=True)
class Project:
    """One project; `subjects` are the sectors and themes that the Bank gave it."""

    id: str
    name: str
    objective: str
    subjects: tuple[str, ...]

    @property
    def text(self) -> str:
        """Name and objective."""
        return f"{self.name}. {self.objective}"


def read(path: Path) -> list[Project]:
    """The projects of a reduced file, in its order. Raises OSError, KeyError."""
    with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
        return [
            Project(row["id"], row["name"], row["objective"], tuple(filter(None, row["subjects"].split("|"))))
            for row in csv.DictReader(lines)
        ]


def reduce(source: Path, to: Path) -> int:
    """Keep the columns that are used and one project of each text, ordered by id; returns how many."""
    records = [json.loads(line) for line in source.read_text(encoding="utf-8").splitlines()]
    latest = {(one["project_name"] or "", one["pdo"] or ""): one for one in sorted(records, key=lambda one: one["id"])}
    written = io.StringIO(newline="")
    lines = csv.writer(written, lineterminator="\n")
    lines.writerow(_COLUMNS)
    for (name, objective), one in latest.items():
        subjects = sorted({one[label] for label in _LABELS if one[label]})
        lines.writerow([one["id"], name, objective, "|".join(subjects)])
    with to.open("wb") as file, gzip.GzipFile(fileobj=file, mode="wb", filename="", mtime=0) as packed:
        packed.write(written.getvalue().encode())
    return len(latest)
