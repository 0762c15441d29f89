"""The one way to find: the index of everything published, held by each process.

The database is the truth. Features register how their rows become documents; a process that sees a newer
counter than its own applies the changed records before it answers, so that a person always finds what
was just published, on any worker. A process that starts takes the newest state from disk, mapped into
memory so that processes share it, and applies what has changed since.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from pathlib import Path

from flask import Flask, current_app
from sqlalchemy.orm import Session

from app.core import fragments
from app.core.changes import changes_after, current_number
from app.core.db import db
from app.core.fragments import Fragments
from app.core.index_files import IndexFiles
from app.core.meaning import encode_missing, meaning_of_words, with_vectors
from matching import Document, HybridIndex, Text

__all__ = [
    "CatalogueIndex",
    "Document",
    "HybridIndex",
    "Text",
    "catalogue",
    "document_key",
    "keep_up",
    "meaning_of_words",
    "number_seen",
    "record_id",
    "register_source",
    "standings_shown",
]

EXTENSION = "crux_index"
SEEN = "catalogue_number"  # in a session's notes: the counter as the session saw it
# (session, record ids or None for all) → the documents of those records that are published now
Source = Callable[[Session, Collection[int] | None], Iterable[Document]]


def document_key(kind: str, record_id: int) -> str:
    return f"{kind}:{record_id}"


def record_id(key: str) -> int:
    """The number inside a document's key: 12 of `solution:12`."""
    return int(key.rpartition(":")[2])


class CatalogueIndex:
    """This process's copy of the index and the counter it has reached."""

    def __init__(self, folder: Path, pieces: Fragments | None = None) -> None:
        self._sources: dict[str, Source] = {}
        self._lock = threading.Lock()
        self._fragments = pieces or Fragments()
        self._held: tuple[int, HybridIndex] | None = None
        self._files = IndexFiles(folder)
        self._encoded_to: int | None = None

    def register(self, kind: str, source: Source) -> None:
        self._sources[kind] = source

    def at_present(self, session: Session) -> HybridIndex:
        """The index, up to date with what `session` can read."""
        number = session.info[SEEN] = current_number(session)
        held = self._held
        if held is None or held[0] < number:
            with self._lock:
                held = self._held = self._brought_to(number, session)
        return held[1]

    def keep(self, session: Session) -> bool:
        """Write the index to disk for processes that start later, if it has moved on; whether it did."""
        index = self.at_present(session)
        number = self._held[0] if self._held else 0
        return self._files.keep(index, session, number)

    def encode(self, session: Session, stopping: Callable[[], bool]) -> int:
        """Make the vectors that records lack since the last time; returns how many records got one."""
        number = current_number(session)
        if number == self._encoded_to:
            return 0
        changed = None if self._encoded_to is None else self._changed(session, self._encoded_to)
        done = encode_missing(list(self.published(session, changed)), stopping)
        if not stopping():
            self._encoded_to = number
        return done

    def published(self, session: Session, ids: Mapping[str, Collection[int]] | None) -> Iterator[Document]:
        """The documents of these records (None: all), as they are now, without vectors."""
        for kind, source in self._sources.items():
            if ids is None:
                yield from source(session, None)
            elif kind in ids:
                yield from source(session, ids[kind])

    def _brought_to(self, number: int, session: Session) -> tuple[int, HybridIndex]:
        held = self._held or self._files.newest(session)
        if held is None or held[0] > number:
            self._fragments.forget(None, number)
            return number, HybridIndex().fit(with_vectors(session, self.published(session, None)))
        if held[0] == number:
            return held
        changed = self._changed(session, held[0])
        self._fragments.forget([(kind, key) for kind, keys in changed.items() for key in keys], number)
        documents = list(with_vectors(session, self.published(session, changed)))
        present = {document.key for document in documents}
        keys = {document_key(kind, key) for kind, ids in changed.items() for key in ids}
        return number, held[1].remove(keys - present).partial_fit(documents)

    def _changed(self, session: Session, number: int) -> dict[str, set[int]]:
        changed: dict[str, set[int]] = {}
        for kind, key in changes_after(session, number):
            changed.setdefault(kind, set()).add(key)
        return changed


def init_app(app: Flask) -> None:
    fragments.init_app(app)
    app.extensions[EXTENSION] = CatalogueIndex(Path(app.config["VAR"]) / "index", app.extensions[fragments.EXTENSION])


def register_source(app: Flask, kind: str, source: Source) -> None:
    app.extensions[EXTENSION].register(kind, source)


def catalogue() -> HybridIndex:
    """The index as it stands now, for the present web request or job."""
    return _holder().at_present(db.session)


def number_seen() -> int:
    """The catalogue's counter as the present web request saw it when it last asked the index."""
    return int(db.session.info.get(SEEN, 0))


def keep_up(stopping: Callable[[], bool] = lambda: False) -> int:
    """The worker's part: make the vectors that are missing, then put the index on disk if it moved on.

    Returns how many records got vectors.
    """
    done = _holder().encode(db.session, stopping)
    _holder().keep(db.session)
    return done


def _holder() -> CatalogueIndex:
    holder: CatalogueIndex = current_app.extensions[EXTENSION]
    return holder


def standings_shown() -> frozenset[str]:
    """The standings a catalogue page shows: examples only where the site is a demonstration."""
    shown = {"confirmed", "documented"}
    return frozenset(shown | {"example"} if current_app.config["DEMO"] else shown)
