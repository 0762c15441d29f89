"""Every text that counts, at the numbers where languages change their form: through the compiled catalogues."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import pytest
from babel import Locale
from babel.support import Translations

from app.translations.__main__ import catalogue_file, languages, read_catalogue

# Arabic has six forms and Russian three; the others here change between none, one and many at most.
NUMBERS = {"ar": (0, 1, 2, 5, 11, 100), "ru": (1, 2, 5, 11, 21, 100)}
# Which form each number takes, as the grammars say; a language that is not here is held against CLDR alone.
FORMS = {
    "ar": {0: 0, 1: 1, 2: 2, 5: 3, 11: 5, 100: 4},  # the last two in the order of the catalogue's own rule
    "ru": {1: 0, 2: 1, 5: 2, 11: 2, 21: 0, 100: 2},
    "fr": {0: 0, 1: 0, 2: 1},
    "es": {0: 1, 1: 0, 2: 1},
    "pt": {0: 1, 1: 0, 2: 1},
    "zh": {0: 0, 1: 0, 2: 0},
}
# Forms that stand for one number alone: the noun itself may say it, without the figure.
WORDED = {"ar": 3, "es": 1, "pt": 1}
# None of a thing: in Portuguese CLDR takes the singular, the catalogue the plural; both are written.
NONE_OR_ONE = {"pt"}
PLACEHOLDER = re.compile(r"%\((\w+)\)[a-z]")

every_language = pytest.mark.parametrize("language", languages())


def numbers_of(language: str) -> tuple[int, ...]:
    return NUMBERS.get(language, (0, 1, 2))


@cache
def compiled(language: str) -> Translations:
    with catalogue_file(language).with_suffix(".mo").open("rb") as file:
        return Translations(file)


class Counted(NamedTuple):
    """A text that counts: its English, and all its forms in one language."""

    one: str
    many: str
    forms: tuple[str, ...]

    def said(self, language: str, number: int) -> tuple[str, int]:
        """What the compiled catalogue takes for `number`, and which of the forms that is."""
        text = compiled(language).ungettext(self.one, self.many, number)
        return text, self.forms.index(text)


def counted(language: str) -> Iterator[Counted]:
    for message in read_catalogue(language):
        if message.id and message.pluralizable and message.string:
            yield Counted(message.id[0], message.id[1], tuple(message.string))


def with_forms_that_differ(language: str) -> list[Counted]:
    """Two forms may be alike in one noun or another; these show which was taken."""
    return [text for text in counted(language) if len(set(text.forms)) == len(text.forms)]


@every_language
def test_each_number_takes_the_form_of_its_language(language: str) -> None:
    assert with_forms_that_differ(language)
    for text in with_forms_that_differ(language):
        found = {number: text.said(language, number)[1] for number in numbers_of(language)}
        assert found == FORMS.get(language, found), text.one


@every_language
def test_numbers_that_cldr_counts_alike_take_the_same_form(language: str) -> None:
    rule = Locale.parse(language).plural_form
    numbers = [number for number in numbers_of(language) if number or language not in NONE_OR_ONE]
    for text in with_forms_that_differ(language):
        forms = {(rule(number), text.said(language, number)[1]) for number in numbers}
        assert len({category for category, _ in forms}) == len(forms) == len({form for _, form in forms}), text.one


@every_language
def test_a_count_keeps_its_figure_and_every_other_word_that_is_put_in(language: str) -> None:
    for text in counted(language):
        put_in = {name: f"<{name}>" for name in PLACEHOLDER.findall(text.one + text.many)}
        for number in numbers_of(language):
            form, place = text.said(language, number)
            said = form % {**put_in, "num": number}
            wanted = {mark for name, mark in put_in.items() if name != "num"}
            assert wanted <= set(re.findall(r"<\w+>", said)), (text.one, form)
            worded = "%(num)s" not in text.many or place < WORDED.get(language, 0)
            assert str(number) in said or worded, (text.one, number, said)
