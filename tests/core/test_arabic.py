"""The Arabic of the interface: every text has one, and it keeps what the English promises.

Whether the words are well chosen only a reader can tell; here stands what a program can check.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from string import Formatter

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import read_mo
from babel.support import Translations

from app.taxonomy import vocabulary
from app.taxonomy.terms import Term
from app.translations.__main__ import catalogue_file, collected, read_catalogue

ARABIC = re.compile(r"[\u0621-\u064a]")
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]")
SMALL_NUMBERS = 3  # none, one and two: Arabic says the number in the noun itself
NUMBER = "%(num)s"
# Texts that are placeholders and marks alone.
WITHOUT_WORDS = {"%(code)s %(name)s", "%(page)s – %(site)s"}

# The stems of the terms, where the table's form changes inside a sentence: plural, definite, with a pronoun.
STEMS = {
    "solution": r"حل",
    "partnership": r"شراك",
    "endorsement": r"تأييد",
    "facilitating-partner": r"شريك الميسِّر",
    "pivotal-partner": r"شريك المحوري",
    "beneficiary-partner": r"شريك المستفيد",
    "replication": r"تكرار التجرب",
}

catalogue = read_catalogue("ar")
terms = vocabulary().terms


def texts_of(message: Message) -> list[str]:
    """The English of a message: one text, or the singular and the plural."""
    return [message.id] if isinstance(message.id, str) else list(message.id)


def arabic_of(message: Message) -> list[str]:
    """The Arabic of a message: one text, or the six forms."""
    return [message.string] if isinstance(message.string, str) else list(message.string or ())


def messages(found: Catalog = catalogue) -> Iterator[Message]:
    return (message for message in found if message.id)


def placeholders(text: str) -> list[str]:
    """The names in `%(…)s`, and the `{…}` that the scripts of a page fill."""
    in_braces = [name for _words, name, _spec, _conversion in Formatter().parse(PLACEHOLDER.sub("", text)) if name]
    return sorted(PLACEHOLDER.findall(text) + in_braces)


def test_every_text_of_the_pages_and_mails_is_in_the_catalogue() -> None:
    wanted = {message.id for message in messages(collected())}
    assert {message.id for message in messages()} == wanted


def test_every_text_has_an_arabic_translation() -> None:
    missing = [message.id for message in messages() if not all(text.strip() for text in arabic_of(message))]
    assert not missing
    assert not [message.id for message in messages() if message.fuzzy]


def test_every_text_that_counts_has_the_six_forms() -> None:
    counted = [message for message in messages() if message.pluralizable]
    assert counted
    assert {len(arabic_of(message)) for message in counted} == {6}


def test_the_placeholders_are_those_of_the_english() -> None:
    wrong = []
    for message in messages():
        wanted = placeholders(texts_of(message)[-1])
        for form, text in enumerate(arabic_of(message)):
            worded = message.pluralizable and form < SMALL_NUMBERS and NUMBER not in text
            expected = [name for name in wanted if name != NUMBER] if worded else wanted
            if placeholders(text) != expected:
                wrong.append((message.id, text))
    assert not wrong


def test_every_translation_is_in_arabic() -> None:
    latin = {texts_of(message)[0] for message in messages() if not all(map(ARABIC.search, arabic_of(message)))}
    assert latin == WITHOUT_WORDS


def test_the_marks_are_arabic() -> None:
    """The comma, the semicolon, the question mark and the quotes; no letter that only looks Arabic."""
    strange = re.compile(r"(?<!\d),|,(?!\d)|;|\?|[“”\"]|[\u06a9\u06cc\u06c1]")
    found = [text for message in messages() for text in arabic_of(message) if strange.search(text)]
    assert not found


def test_a_sentence_ends_as_the_english_does() -> None:
    """A full stop, a question mark or a colon at the end stays one: labels and sentences keep their kind."""
    ends = {".": ".", "?": "؟", ":": ":"}
    wrong = [
        (message.id, text)
        for message in messages()
        for text in arabic_of(message)
        if ends.get(texts_of(message)[-1][-1]) != (text[-1] if text[-1] in ends.values() else None)
    ]
    assert not wrong


def test_the_compiled_catalogue_is_that_of_the_translators() -> None:
    with catalogue_file("ar").with_suffix(".mo").open("rb") as file:
        compiled = read_mo(file)
    found, wanted = ({tuple(texts_of(each)): arabic_of(each) for each in messages(of)} for of in (compiled, catalogue))
    assert found == wanted


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "لا حلول"),
        (1, "حل واحد"),
        (2, "حلان"),
        (5, "5 حلول"),
        (11, "11 حلا"),
        (100, "100 حل"),
    ],
)
def test_solutions_are_counted_as_arabic_counts(number: int, words: str) -> None:
    with catalogue_file("ar").with_suffix(".mo").open("rb") as file:
        compiled = Translations(file)
    said = compiled.ungettext("%(num)s solution", "%(num)s solutions", number) % {"num": number}
    assert said == words


def in_english(term: str) -> re.Pattern[str]:
    """The English of a term in a sentence, also in the plural; a word in brackets may be missing."""
    word = re.sub(r"\(\w+\) ", "", term)
    plural = f"{word[:-1]}(?:y|ies)" if word.endswith("y") else f"{word}s?"
    return re.compile(rf"\b{plural}\b", re.IGNORECASE)


def in_arabic(code: str, term: str) -> re.Pattern[str]:
    """The Arabic of a term; any of the table's forms, or the stem given above."""
    if code in STEMS:
        return re.compile(STEMS[code])
    main, _bracket, other = term.partition(" (")
    return re.compile("|".join(re.escape(form) for form in (main, other.rstrip(")")) if form))


@pytest.mark.parametrize("term", terms.values(), ids=lambda term: term.code)
def test_the_words_of_the_field_are_those_of_the_table(term: Term) -> None:
    english, arabic = in_english(term.names["en"]), in_arabic(term.code, term.names["ar"])
    other = [
        (message.id, text)
        for message in messages()
        if english.search(" ".join(texts_of(message)))
        for text in arabic_of(message)
        if not arabic.search(text)
    ]
    assert not other


def test_the_stems_are_parts_of_the_terms() -> None:
    """No stem above contradicts the table."""
    assert all(re.search(stem, terms[code].names["ar"]) for code, stem in STEMS.items())
