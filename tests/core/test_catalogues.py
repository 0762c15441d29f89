"""The catalogues of the interface: every text is in every language, and keeps what the English promises.

Whether the words are well chosen only a reader can tell; here stands what a program can check.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from string import Formatter

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import read_mo

from app.taxonomy import vocabulary
from app.taxonomy.terms import LANGUAGES, Term
from app.translations.__main__ import catalogue_file, collected, languages, read_catalogue

PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]")
NUMBER = "%(num)s"
# The forms that stand for one number alone, so that the noun itself may say it: in French "one" is also none.
WORDED = {"ar": 3, "es": 1, "pt": 1}
SCRIPTS = {"ar": r"[\u0621-\u064a]", "ru": r"[а-яё]", "zh": r"[\u4e00-\u9fff]"}
LETTER = r"[^\W\d_]"
# Texts that are placeholders and marks alone.
WITHOUT_WORDS = {
    "%(code)s %(name)s", "%(part)s %(points)s", "%(page)s – %(site)s",
    "%(label)s: %(value)s", "%(words)s (%(more)s)", "%(words)s, %(next)s",
}  # fmt: skip
ALIKE = {"%(browser)s on %(system)s", "%(day)s, %(time)s UTC", "%(size)s KB"}  # signs do for the word in some languages
ENDS = {".": ".。", "?": "?؟？", ":": ":："}

# The stems of the terms, where the table's form changes inside a sentence: plural, definite, with a pronoun.
STEMS = {
    ("ar", "solution"): r"حل",
    ("ar", "partnership"): r"شراك",
    ("ar", "endorsement"): r"تأييد",
    ("ar", "facilitating-partner"): r"شريك الميسِّر",
    ("ar", "pivotal-partner"): r"شريك المحوري",
    ("ar", "beneficiary-partner"): r"شريك المستفيد",
    ("ar", "replication"): r"تكرار التجرب",
}
INFLECTED = {"fr": 2, "es": 2, "pt": 3, "ru": 3}  # letters at the end of a word that may change

every_language = pytest.mark.parametrize("language", languages())
terms = vocabulary().terms


@cache
def catalogue(language: str) -> Catalog:
    return read_catalogue(language)


def messages(found: Catalog) -> Iterator[Message]:
    return (message for message in found if message.id)


def english_of(message: Message) -> list[str]:
    """The English of a message: one text, or the singular and the plural."""
    return [message.id] if isinstance(message.id, str) else list(message.id)


def texts_of(message: Message) -> list[str]:
    """The translation of a message: one text, or all its plural forms."""
    return [message.string] if isinstance(message.string, str) else list(message.string or ())


def placeholders(text: str) -> list[str]:
    """The names in `%(…)s`, and the `{…}` that the scripts of a page fill."""
    in_braces = [name for _words, name, _spec, _conversion in Formatter().parse(PLACEHOLDER.sub("", text)) if name]
    return sorted(PLACEHOLDER.findall(text) + in_braces)


def test_every_language_of_the_vocabularies_but_english_has_a_catalogue() -> None:
    assert languages() == sorted(set(LANGUAGES) - {"en"})


@every_language
def test_every_text_of_the_pages_and_mails_is_in_the_catalogue(language: str) -> None:
    assert {(m.context, m.id) for m in messages(catalogue(language))} == {
        (m.context, m.id) for m in messages(collected())
    }


@every_language
def test_every_text_is_translated_and_none_is_doubtful(language: str) -> None:
    found = list(messages(catalogue(language)))
    assert not [message.id for message in found if not all(text.strip() for text in texts_of(message))]
    assert not [message.id for message in found if message.fuzzy]
    assert not catalogue(language).fuzzy


@every_language
def test_every_text_that_counts_has_the_forms_of_its_language(language: str) -> None:
    counted = [message for message in messages(catalogue(language)) if message.pluralizable]
    assert counted
    assert {len(texts_of(message)) for message in counted} == {catalogue(language).num_plurals}


@every_language
def test_the_placeholders_are_those_of_the_english(language: str) -> None:
    wrong = []
    for message in messages(catalogue(language)):
        wanted = placeholders(english_of(message)[-1])
        for form, text in enumerate(texts_of(message)):
            worded = message.pluralizable and form < WORDED.get(language, 0) and NUMBER not in text
            expected = [name for name in wanted if name != NUMBER] if worded else wanted
            if placeholders(text) != expected:
                wrong.append((message.id, text))
    assert not wrong


@every_language
def test_every_translation_is_in_the_script_of_its_language(language: str) -> None:
    script = re.compile(SCRIPTS.get(language, LETTER), re.IGNORECASE)
    bare = ((m, [PLACEHOLDER.sub("", text) for text in texts_of(m)]) for m in messages(catalogue(language)))
    other = {english_of(message)[0] for message, texts in bare if not all(map(script.search, texts))}
    assert WITHOUT_WORDS <= other <= WITHOUT_WORDS | ALIKE


@every_language
def test_a_sentence_ends_as_the_english_does(language: str) -> None:
    """A full stop, a question mark or a colon at the end stays one: labels and sentences keep their kind."""
    every = "".join(ENDS.values())
    wrong = [
        (message.id, text)
        for message in messages(catalogue(language))
        for text in texts_of(message)
        if not english_of(message)[-1].endswith(",")  # a greeting: each language has its own sign after it
        and (text[-1] if text[-1] in every else "") not in (ENDS.get(english_of(message)[-1][-1]) or [""])
    ]
    assert not wrong


@every_language
def test_the_compiled_catalogue_is_that_of_the_translators(language: str) -> None:
    with catalogue_file(language).with_suffix(".mo").open("rb") as file:
        compiled = read_mo(file)
    found, wanted = (
        {(each.context, *english_of(each)): texts_of(each) for each in messages(of)}
        for of in (compiled, catalogue(language))
    )
    assert found == wanted


def in_english(term: str) -> re.Pattern[str]:
    """The English of a term in a sentence, also in the plural; a word in brackets may be missing."""
    word = re.sub(r"\(\w+\) ", "", term)
    plural = f"{word[:-1]}(?:y|ies)" if word.endswith("y") else f"{word}s?"
    return re.compile(rf"\b{plural}\b", re.IGNORECASE)


def in_language(language: str, term: Term) -> re.Pattern[str]:
    """A term in a sentence: any of the table's forms, its endings free where words are inflected."""
    if (language, term.code) in STEMS:
        return re.compile(STEMS[language, term.code])
    name = term.names[language]
    if language == "zh":
        forms = [re.sub(r"\(.*?\)", "", name), *re.findall(r"\((.+?)\)(?=$)", name)]
    else:
        main, _bracket, other = name.partition(" (")
        forms = [main, other.rstrip(")")]
    return re.compile("|".join(_inflected(form, INFLECTED.get(language, 0)) for form in forms if form), re.IGNORECASE)


def _inflected(form: str, free: int) -> str:
    return r"\s+".join(_stem(word, free) for word in form.split())


def _stem(word: str, free: int) -> str:
    kept = word[: max(len(word) - free, 3)] if free else word
    return re.escape(kept) + (r"\w*" if free else "")


@every_language
@pytest.mark.parametrize("term", terms.values(), ids=lambda term: term.code)
def test_the_words_of_the_field_are_those_of_the_table(term: Term, language: str) -> None:
    english, wanted = in_english(term.names["en"]), in_language(language, term)
    other = [
        (message.id, text)
        for message in messages(catalogue(language))
        if english.search(" ".join(english_of(message)))
        for text in texts_of(message)
        if not wanted.search(text)
    ]
    assert not other


def test_the_stems_are_parts_of_the_terms() -> None:
    """No stem above contradicts the table."""
    assert all(re.search(stem, terms[code].names[language]) for (language, code), stem in STEMS.items())


def test_a_sign_of_french_never_begins_a_line() -> None:
    """A question mark, a semicolon, a colon, a closing mark: the space before each of them keeps it with its word."""
    french = [text for message in messages(catalogue("fr")) for text in texts_of(message)]
    assert [text for text in french if re.search(" [?!;:»]|« ", text)] == []
