"""A stream of edits that depends on its seed alone, so that any prefix of it can be made anew."""

from __future__ import annotations

import random

from matching import Document, HybridIndex
from tests.matching.worlds import WORDS, document

_KEYS = 200


def start() -> HybridIndex:
    """An empty index that merges often."""
    return HybridIndex(merge_at=7).fit([])


def edited(index: HybridIndex, seed: int, done: int, count: int) -> int:
    """Do the next edits of the stream; returns how many are done in all."""
    for number in range(done, done + count):
        key, put = _edit(seed, number)
        if put:
            index.partial_fit([put])
        else:
            index.remove([key])
    return done + count


def rebuilt(seed: int, edits: int) -> HybridIndex:
    """What an index of the documents that the edits leave would be."""
    left: dict[str, Document] = {}
    for number in range(edits):
        key, put = _edit(seed, number)
        left.pop(key, None)
        if put:
            left[key] = put
    return HybridIndex().fit(left.values())


def _edit(seed: int, number: int) -> tuple[str, Document | None]:
    drawn = random.Random(f"{seed}:{number}")
    key = f"s:{drawn.randrange(_KEYS)}"
    if drawn.random() < 0.25:
        return key, None
    words = " ".join(drawn.choices(WORDS, k=6))
    audience = drawn.choice(["public", "public", "members"])
    return key, document(key, words, goal=drawn.choice(["1", "6", "13"]), audience=audience, day=drawn.randrange(3))
