"""Whole states of an index on disk, one after the other: readers map the newest, one writer makes the next.

A generation is a folder that appears whole or not at all, so a process that is killed while it
writes leaves the last one as it was. Readers that still map an older one keep its pages until they
let go of it.
"""

from __future__ import annotations

import fcntl
import json
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from matching.index import HybridIndex
from matching.storage import IndexFileError

NOTE = "note.json"
_KEPT = 2  # the newest, and the one that readers may be opening at this moment


class Busy(RuntimeError):
    """Another process is making a generation now."""


class Generations:
    """The generations in a folder, which need not exist yet.

    >>> import tempfile
    >>> from matching import Document
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     kept = Generations(Path(folder))
    ...     _ = kept.publish(HybridIndex().fit([Document("s:1")]), {"number": 7})
    ...     index, note = kept.newest()
    ...     len(index.snapshot()), note
    (1, {'number': 7})
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def newest(self) -> tuple[HybridIndex, dict[str, Any]] | None:
        """The newest whole generation, mapped into memory, and the note that was left with it.

        One that cannot be read is passed over, so damage costs time and never an answer.
        """
        for folder in reversed(self._whole()):
            try:
                note: dict[str, Any] = json.loads((folder / NOTE).read_text(encoding="utf-8"))
                return HybridIndex.load(folder), note
            except (IndexFileError, OSError, ValueError):
                continue
        return None

    def newest_note(self) -> dict[str, Any] | None:
        """The note of the newest generation, without reading the rest."""
        for folder in reversed(self._whole()):
            try:
                note: dict[str, Any] = json.loads((folder / NOTE).read_text(encoding="utf-8"))
                return note
            except (OSError, ValueError):
                continue
        return None

    def publish(self, index: HybridIndex, note: Mapping[str, Any]) -> Path:
        """Write the index as the next generation, then remove those that nobody opens any more.

        `note` is the caller's, such as the number of the last change that is in it. Raises Busy
        while another process publishes, OSError when the disk refuses.
        """
        with self._alone():
            present = self._whole()
            number = int(present[-1].name.partition("-")[2]) + 1 if present else 1
            folder = self.folder / f"generation-{number:08d}"
            index.save(folder, extra={NOTE: json.dumps(dict(note))})
            for old in [*present[: 1 - _KEPT], *self.folder.glob(".generation-*")]:
                shutil.rmtree(old, ignore_errors=True)
        return folder

    def _whole(self) -> list[Path]:
        return sorted(self.folder.glob("generation-*"))

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """One writer at a time; the system takes the lock back from a process that dies."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise Busy("another process makes a generation") from error
            yield
