"""What is Arabic alone: its marks, and how it counts. What holds for every language: tests/core/test_catalogues.py."""

from __future__ import annotations

import re

import pytest
from babel.support import Translations

from app.translations.__main__ import catalogue_file
from tests.core.test_catalogues import catalogue, messages, texts_of


def test_the_marks_are_arabic() -> None:
    """The comma, the semicolon, the question mark and the quotes; no letter that only looks Arabic."""
    strange = re.compile(r"(?<!\d),|,(?!\d)|;|\?|[“”\"]|[\u06a9\u06cc\u06c1]")
    found = [text for message in messages(catalogue("ar")) for text in texts_of(message) if strange.search(text)]
    assert not found


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
