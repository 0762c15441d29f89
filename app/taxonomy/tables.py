"""Reading one fixture table: strict, with errors that name the file, the row and the column."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

from app.core.i18n import interface_languages
from app.taxonomy.terms import FALLBACK, LANGUAGES, Term


class FixtureError(ValueError):
    """A vocabulary file cannot be used; the message says where and why."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table, with its place in the file for error messages."""

    file: str
    line: int
    cells: Mapping[str, str]

    def text(self, column: str) -> str:
        value = self.optional(column)
        if not value:
            raise self.error(column, "is empty")
        return value

    def optional(self, column: str) -> str:
        if column not in self.cells:
            raise self.error(column, "is not in this file")
        value = self.cells[column]
        if value != value.strip() or "  " in value:
            raise self.error(column, f"has stray spaces: {value!r}")
        return value

    def matching(self, column: str, pattern: str) -> str:
        value = self.text(column)
        if not re.fullmatch(pattern, value):
            raise self.error(column, f"is {value!r}, not of the form {pattern}")
        return value

    def one_of(self, column: str, allowed: Collection[str]) -> str:
        value = self.text(column)
        if value not in allowed:
            raise self.error(column, f"is {value!r}, not one of {', '.join(sorted(allowed))}")
        return value

    def words(self, column: str) -> tuple[str, ...]:
        """A list, its members parted by spaces."""
        return tuple(self.text(column).split(" "))

    def yes(self, column: str) -> bool:
        return self.one_of(column, ("yes", "no")) == "yes"

    def day(self, column: str) -> date | None:
        """An ISO date, or a year alone, which counts from its first of January; empty is None."""
        value = self.optional(column)
        if not value:
            return None
        try:
            return date(int(value), 1, 1) if re.fullmatch(r"\d{4}", value) else date.fromisoformat(value)
        except ValueError:
            raise self.error(column, f"is {value!r}, not a date like 2026-11-24 or a year") from None

    def names(self) -> dict[str, str]:
        """The name in each language of the vocabularies, and in any further one of the interface that has a column."""
        own = {language: self.text(language) for language in LANGUAGES}
        further = [language for language in interface_languages() if language in self.cells.keys() - own.keys()]
        return own | {language: self.optional(language) for language in further if self.optional(language)}

    def error(self, column: str, problem: str) -> FixtureError:
        return FixtureError(f"{self.file}, row {self.line}, column {column}: {problem}")


AnyTerm = TypeVar("AnyTerm", bound=Term)


def rows(path: Path) -> Iterator[Row]:
    """The rows of a UTF-8 table; lines that begin with `#` are its source note."""
    with path.open(encoding="utf-8", newline="") as file:
        lines = [(number, line) for number, line in enumerate(file, 1) if not line.startswith("#")]
    table = csv.reader(line for _, line in lines)
    header = next(table, None)
    if not header or len(set(header)) != len(header):
        raise FixtureError(f"{path.name}: the first row must name each column once")
    for cells in table:
        line = lines[table.line_num - 1][0]
        if len(cells) != len(header):
            raise FixtureError(f"{path.name}, row {line}: {len(cells)} cells for {len(header)} columns")
        yield Row(path.name, line, dict(zip(header, cells, strict=True)))


def table(path: Path, read: Callable[[Row], AnyTerm]) -> dict[str, AnyTerm]:
    """The terms of a file by code, in the file's order; a code may stand once."""
    terms: dict[str, AnyTerm] = {}
    for row in rows(path):
        term = read(row)
        if term.code in terms:
            raise row.error("code", f"{term.code!r} stands twice")
        if FALLBACK not in term.names:
            raise row.error(FALLBACK, "is needed in every row")
        terms[term.code] = term
    return terms


def read_term(row: Row) -> Term:
    """A small vocabulary's row: a code and seven names."""
    return Term(row.matching("code", r"[A-Za-z0-9-]+"), row.names())
