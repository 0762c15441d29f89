"""Words: one normalisation, one way of cutting, and stems for seven languages.

Any string is safe: NUL, lone surrogates, emoji and a megabyte of letters.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from matching.estimator import Estimator
from matching.stemming import root
from matching.stopwords import STOP_WORDS

LATIN = ("en", "es", "fr", "pt", "und")
"""Languages a Latin word may belong to; "und" holds those without a stemmer, as they stand."""

_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
_FIRST_HAN = "\u3400"
_RUN = re.compile(f"[{_HAN}]+")
_TOKEN = re.compile(rf"[{_HAN}]+|[^\W_{_HAN}](?:[^\W_{_HAN}]|[\u0300-\u036f])*")
_ARABIC_MARKS = re.compile("[\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed]")
_ACCENTS = re.compile("[\u0300-\u0305\u0307-\u036f]|(?<!и)\u0306")
_FOLDED = str.maketrans("أإآٱؤئىةیک" + "٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "ااااوييهيك" + "0123456789" * 2)
_LONGEST = 64  # characters of a word that count; nobody types more, and stemmers stay fast
_CACHE = 100_000  # words whose terms are remembered

READ = 20_000
"""Characters of a query, and of the title and the body of a need, that are read."""


def normalise(text: str) -> str:
    """One spelling for one word: NFKC, casefold, no accents, Arabic letter variants folded.

    The breve of the Russian "й" stays, because there it is a letter.

    >>> normalise("ÉNERGIE"), normalise("الطَّاقَة"), normalise("Ёлка, й")
    ('energie', 'الطاقه', 'елка, й')
    """
    if text.isascii():
        return text.lower()
    folded = _ARABIC_MARKS.sub("", unicodedata.normalize("NFKC", text).casefold())
    bare = _ACCENTS.sub("", unicodedata.normalize("NFD", folded))
    return unicodedata.normalize("NFC", bare).translate(_FOLDED)


def tokens(text: str) -> list[str]:
    """The words of a text as written, in order; a run of Han characters is one token."""
    readable = text if text.isascii() else _ARABIC_MARKS.sub("", unicodedata.normalize("NFKC", text))
    found: list[str] = _TOKEN.findall(readable)
    return found


def script(word: str) -> str:
    """The language that a script stands for here, or "latin", by the first character."""
    first = ord(word[0])
    if first < 0x250 or 0x1E00 <= first < 0x1F00:
        return "latin"
    if 0x400 <= first < 0x530:
        return "ru"
    if 0x600 <= first < 0x900 or 0xFB50 <= first < 0xFF00:
        return "ar"
    return "zh" if _RUN.match(word) else "latin"


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a query whose language is not known: any of `terms` counts as that word."""

    surface: str
    terms: tuple[str, ...]
    optional: bool = False


class Analyzer(Estimator):
    """Cuts text into terms such as "en:water"; the language is part of the term.

    Parameters: `stop_words`, whether function words are left out.

    >>> Analyzer().terms("Clean waters for 3 towns", "en")
    ['en:clean', 'en:water', 'en:3', 'en:town']
    >>> Analyzer().terms("清洁饮水", "zh")
    ['zh:清洁', 'zh:洁饮', 'zh:饮水']
    """

    def __init__(self, *, stop_words: bool = True) -> None:
        self.stop_words = stop_words

    def terms(self, text: str, language: str) -> list[str]:
        """The terms of a text in a known language, in order, without function words."""
        return [term for _, term in self.pairs(text, language)]

    def pairs(self, text: str, language: str) -> Iterator[tuple[str, str]]:
        """Surface form and term of each word, so that a stem can be shown as it was written."""
        return chain.from_iterable(map(_memory.reading(_home(language), self.stop_words).__getitem__, tokens(text)))

    def characters(self, text: str) -> set[str]:
        """Single Han characters, so that a query of one character finds longer words."""
        return {f"zh:{character}" for run in _RUN.findall(text) if len(run) > 1 for character in run}

    def words(self, query: str) -> list[Word]:
        """The distinct words of a query in an unknown language, with all readings of each."""
        surfaces = (piece for token in tokens(query[:READ]) for piece in _pieces(token))
        found = {word.terms: word for word in map(self._word, surfaces)}
        return list(found.values())

    def _word(self, surface: str) -> Word:
        spoken = script(surface)
        readings = LATIN if spoken == "latin" else (spoken,)
        terms = dict.fromkeys(_stem(surface, language) for language in readings)
        stop = self.stop_words and any(_is_stop(surface, language) for language in readings)
        return Word(surface, tuple(terms), stop)


def _pieces(token: str) -> list[str]:
    """A run of Han characters becomes its overlapping pairs; any other token stays whole."""
    if token[0] < _FIRST_HAN or script(token) != "zh" or len(token) < 2:
        return [token[:_LONGEST]]
    return [token[i : i + 2] for i in range(len(token) - 1)]


def _home(language: str) -> str:
    """Which stemmer reads the Latin words of a text in this language."""
    primary = language.lower().partition("-")[0]
    if primary in LATIN:
        return primary
    return "en" if primary in ("ar", "ru", "zh") else "und"


def _language(surface: str, home: str) -> str:
    spoken = script(surface)
    return home if spoken == "latin" else spoken


def _is_stop(surface: str, language: str) -> bool:
    return normalise(surface) in STOP_WORDS.get(language, ())


class _Reading(dict[str, tuple[tuple[str, str], ...]]):
    """Token -> surface form and term of each word in it, in one language; none for a function word."""

    def __init__(self, home: str, stop_words: bool) -> None:
        self.home, self.stop_words = home, stop_words

    def __missing__(self, token: str) -> tuple[tuple[str, str], ...]:
        spoken = _language(token, self.home)
        kept = (piece for piece in _pieces(token) if not (self.stop_words and _is_stop(piece, spoken)))
        found = tuple((piece, _stem(piece, spoken)) for piece in kept)
        if len(token) <= _LONGEST:
            self[token] = found
        return found


class _Memory(threading.local):
    """The words that a thread has met before."""

    def __init__(self) -> None:
        self._readings: dict[tuple[str, bool], _Reading] = {}

    def reading(self, home: str, stop_words: bool) -> _Reading:
        """What is known in a language; a full memory starts anew."""
        known = self._readings.setdefault((home, stop_words), _Reading(home, stop_words))
        if len(known) > _CACHE:
            known.clear()
        return known


_memory = _Memory()


def _stem(surface: str, language: str) -> str:
    return f"{language}:{normalise(root(normalise(surface), language))}"
