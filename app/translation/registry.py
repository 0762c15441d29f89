"""What can be translated: kinds of record that features above register (see `panels`), and how their words are read."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.index import standings_shown
from app.core.permissions import VISITOR, may
from app.core.records import PublishedRecord
from app.translation.service import has_words, source_text

EXTENSION = "crux_translatable"
LONGEST = 10_000  # characters of a text for which its kind names no limit


@dataclass(frozen=True, slots=True)
class TranslatableField:
    """One text of a record: where it stands (`building_blocks.0.name`), its label, and how long it may be."""

    path: str
    label: Any  # lazy, in the language of the page
    most: int = LONGEST


@dataclass(frozen=True, slots=True)
class TranslatableKind:
    """A kind of record whose words can be translated.

    `name` is what addresses and the index call it; `permission` the rule that says who may see a record;
    `published` gives the published records among some numbers (None: all).
    """

    name: str
    model: type[PublishedRecord]
    label: Any
    permission: str
    fields: Callable[[Any], Iterable[TranslatableField]]
    published: Callable[[Session, Collection[int] | None], Iterable[Any]]
    url: Callable[[Any], str]

    def fields_of(self, record: PublishedRecord) -> Sequence[TranslatableField]:
        """The fields that hold words, the record's title first."""
        return [field for field in self.fields(record) if has_words(source_text(record, field.path))]


def keep_kind(app: Flask, kind: TranslatableKind) -> None:
    app.extensions.setdefault(EXTENSION, {})[kind.name] = kind


def kinds() -> Mapping[str, TranslatableKind]:
    """Every kind by its name, lowest feature first."""
    known: dict[str, TranslatableKind] = current_app.extensions.get(EXTENSION, {})
    return known


def offered(session: Session, kind: TranslatableKind, ids: Collection[int] | None = None) -> list[PublishedRecord]:
    """The records among `ids` that translators work on: published, and open to everybody.

    A translator may see more than the public does, but what is not public is nobody's work here.
    """
    shown = standings_shown()
    return [row for row in kind.published(session, ids) if row.standing in shown and may(VISITOR, kind.permission, row)]


def offered_one(session: Session, kind: TranslatableKind, number: int, *, lock: bool = False) -> PublishedRecord | None:
    """The record `number`, if it is offered; locked until the transaction ends, for whoever writes its translations."""
    if lock:
        mine = select(kind.model).where(kind.model.id == number)  # type: ignore[arg-type]
        session.scalars(mine.with_for_update().execution_options(populate_existing=True)).first()
    return next(iter(offered(session, kind, [number])), None)
