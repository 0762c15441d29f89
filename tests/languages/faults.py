"""What is wrong with pages, as tables for an assertion: the fault → where it was met."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Protocol
from xml.etree.ElementTree import Element

from app.core.i18n import direction_of, interface_languages, language_name
from tests.languages.reading import Run, runs, words_of
from tests.languages.sentences import SENTENCES
from tests.languages.world import TYPED, names_without_language
from tests.languages.writing_systems import english_in, foreign_letters, single_words

Faults = dict[str, list[str]]


class Looked(Protocol):
    """A page or a mail: its tree, and its name for whoever looks for the fault."""

    @property
    def root(self) -> Element: ...

    @property
    def quoted(self) -> tuple[str, ...]:
        """Words inside sentences that need no mark of their language."""


def letters_of_other_scripts(pages: Iterable[Looked]) -> Faults:
    """Letters that are not of the script of the language around them."""
    found: Faults = defaultdict(list)
    for page, run in _read(pages):
        letters = foreign_letters(run.text, run.language, typed=names_in(page, run))
        if letters:
            found[f"{run.language}: {run.text} [{run.where}]"].append(str(page))
    return dict(found)


def english_words(pages: Iterable[Looked], language: str) -> Faults:
    """Texts of ours that stand in English on a page of another language."""
    if language == "en":
        return {}
    read = [(page, run) for page, run in _read(pages) if run.language == language]
    found: Faults = defaultdict(list)
    for english, number in english_in([run.text for _, run in read], language):
        page, run = read[number]
        if english.stands_in(_without(names_in(page, run), run.text)):
            found[f"{english.text} [{run.where}]"].append(str(page))
    alone = single_words(language)
    for page, run in read:
        word = run.text.strip(" :.")
        if word in alone and word not in names_in(page, run):
            found[f"{run.text} [{run.where}]"].append(str(page))
    return dict(found)


def texts_without_their_language(pages: Iterable[Looked]) -> Faults:
    """Words of records that stand under another language than their own."""
    found: Faults = defaultdict(list)
    for page, run in _read(pages):
        for language, sentence in _sentences_in(run.text):
            if run.language != language and sentence not in names_in(page, run):
                found[f"{language}: {sentence} [{run.where}]"].append(str(page))
    return dict(found)


def texts_without_their_label(pages: Iterable[Looked]) -> Faults:
    """Words of records in another language than the page's, and nothing near them that says in which."""
    found: Faults = defaultdict(list)
    for page, run in _read(pages):
        own = page.root.get("lang", "")
        if run.language == own or _is_native_name(run) or _names_a_place_to_go(run) or _reader_wrote(run):
            continue
        label = language_name(run.language, own)
        if not any(label in words for each in run.inside for words in _labels(each) if each.tag not in WHOLE_PAGE):
            found[f"{run.language}: {run.text} [{run.where}]"].append(str(page))
    return dict(found)


def texts_without_their_direction(pages: Iterable[Looked]) -> Faults:
    """Elements in a language of the other direction that neither say a direction nor keep themselves apart."""
    found: Faults = defaultdict(list)
    for page in pages:
        for element, around in _with_language(page.root, page.root.get("lang", "")):
            apart = element.tag == "bdi" or element.get("dir") or words_of(element) in _native_names()
            if direction_of(element.get("lang", "")) != direction_of(around) and not apart:
                found[f"{element.tag}: {words_of(element)}"].append(str(page))
    return dict(found)


WHOLE_PAGE = frozenset({"html", "body", "main"})


def names_in(page: Looked, run: Run) -> Sequence[str]:
    """Names in the run of which nobody has said in which language they are; a page's title names its record."""
    names = (*names_without_language(), *page.quoted)
    if any(each.tag == "title" for each in run.inside):
        return (*names, *_all_sentences())
    reason = any("reasons" in (each.get("class") or "") for each in run.inside) and run.inside[-1].tag == "bdi"
    if reason or (page.quoted and run.text.startswith("- ")):
        return (*names, *_single_words_of_records())  # words that two records share, each kept whole
    return names


def _read(pages: Iterable[Looked]) -> Iterator[tuple[Looked, Run]]:
    return ((page, run) for page in pages for run in runs(page.root))


def _without(names: Iterable[str], text: str) -> str:
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, " ")
    return text


def _sentences_in(text: str) -> Iterator[tuple[str, str]]:
    for language, sentences in SENTENCES.items():
        yield from ((language, sentence) for sentence in sentences if sentence in text and " " in sentence)


@cache
def _all_sentences() -> tuple[str, ...]:
    return tuple(sentence for sentences in SENTENCES.values() for sentence in sentences)


@cache
def _single_words_of_records() -> tuple[str, ...]:
    return tuple({word.lower() for sentence in _all_sentences() for word in re.findall(r"\w{4,}", sentence)})


def _is_native_name(run: Run) -> bool:
    return run.text in _native_names()


def _reader_wrote(run: Run) -> bool:
    """Single words of the text that the reader is writing, behind what is suggested from it."""
    suggested = any(each.get("aria-labelledby", "").endswith("-suggested") for each in run.inside)
    return suggested and run.inside[-1].tag == "bdi"


def _names_a_place_to_go(run: Run) -> bool:
    """A name alone, not a text to read: an organisation's, or that of the page one comes from."""
    organisations = {sentences[4] for sentences in SENTENCES.values()}
    return run.text in organisations or any(each.get("class") == "trail" for each in run.inside)


def _labels(element: Element) -> Iterator[str]:
    return (words_of(each) for each in element.iter() if each.get("class") == "language-label")


def _with_language(element: Element, around: str) -> Iterator[tuple[Element, str]]:
    own = element.get("lang", around)
    if own != around:
        yield element, around
    for child in element:
        yield from _with_language(child, own)


OPEN, CLOSE = "\u2066\u2067\u2068", "\u2069"  # isolates in plain text, as <bdi> is one in HTML


def names_not_kept_apart(pages: Iterable[Looked]) -> Faults:
    """Names in letters of the other direction that nothing keeps apart from the words around them.

    Their first or last mark, such as a bracket, would be carried to the other side of the sentence.
    """
    found: Faults = defaultdict(list)
    for page, run in _read(pages):
        if run.attribute or any(each.tag in {"title", "option", "textarea"} for each in run.inside):
            continue  # browsers draw these by rules of their own
        for name in (*TYPED.values(), *page.quoted):
            if run.text.strip() in TYPED.values() and run.text.strip() != name:
                continue  # part of a longer one, which is looked at itself
            if (
                "@" not in name
                and name in run.text
                and _goes_the_other_way(name, run)
                and not _is_kept_apart(name, run)
            ):
                found[f"{name} [{run.where}] {run.text[:80]}"].append(str(page))
    return dict(found)


# Years or amounts with a dash between them: read from the right, the first would become the last.
RANGE = re.compile(r"\d\s*[–—]\s*\d|\d\s+[-/]\s+\d")


def ranges_not_kept_apart(pages: Iterable[Looked]) -> Faults:
    """Numbers from … to … that nothing keeps apart from words that are read from the right."""
    found: Faults = defaultdict(list)
    for page, run in _read(pages):
        if RANGE.search(run.text) and direction_of(run.language) == "rtl":
            around = {each.tag for each in run.inside if each.tag == "bdi"}
            if not around and not re.search(f"[{OPEN}][^{CLOSE}]*{RANGE.pattern}", run.text):
                found[f"{run.text} [{run.where}]"].append(str(page))
    return dict(found)


def _goes_the_other_way(name: str, run: Run) -> bool:
    strong = next((unicodedata.bidirectional(c) for c in name if unicodedata.bidirectional(c) in {"L", "R", "AL"}), "")
    own = "ltr" if strong == "L" else "rtl"
    return bool(strong) and own != direction_of(run.language)


def _is_kept_apart(name: str, run: Run) -> bool:
    if re.search(rf"[{OPEN}][^{CLOSE}]*{re.escape(name)}[^{CLOSE}]*{CLOSE}", run.text):
        return True
    around = next((each for each in reversed(run.inside) if each.tag == "bdi" or "dir" in each.attrib), None)
    return around is not None and around.tag not in {"html", "body"} and words_of(around) == name


def _native_names() -> set[str]:
    return {each.name for each in interface_languages().values()}
