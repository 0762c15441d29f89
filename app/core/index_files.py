"""The index on disk, so that a process starts with it and processes share its memory.

A generation is used only by the program, reference data, database and day that it was made with: in any
other case the index is built from the database, which is the truth.
"""

from __future__ import annotations

from functools import cache
from hashlib import blake2b
from pathlib import Path

import structlog
from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from app.config import FIXTURES, ROOT
from app.core.changes import CatalogueCounter
from app.core.db import utc_now
from matching import HybridIndex
from matching.generations import Busy, Generations

log = structlog.get_logger()


class IndexFiles:
    """The generations in a folder, each with the number of the last change that is in it."""

    def __init__(self, folder: Path) -> None:
        self._generations = Generations(folder)

    def newest(self, session: Session) -> tuple[int, HybridIndex] | None:
        """The newest state that fits, and its number."""
        found = self._generations.newest()
        if found is None or found[1].get("made_of") != _made_of(session):
            return None
        return int(found[1]["number"]), found[0]

    def keep(self, index: HybridIndex, session: Session, number: int) -> bool:
        """Write a state unless it is there already or another process is writing; whether it was written."""
        note = {"number": number, "made_of": _made_of(session)}
        if self._generations.newest_note() == note:
            return False
        try:
            self._generations.publish(index, note)
        except (Busy, OSError) as reason:
            log.warning("index not kept", reason=str(reason))
            return False
        return True


def _made_of(session: Session) -> str:
    """What an index depends on beside the records: this database, the day, the program and its reference data."""
    identity = session.execute(select(col(CatalogueCounter.identity))).scalar_one()
    return f"{identity}:{utc_now().date()}:{_program()}"


@cache
def _program() -> str:
    """A hash of the program's text and of the reference data that documents are made with."""
    digest = blake2b(digest_size=8)
    folders = (ROOT / "app", ROOT / "matching", FIXTURES / "reference")
    for path in sorted(path for folder in folders for path in folder.rglob("*") if path.suffix in {".py", ".csv"}):
        digest.update(path.read_bytes())
    return digest.hexdigest()
