"""Reading fixture files into rows: strict, and a second time changes nothing.

A file has one JSON object a line. A line that does not fit its schema stops everything, with the file, the
line and the field. Rows are found again by their import key; only what differs is written.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.changes import mark_changed
from app.core.records import Standing


class FixtureFault(ValueError):
    """A fixture file cannot be used; the message names the file, the line and the field."""


class FixtureLine(BaseModel):
    """A line of a fixture file: nothing is converted, nothing unknown is passed over."""

    model_config = ConfigDict(extra="forbid", strict=True, str_strip_whitespace=False)

    key: str


class SourcedLine(FixtureLine):
    """A line that says where its facts come from."""

    source_title: str | None = None
    source_url: str | None = None
    source_quote: str | None = None
    source_quote_language: str | None = None
    retrieved_on: date | None = None
    recorded_on: date | None = None
    record_licence: str | None = None
    assigned_by_catalogue: list[str] = []


AnyLine = TypeVar("AnyLine", bound=FixtureLine)


def read_lines(path: Path, schema: type[AnyLine]) -> list[AnyLine]:
    """The lines of `path`, none if there is no such file. `FixtureFault` for the first that does not fit."""
    found: dict[str, AnyLine] = {}
    if not path.exists():
        return []
    for number, text in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not text.strip() or text.startswith("#"):
            continue
        try:
            line = schema.model_validate_json(text)
        except ValidationError as error:
            raise FixtureFault(f"{path.name}, line {number}: {_first_fault(error)}") from None
        if line.key in found:
            raise FixtureFault(f"{path.name}, line {number}: key {line.key!r} stands twice")
        found[line.key] = line
    return list(found.values())


def _first_fault(error: ValidationError) -> str:
    fault = error.errors()[0]
    return f"{'.'.join(map(str, fault['loc'])) or 'the line'}: {fault['msg']}"


@dataclass(slots=True)
class Loaded:
    """What became of one kind of record: how many are new, altered, as before; and their numbers by key."""

    kind: str
    new: int = 0
    altered: int = 0
    same: int = 0
    ids: dict[str, int] = field(default_factory=dict)


def put(
    session: Session,
    model: type[Any],
    kind: str,
    values: Mapping[str, Mapping[str, Any]],
    *,
    now: datetime,
    extra: Any = None,
) -> Loaded:
    """Store the records of `values` (import key → columns); `extra(row, is_new)` stores what hangs on a row
    and says whether it changed anything."""
    loaded = Loaded(kind)
    rows = {row.import_key: row for row in session.scalars(select(model).where(model.import_key.in_(values)))}
    for key, columns in values.items():
        row, is_new = rows.get(key), key not in rows
        row = row or model(import_key=key, created_at=now, changed_at=now, **columns)
        taken_over = not is_new and getattr(row, "standing", None) == Standing.CONFIRMED  # its institution writes it
        differs = not is_new and not taken_over and _assign(row, columns)
        if is_new:
            session.add(row)
            session.flush()
        differs = bool(extra and not taken_over and extra(row, key)) or differs
        _count(session, loaded, row, is_new=is_new, differs=differs, now=now)
        loaded.ids[key] = row.key
    return loaded


def _assign(row: Any, columns: Mapping[str, Any]) -> bool:
    """Write what differs; whether anything did."""
    differing = {name: value for name, value in columns.items() if getattr(row, name) != value}
    for name, value in differing.items():
        setattr(row, name, value)
    return bool(differing)


def _count(session: Session, loaded: Loaded, row: Any, *, is_new: bool, differs: bool, now: datetime) -> None:
    if is_new:
        loaded.new += 1
    elif differs:
        row.version += 1
        row.changed_at = now
        loaded.altered += 1
    else:
        loaded.same += 1
        return
    mark_changed(session, loaded.kind, row.key)
