"""The raw fixture files, read without the code under test."""

from __future__ import annotations

import csv
from pathlib import Path

from app.config import FIXTURES

REFERENCE = FIXTURES / "reference"
FILES = sorted(REFERENCE.glob("*.csv"))
LANGUAGES = ("ar", "zh", "en", "fr", "ru", "es", "pt")


def note_of(path: Path) -> list[str]:
    """The lines at the head of a file that say where it comes from."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.startswith("#")]


def cells_of(path: Path) -> list[dict[str, str]]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))


def named(path: Path) -> list[tuple[str, str, str]]:
    """Code, language and name of every name in a file."""
    return [
        (row.get("code", ""), language, row[language])
        for row in cells_of(path)
        for language in LANGUAGES
        if language in row
    ]
