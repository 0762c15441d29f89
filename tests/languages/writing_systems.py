"""Is a text in the language that it says? Letters of another script, and English that nobody translated."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import regex
from babel.core import get_global
from babel.numbers import list_currencies

from app.taxonomy import vocabulary
from app.taxonomy.terms import Term
from app.translations.__main__ import read_catalogue

MANY_NAMES = {"Hans": "Hani", "Hant": "Hani"}  # scripts of which a language uses a part
# The same in every language: addresses, numbers with their letters, hashes, places that a script fills.
EVERYWHERE = regex.compile(
    r"[\w.+-]+@[\w.-]+\w|https?://\S+|\b[RC]-\d+\b|\b[0-9a-f]{16}\b|(?<![\da-zA-Z])\d+\.[a-z](?![a-zA-Z])"
    r"|\{\w+\}|crux digest send"
    r"|\b[0-9a-f]{4}(?:-[0-9a-f]{4}){2}\b|\b[A-Z2-7]{4}(?: [A-Z2-7]{4}){7}\b"  # recovery codes, keys for apps
)
# Names, formats of files, codes of currencies and units that are written in Latin letters in every script.
NAMES = (
    "Crux", "Mozilla", "Werkzeug", "PDF", "Word", "Excel", "PowerPoint", "OpenDocument", "PNG", "JPEG", "UTC",
    "CC BY", "KB", "MB", "PO", "UTF", "cookie", "Cookie", "BEAC", "zip", "Aegis", "FreeOTP", "Google Authenticator",
    "JavaScript", "PIN",
    "CSV", "JSON", "Atom", "APA", "BibTeX", "RIS",
)  # fmt: skip


def foreign_letters(text: str, language: str, *, typed: Iterable[str] = ()) -> list[str]:
    """The runs of letters in `text` that are not of the script of `language`; what was typed does not count."""
    letters = _foreign(script_of(language))
    if not letters.search(text):
        return []
    text = EVERYWHERE.sub(" ", text)  # first: a name may stand in the letters of a signed address by chance
    for words in sorted(typed, key=len, reverse=True):
        text = text.replace(words, " ")
    return list(letters.findall(_names().sub(" ", text)))


@cache
def script_of(language: str) -> str:
    """The script that a language is written in, by its code of four letters."""
    code = str(get_global("likely_subtags")[language].split("_")[1])
    return MANY_NAMES.get(code, code)


@cache
def _foreign(script: str) -> regex.Pattern[str]:
    return regex.compile(rf"[^\P{{L}}\p{{scx={script}}}\p{{Common}}\p{{Inherited}}]+")


@cache
def _names() -> regex.Pattern[str]:
    names = "|".join(map(regex.escape, (*NAMES, *list_currencies())))
    return regex.compile(rf"(?<!\p{{Latin}})(?:{names})(?!\p{{Latin}})")


@dataclass(frozen=True, slots=True)
class Untranslated:
    """An English text of ours, and the pieces of it that stand between its placeholders."""

    text: str
    pieces: tuple[str, ...]

    def stands_in(self, text: str) -> bool:
        return all(piece in text for piece in self.pieces)


@cache
def untranslated(language: str) -> tuple[Untranslated, ...]:
    """English texts of more than one word, of the catalogue and the vocabularies, that are another in `language`."""
    pairs = [*_pairs_of_catalogue(language), *_pairs_of_vocabulary(language)]
    theirs = {text for _, translated in pairs for text in translated}
    differing = {english for english, translated in pairs if english not in translated and english not in theirs}
    found = (Untranslated(english, _pieces(english)) for english in sorted(differing))
    return tuple(each for each in found if each.pieces and not _is_part_of(each.pieces, theirs))


@cache
def _pairs_of_catalogue(language: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    pairs = []
    for message in read_catalogue(language):
        if message.id:
            theirs = message.string if isinstance(message.string, tuple | list) else (message.string,)
            for english in (message.id,) if isinstance(message.id, str) else message.id:
                pairs.append((english, tuple(str(text) for text in theirs)))
    return tuple(pairs)


def _pairs_of_vocabulary(language: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    for term in all_terms():
        if language in term.names:
            yield term.names["en"], (term.names[language],)


def all_terms() -> Iterator[Term]:
    """Every name of the vocabularies."""
    words = vocabulary()
    tables = [getattr(words, name) for name in words.__dataclass_fields__]
    for table in tables:
        if isinstance(table, dict) or hasattr(table, "values"):
            yield from (term for term in table.values() if isinstance(term, Term))


def _pieces(english: str) -> tuple[str, ...]:
    """The parts of more than one word between placeholders."""
    parts = regex.split(r"%\(\w+\)[a-z]|\{\w+\}", english)
    cleaned = (regex.sub(r"\s+", " ", part).strip(" .:,;“”()") for part in parts)
    return tuple(part for part in cleaned if len(regex.findall(r"\p{L}+", part)) > 1)


def _is_part_of(pieces: Sequence[str], theirs: Iterable[str]) -> bool:
    return any(all(piece in text for piece in pieces) for text in theirs)


def english_in(texts: Sequence[str], language: str) -> Iterator[tuple[Untranslated, int]]:
    """(English text, number of the text it stands in) for whatever of `texts` was not translated."""
    mark = "\n"
    whole = mark.join(text.replace(mark, " ") for text in texts)
    for each in untranslated(language):
        if each.stands_in(whole):
            yield from ((each, number) for number, text in enumerate(texts) if each.stands_in(text))


@cache
def single_words(language: str) -> frozenset[str]:
    """English texts of one word that are another word in `language`, and mean nothing in it."""
    pairs = [*_pairs_of_catalogue(language), *_pairs_of_vocabulary(language)]
    theirs = {text for _, translated in pairs for text in translated}
    words = {english for english, _ in pairs if regex.fullmatch(r"\p{L}{2,}", english)}
    return frozenset(words - theirs - set(NAMES))
