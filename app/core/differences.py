"""What changed between two versions of a text, word by word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

import regex

# Words with their marks; each Han, Hiragana or Katakana character by itself; spaces; anything else.
TOKEN = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}]|[\w\p{M}'’-]+|\s+|.", regex.DOTALL)
MOST_TOKENS = 4_000  # beyond that the comparison would keep the reader waiting: the whole text counts as new


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that stayed, were taken out or were put in."""

    kind: Literal["same", "out", "in"]
    text: str


def differences(old: str, new: str) -> list[Piece]:
    """The pieces that make `new` out of `old`, in reading order."""
    before, after = _tokens(old), _tokens(new)
    if max(len(before), len(after)) > MOST_TOKENS:
        return _pieces(("out", old), ("in", new))
    found: list[Piece] = []
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            found += _pieces(("same", "".join(before[a:b])))
        else:
            found += _pieces(("out", "".join(before[a:b])), ("in", "".join(after[c:d])))
    return found


def _pieces(*parts: tuple[Literal["same", "out", "in"], str]) -> list[Piece]:
    return [Piece(kind, text) for kind, text in parts if text]


def _tokens(text: str) -> Sequence[str]:
    return [str(token) for token in TOKEN.findall(text)]
