"""Lists as programs read them: features register what their records say, `interchange` gives it out in its formats.

A list has one address for people (`/en/solutions?goal=6`) and the same with an ending for each format
(`/en/solutions.csv?goal=6`); a record likewise (`/en/solutions/12.jsonld`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from flask import Flask, current_app

from app.core.records import PublishedRecord
from app.taxonomy.listing import Names

EXTENSION = "crux_listed"


class Words(Protocol):
    """A text with the language it is really in."""

    @property
    def text(self) -> str: ...

    @property
    def lang(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Column:
    """`name` is English and stays for ever; `label` says in the reader's language what stands there.

    `value` takes a row and gives a code, number, date or list of codes; or, where `words` says so, `Words`, whose
    language then has a column of its own.
    """

    name: str
    label: Any
    value: Callable[[Any], Any]
    words: bool = False


@dataclass(frozen=True, slots=True)
class Listed:
    """A kind of record that has a list. A row is what the list page shows of one record."""

    name: str  # of its list in addresses: "solutions"
    kind: str  # in the index: "solution"
    table: str  # under which its translations are kept
    label: Any
    model: type[PublishedRecord]
    facets: Sequence[str]
    rows: Callable[[Sequence[int]], Mapping[int, Any]]  # those of some numbers that the reader may see
    record: Callable[[Any], Any]  # the record of a row
    page: Callable[[Any], str]  # the address of a record's page
    title: Callable[[Any], Words]  # of a record, and so with the summary
    summary: Callable[[Any], Words]
    columns: Sequence[Column]
    linked: Callable[[Any], Mapping[str, Any]]  # a row in terms of schema.org
    names: Names | None = None  # where readers can have the list in the order of names
    authors: Callable[[Any], Sequence[Words]] | None = None  # of a record that can be cited


def register_listed(app: Flask, listed: Listed) -> None:
    app.extensions.setdefault(EXTENSION, {})[listed.name] = listed


def lists() -> Mapping[str, Listed]:
    """Every list by its name, that of the lowest feature first."""
    known: dict[str, Listed] = current_app.extensions.get(EXTENSION, {})
    return known
