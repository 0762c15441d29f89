"""What a program can see wrong in a translation: numbers and names of places lost, another script, loose marks.

The checks only warn while somebody writes; a text that fails one cannot be sent for review.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from app.translation.check_numbers import missing_numbers
from app.translation.service import WORD, is_abbreviation

# What programs fill in, and addresses: both stay as they are in every language.
KEPT = re.compile(
    r"%\(\w+\)[a-z]|\{\w+\}|https?://[^\s<>()«»“”]+[^\s<>()«»“”.,;:!?。，；：！？]|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
)
SCRIPTS = {"ar": "ARABIC", "zh": "CJK", "ru": "CYRILLIC"}
OTHERS = "LATIN"
OPENS, CLOSES = "\u2066\u2067\u2068", "\u2069"
EMBEDS, POP = "\u202a\u202b\u202d\u202e", "\u202c"
FEW_WORDS = 3  # a name or a title of so few words may be the same in two languages


class Trouble(StrEnum):
    NUMBERS = "numbers"
    KEPT = "kept"
    SCRIPT = "script"
    COPIED = "copied"
    DIRECTION = "direction"


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, and with which parts of the source."""

    trouble: Trouble
    parts: tuple[str, ...] = ()


def faults_in(source: str, text: str, *, source_language: str, lang: str) -> list[Fault]:
    """What is wrong with `text` as the translation of `source`; an empty text is none yet."""
    return list(_faults(source, text, source_language, lang)) if text.strip() else []


def _faults(source: str, text: str, source_language: str, lang: str) -> Iterator[Fault]:
    numbers = missing_numbers(KEPT.sub(" ", source), KEPT.sub(" ", text))
    if numbers:
        yield Fault(Trouble.NUMBERS, tuple(numbers))
    lost = [part for part in dict.fromkeys(KEPT.findall(source)) if part not in text]
    if lost:
        yield Fault(Trouble.KEPT, tuple(lost))
    if not _is_in_script(text, lang):
        yield Fault(Trouble.SCRIPT)
    elif text.strip() == source.strip() and source_language != lang and len(text.split()) > FEW_WORDS:
        yield Fault(Trouble.COPIED)
    if not _is_balanced(text):
        yield Fault(Trouble.DIRECTION)


def _is_in_script(text: str, lang: str) -> bool:
    """Whether most letters are of the language's script; names and abbreviations in capitals may be of another."""
    wanted = SCRIPTS.get(lang, OTHERS)
    words = [word for word in WORD.findall(KEPT.sub(" ", text)) if not is_abbreviation(word)]
    own = sum(_script(letter) == wanted for word in words for letter in word)
    return own * 2 >= sum(map(len, words))


def _script(letter: str) -> str:
    return unicodedata.name(letter, "").partition(" ")[0]


def _is_balanced(text: str) -> bool:
    """Whether every mark that opens a direction is closed again on its own line."""
    return all(_closes(line, OPENS, CLOSES) and _closes(line, EMBEDS, POP) for line in text.splitlines())


def _closes(line: str, opening: str, closing: str) -> bool:
    depth = 0
    for mark in line:
        depth += (mark in opening) - (mark == closing)
        if depth < 0:
            return False
    return depth == 0
