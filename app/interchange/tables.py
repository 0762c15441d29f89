"""A list as a table: the same columns in CSV and in JSON, row after row, however long the list is."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from itertools import chain, islice
from typing import Any

from flask_babel import lazy_gettext as _

from app.core.addresses import absolute
from app.core.csv_cells import csv_lines
from app.core.db import db
from app.taxonomy.listed import Column, Listed
from app.translation.service import put_away

AT_ONCE = 200  # rows read at a time
BETWEEN = "; "  # codes in one cell
LANGUAGE = "_language"

Cells = dict[str, Any]
Writer = Callable[[Listed, Sequence[int]], Iterator[str]]


def csv_file(listed: Listed, numbers: Sequence[int]) -> Iterator[str]:
    head = [name for name, _label in described(listed)]
    lines = ([_in_cell(row[name]) for name in head] for row in cells(listed, numbers))
    return csv_lines(chain([head], lines))


def json_file(listed: Listed, numbers: Sequence[int]) -> Iterator[str]:
    yield f'{{"list": "{listed.name}", "count": {len(numbers)}, "records": ['
    before = "\n"
    for row in cells(listed, numbers):
        yield before + json.dumps(row, ensure_ascii=False)
        before = ",\n"
    yield "\n]}\n"


WRITERS: Mapping[str, tuple[Writer, str]] = {
    "csv": (csv_file, "text/csv"),
    "json": (json_file, "application/json"),
}


def cells(listed: Listed, numbers: Sequence[int]) -> Iterator[Cells]:
    """Every row that its reader may see, in the order of `numbers`."""
    columns = columns_of(listed)
    for some in in_batches(numbers):
        rows = listed.rows(some)
        told = [_cells(columns, rows[number]) for number in some if number in rows]
        put_away(db.session)
        db.session.rollback()  # whoever reads slowly holds no transaction open
        yield from told


def described(listed: Listed) -> list[tuple[str, str]]:
    """(name, what stands there) of each column, in their order."""
    language = str(_("The language that the text is in"))
    told = []
    for column in columns_of(listed):
        told.append((column.name, str(column.label)))
        told += [(column.name + LANGUAGE, language)] if column.words else []
    return told


def columns_of(listed: Listed) -> list[Column]:
    """What every record has, whatever its kind, around what this kind has."""

    def common(name: str, label: Any, value: Callable[[Any], Any]) -> Column:
        return Column(name, label, lambda row: value(listed.record(row)))

    return [
        common("id", _("Number"), lambda record: record.key),
        common("address", _("Address of its page"), lambda record: absolute(listed.page(record))),
        common("standing", _("Who stands behind the record"), lambda record: record.standing),
        *listed.columns,
        common("version", _("Version of the text"), lambda record: record.version),
        common("published", _("Published on"), published),
        common("changed", _("Last changed"), lambda record: record.changed_at),
    ]


def _cells(columns: Iterable[Column], row: Any) -> Cells:
    told: Cells = {}
    for column in columns:
        value = column.value(row)
        if column.words:
            told |= {column.name: value.text, column.name + LANGUAGE: value.lang if value.text else ""}
        else:
            told[column.name] = _plain(value)
    return told


def moment(when: datetime) -> str:
    """A moment as all our formats have it, in UTC."""
    return when.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def published(record: Any) -> datetime:
    when: datetime = getattr(record, "published_at", None) or record.created_at
    return when


def _plain(value: Any) -> Any:
    """As JSON has it: moments in UTC, days, codes."""
    if isinstance(value, datetime):
        return moment(value)
    return value.isoformat() if isinstance(value, date) else value


def _in_cell(value: Any) -> Any:
    return BETWEEN.join(value) if isinstance(value, list) else value


def in_batches(numbers: Iterable[int]) -> Iterator[list[int]]:
    left = iter(numbers)
    while some := list(islice(left, AT_ONCE)):
        yield some
