"""The meaning of a text that is being written: made when its writer goes on, never while a page is drawn.

Held by each process under the text itself, so that what is drawn next has it at once. Where it is not held, not made
in time or not to be had, the text is compared by its words alone, and nobody is told of it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from functools import cached_property, partial

import structlog
from cachetools import LRUCache
from flask import Flask, current_app

from app.core.alike import Written
from app.core.index import Document
from app.core.meaning import Meaning, fingerprint, meaning_of_document, models_in_use

EXTENSION = "crux_meaning_written"
PATIENCE = 1.0  # seconds that whoever goes on waits for it
MOST_TEXTS = 1_000
NONE: Meaning = {}

log = structlog.get_logger()


class MeaningsWritten:
    """What this process has made or is making: of the latest texts, each under its key."""

    def __init__(self) -> None:
        self._kept: LRUCache[str, Future[Meaning]] = LRUCache(MOST_TEXTS)
        self._lock = threading.Lock()

    def make(self, key: str, read: Callable[[], Meaning]) -> None:
        """Wait for it, not longer than `PATIENCE`; what is late is kept when it is there."""
        asked = self._asked(key, read)
        try:
            asked.result(PATIENCE)
        except TimeoutError:
            asked.cancel()  # if it has not begun, others are before it
        except CancelledError:
            pass
        except Exception as error:  # a broken model stops nobody
            log.warning("what is alike is told by words alone", reason=repr(error))

    def known(self, key: str) -> Meaning:
        """What is there now."""
        with self._lock:
            asked = self._kept.get(key)
        return asked.result() if asked and asked.done() and not _failed(asked) else NONE

    def _asked(self, key: str, read: Callable[[], Meaning]) -> Future[Meaning]:
        """Once for each text; again where that came to nothing."""
        with self._lock:
            asked = self._kept.get(key)
            if asked is None or _failed(asked):
                asked = self._kept[key] = self._making.submit(read)
            return asked

    @cached_property
    def _making(self) -> ThreadPoolExecutor:
        return ThreadPoolExecutor(1, "meaning")  # the encoder works for one at a time anyway


def init_app(app: Flask) -> None:
    app.extensions[EXTENSION] = MeaningsWritten()


def read_for_meaning(written: Written) -> None:
    """Before the next page of a writer who goes on."""
    models = models_in_use()
    if models and written.is_enough:
        read = partial(meaning_of_document, models, _document(written), asking=written.asks)
        _held().make(_key(written), read)


def meaning_of_written(written: Written) -> Meaning:
    """For whatever is drawn: the vectors of exactly this text, where somebody has gone on with it; else none."""
    return _held().known(_key(written))


def _held() -> MeaningsWritten:
    held: MeaningsWritten = current_app.extensions[EXTENSION]
    return held


def _failed(asked: Future[Meaning]) -> bool:
    return asked.cancelled() or (asked.done() and asked.exception() is not None)


def _document(written: Written) -> Document:
    return Document("", written.texts)


def _key(written: Written) -> str:
    return f"{fingerprint(_document(written))} {written.asks}"
