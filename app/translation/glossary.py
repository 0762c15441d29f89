"""The words of the field that occur in a text, with their form in the language it is put into."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from app.taxonomy import LANGUAGES, vocabulary

# What Arabic writes in front of a word: and, so, by, as, for, and the article.
BEFORE = {"ar": r"(?:[وفبكل]{0,2}(?:ال|لل)?)"}
BRACKET = re.compile(r"\s*\(([^)]*)\)\s*")
ENDING = r"\w{0,4}"


@dataclass(frozen=True, slots=True)
class GlossaryTerm:
    """A term as the table has it in the language of the source and in that of the translation."""

    source: str
    target: str


def terms_in(texts: Iterable[str], source: str, target: str) -> list[GlossaryTerm]:
    """The terms of the table that occur in `texts`, in its order; none where it lacks one of the languages."""
    if source not in LANGUAGES or target not in LANGUAGES:
        return []
    words = _plain("\n".join(texts))
    terms = vocabulary().terms.values()
    found = (term for term in terms if _pattern(term.name(source), source).search(words))
    return [GlossaryTerm(term.name(source), term.name(target)) for term in found]


@cache
def _pattern(name: str, language: str) -> re.Pattern[str]:
    """Any form that the table gives, with the endings that languages put on words."""
    return re.compile("|".join(_form(form, language) for form in _forms(name)), re.IGNORECASE)


def _forms(name: str) -> list[str]:
    """What stands in brackets is a second form where it begins like the first ("حل (حلول)"), else a word that may
    be missing ("(national) endorsement")."""
    without = BRACKET.sub(" ", name).strip()
    inside = BRACKET.search(name)
    second = inside.group(1) if inside else ""
    return [without, second] if second[:1] == without[:1] else [without]


def _form(form: str, language: str) -> str:
    words = _plain(form).split()
    if language == "zh":
        return r"\s*".join(map(re.escape, words))
    return r"\W+".join(rf"\b{BEFORE.get(language, '')}{_stem(word)}" for word in words)


def _stem(word: str) -> str:
    """A word that may bend at its end; short ones may not, or they would be found everywhere."""
    word = word.removeprefix("ال")
    return re.escape(word) + r"\b" if len(word) < 5 else re.escape(word[: max(4, len(word) - 2)]) + ENDING


def _plain(text: str) -> str:
    """Without the marks above and below letters, which one writer sets and another leaves out."""
    decomposed = unicodedata.normalize("NFKD", text)
    return unicodedata.normalize("NFC", "".join(mark for mark in decomposed if not unicodedata.combining(mark)))
