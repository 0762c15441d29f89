"""The one way to find: the index of everything published, held by each process.

The database is the truth. Features register how their rows become documents; a process that sees a newer
counter than its own applies the changed records before it answers, so that a person always finds what
was just published, on any worker.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterable

from flask import Flask, current_app
from sqlalchemy.orm import Session

from app.core.changes import changes_after, current_number
from app.core.db import db
from matching import Document, HybridIndex, Text

__all__ = [
    "CatalogueIndex",
    "Document",
    "Text",
    "catalogue",
    "document_key",
    "record_id",
    "register_source",
    "standings_shown",
]

EXTENSION = "crux_index"
# (session, record ids or None for all) → the documents of those records that are published now
Source = Callable[[Session, Collection[int] | None], Iterable[Document]]


def document_key(kind: str, record_id: int) -> str:
    return f"{kind}:{record_id}"


def record_id(key: str) -> int:
    """The number inside a document's key: 12 of `solution:12`."""
    return int(key.rpartition(":")[2])


class CatalogueIndex:
    """This process's copy of the index and the counter it has reached."""

    def __init__(self) -> None:
        self._sources: dict[str, Source] = {}
        self._lock = threading.Lock()
        self._held: tuple[int, HybridIndex] | None = None

    def register(self, kind: str, source: Source) -> None:
        self._sources[kind] = source

    def at_present(self, session: Session) -> HybridIndex:
        """The index, up to date with what `session` can read."""
        number = current_number(session)
        held = self._held
        if held is None or held[0] < number:
            with self._lock:
                held = self._held = self._brought_to(number, session)
        return held[1]

    def _brought_to(self, number: int, session: Session) -> tuple[int, HybridIndex]:
        held = self._held
        if held is None:
            return number, HybridIndex().fit(self._documents(session, None))
        if held[0] >= number:
            return held
        changed: dict[str, set[int]] = {}
        for kind, key in changes_after(session, held[0]):
            changed.setdefault(kind, set()).add(key)
        documents = list(self._documents(session, changed))
        present = {document.key for document in documents}
        keys = {document_key(kind, key) for kind, ids in changed.items() for key in ids}
        return number, held[1].remove(keys - present).partial_fit(documents)

    def _documents(self, session: Session, changed: dict[str, set[int]] | None) -> Iterable[Document]:
        for kind, source in self._sources.items():
            if changed is None:
                yield from source(session, None)
            elif kind in changed:
                yield from source(session, changed[kind])


def init_app(app: Flask) -> None:
    app.extensions[EXTENSION] = CatalogueIndex()


def register_source(app: Flask, kind: str, source: Source) -> None:
    app.extensions[EXTENSION].register(kind, source)


def catalogue() -> HybridIndex:
    """The index as it stands now, for the present web request or job."""
    holder: CatalogueIndex = current_app.extensions[EXTENSION]
    return holder.at_present(db.session)


def standings_shown() -> frozenset[str]:
    """The standings a catalogue page shows: examples only where the site is a demonstration."""
    shown = {"confirmed", "documented"}
    return frozenset(shown | {"example"} if current_app.config["DEMO"] else shown)
