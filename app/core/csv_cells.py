"""Cells of CSV files that no spreadsheet takes for a formula, and that come back as they were.

A text that a spreadsheet might evaluate gets an apostrophe before it; so does one that begins with an apostrophe,
so that reading our own files back is exact. Numbers are written as numbers, never as text.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator

# After spaces and invisible marks, also in their full-width forms (which some programs make plain).
RISKY = re.compile(r"^[\s\u0000\u00a0\u200b-\u200f\u2028-\u202e\u2060\u3000\ufeff]*[=+\-@＝＋－＠﹦﹢﹣﹫\t\r\n\x00]")
GUARD = "'"


def safe_cell(value: object) -> object:
    """What to write for `value`: texts guarded, anything else as it is."""
    if not isinstance(value, str):
        return value
    return GUARD + value if value.startswith(GUARD) or RISKY.match(value) else value


def restored(cell: str) -> str:
    """The text behind a cell that `safe_cell` wrote."""
    return cell.removeprefix(GUARD)


def csv_text(rows: Iterable[Iterable[object]]) -> str:
    """A file of guarded cells."""
    return "".join(csv_lines(rows))


def csv_lines(rows: Iterable[Iterable[object]]) -> Iterator[str]:
    """A file of guarded cells, line by line. It begins with a byte order mark: spreadsheets read it as UTF-8 then."""
    line = _Line()
    writer = csv.writer(line, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    yield "\ufeff"
    for row in rows:
        writer.writerow([safe_cell(value) for value in row])
        yield line.text


class _Line:
    """Keeps what was written last."""

    text = ""

    def write(self, text: str) -> None:
        self.text = text
