"""What a text is about, told by the taggers of `matching`: held by each process, read at first use.

With the default encoder where the site uses it, as long as it answers within `PATIENCE`; else by words alone. A file
that is missing or broken is told of once in the log, and nothing is suggested from it: no page fails for it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

import structlog
from flask import Flask, current_app

from app.core.meaning import encoders_in_use
from matching.described import Descriptions
from matching.encoders import Encoder, MissingEncoderError, USEEncoder
from matching.labels import LabelsFileError, SDGTagger, SectorTagger
from matching.labels_sure import says_enough, sure_suggestions
from matching.labels_words import language_of

EXTENSION = "crux_labels"
PATIENCE = 0.5  # seconds that a page waits for the encoder
TAGGERS: Mapping[str, type[SDGTagger | SectorTagger]] = {"goal": SDGTagger, "sector": SectorTagger}
Kind = Literal["goal", "sector"]

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Suggested:
    """A code, the words of the text that speak for it, and their language."""

    code: str
    words: tuple[str, ...]
    language: str


class Labels:
    """This process's taggers and descriptions."""

    def __init__(self, encoder: Encoder | None) -> None:
        self._encoder = encoder
        self._held: dict[Any, Any] = {}
        self._lock = threading.Lock()

    def told(self, kind: Kind, text: str) -> list[Suggested]:
        """Goals or sectors that a text speaks for."""
        found = self._in_time(kind, text) if self._encoder and says_enough(text) else None
        if found is None:
            found = self.told_by_words(kind, text)
        return found

    def told_by_words(self, kind: Kind, text: str) -> list[Suggested]:
        """The same without the encoder: while somebody types, and in any language of the interface."""
        return self._told_by(None, kind, text) or []

    def alike(self, text: str, codes: Collection[str], describe: Callable[[str], Mapping[str, str]]) -> list[Suggested]:
        """Those of some codes whose descriptions the text is like; `describe`: a language → descriptions by code."""
        if not says_enough(text):
            return []
        language = language_of(text)
        known = self._once((describe, language), lambda: Descriptions(describe(language), language))
        found = known.like(text, codes) if known else ()
        return [Suggested(one.code, one.words, language) for one in found]

    def _in_time(self, kind: Kind, text: str) -> list[Suggested] | None:
        """By words and meaning; None when that is not there in time."""
        asked: Future[list[Suggested] | None] = self._waiting.submit(self._told_by, self._encoder, kind, text)
        try:
            return asked.result(PATIENCE)
        except TimeoutError:
            asked.cancel()
        except MissingEncoderError as missing:
            log.warning("labels are told by words alone", reason=str(missing))
            self._encoder = None
        except (
            Exception
        ) as error:  # Python 3.11 can fail where two threads read arrays at once: the next page tries again
            log.warning("labels are told by words alone", reason=repr(error))
        return None

    def _told_by(self, encoder: Encoder | None, kind: Kind, text: str) -> list[Suggested] | None:
        tagger = self._once((kind, encoder.name if encoder else ""), lambda: TAGGERS[kind].shipped(encoder))
        if tagger is None:
            return None
        language = language_of(text)
        return [Suggested(one.code, one.words, language) for one in sure_suggestions(tagger, text)]

    def _once(self, key: Any, read: Callable[[], Any]) -> Any:
        """What `read` gives, read once; None for good where its file cannot be used."""
        with self._lock:
            if key not in self._held:
                try:
                    self._held[key] = read()
                except (LabelsFileError, OSError, ValueError) as error:
                    log.warning("nothing is suggested from this file", reason=str(error))
                    self._held[key] = None
                except SystemError as error:  # as above: not the file's fault
                    log.warning("nothing is suggested this time", reason=str(error))
            return self._held.get(key)

    @cached_property
    def _waiting(self) -> ThreadPoolExecutor:
        return ThreadPoolExecutor(1, "labels")  # the encoder works for one at a time anyway


def init_app(app: Flask) -> None:
    with app.app_context():
        encoder = next((one for one in encoders_in_use() if one.name == USEEncoder.name), None)
    app.extensions[EXTENSION] = Labels(encoder)


def labels() -> Labels:
    held: Labels = current_app.extensions[EXTENSION]
    return held
