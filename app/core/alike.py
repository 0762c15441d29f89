"""What a new text may repeat: found by its words and shown while it is written, never in its way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from app.core.index import Text, catalogue, record_id, standings_shown
from app.core.permissions import Actor, audience_of

ENOUGH = 40  # characters; fewer words are like too many texts
SAME_TITLE = 0.7  # of the characters of two titles


@dataclass(frozen=True, slots=True)
class Written:
    """What somebody has written so far, in one language. `changes`: the number of the record that it changes.

    A need (`asks`) is met by what serves its goals, whatever the language; a text that may repeat another is not.
    """

    language: str
    title: str
    text: str
    changes: int | None = None
    asks: bool = False

    @property
    def is_enough(self) -> bool:
        return len(self.title) + len(self.text) >= ENOUGH

    @property
    def texts(self) -> dict[str, Text]:
        """As a document has them."""
        return {self.language: Text(self.title, self.text)}


def first_of(answers: Mapping[str, Mapping[str, Any]], page: str, field: str) -> str:
    """One answer of a draft as it was typed; empty before that."""
    return str((answers.get(page, {}).get(field) or [""])[0])


def numbers_alike(words: str, who: Actor, *, kind: str, most: int, country: str = "") -> Sequence[int]:
    """The records of `kind` that share words with `words` and may be found by `who`, the nearest first."""
    if not words:
        return []
    page = catalogue().search(
        words,
        audience=audience_of(who),
        standing=standings_shown(),
        filters={"kind": {kind}, **({"country": {country}} if country else {})},
        limit=most,
    )
    return [record_id(hit.key) for hit in page.hits]


def same_title(one: str, other: str) -> bool:
    """Whether two titles are nearly the same."""
    return SequenceMatcher(None, one.casefold(), other.casefold(), autojunk=False).ratio() >= SAME_TITLE
