"""What the checks find in a translation, and what they must not take for a fault."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.translation.checks import Trouble, faults_in


def troubles(source: str, text: str, languages: str) -> dict[str, tuple[str, ...]]:
    source_language, lang = languages.split(">")
    found = faults_in(source, text, source_language=source_language, lang=lang)
    return {fault.trouble.value: fault.parts for fault in found}


@pytest.mark.parametrize(
    ("source", "text", "languages"),
    [
        ("In 2016, 1,200 pumps", "في عام ٢٠١٦، 1200 مضخة", "en>ar"),
        ("12 300 personnes", "12,300 people", "fr>en"),
        ("12,500 households", "12.500 hogares", "en>es"),
        ("1.2 million people", "120万人", "en>zh"),
        ("120万人", "1,2 million de personnes", "zh>fr"),
        ("1,200,000 people", "1.2 million de personnes", "en>fr"),
        ("5 thousand farms", "5 тыс. хозяйств", "en>ru"),
        ("two of 3 countries", "deux pays sur trois", "en>fr"),
        ("2 countries", "بلدان", "en>ar"),
        ("In 2016 200 people", "En 2016, 200 personnes", "en>fr"),
    ],
)
def test_numbers_are_read_as_each_language_writes_them(source: str, text: str, languages: str) -> None:
    assert troubles(source, text, languages) == {}


@pytest.mark.parametrize(
    ("source", "text", "languages", "missing"),
    [
        ("In 2016 41 days", "En 2016, des jours", "en>fr", ("41",)),
        ("From 38 to 81 per cent", "من 38 إلى 18 في المائة", "en>ar", ("81",)),
        ("1.2 million", "12万人", "en>zh", ("1.2",)),
        ("340 and 340 and 25", "rien", "en>fr", ("340", "25")),
    ],
)
def test_a_missing_number_is_named_as_the_source_writes_it(
    source: str, text: str, languages: str, missing: tuple[str, ...]
) -> None:
    assert troubles(source, text, languages) == {"numbers": missing}


def test_what_programs_fill_in_and_addresses_must_stay() -> None:
    source = "Write to %(name)s at help@example.org or see https://example.org/a?b=1."
    assert troubles(source, "اكتب إلى %(name)s على help@example.org أو انظر https://example.org/a?b=1.", "en>ar") == {}
    assert troubles(source, "اكتب", "en>ar") == {"kept": ("%(name)s", "help@example.org", "https://example.org/a?b=1")}


@pytest.mark.parametrize(
    ("text", "languages", "trouble"),
    [
        ("Une histoire", "en>ar", Trouble.SCRIPT),
        ("Вода для школ", "en>fr", Trouble.SCRIPT),
        ("Water for schools", "en>zh", Trouble.SCRIPT),
        ("سقف ومياه", "en>ru", Trouble.SCRIPT),
    ],
)
def test_another_script_is_found(text: str, languages: str, trouble: Trouble) -> None:
    assert troubles("x", text, languages) == {trouble.value: ()}


@pytest.mark.parametrize(
    ("text", "languages"),
    [
        ("CC BY 4.0", "en>ar"),
        ("برنامج WASH مع UNICEF", "en>ar"),
        ("联合国儿童基金会（UNICEF）", "en>zh"),
        ("Eau à N’Djamena", "en>fr"),
        ("4.0", "en>ru"),
    ],
)
def test_names_and_abbreviations_may_be_of_another_script(text: str, languages: str) -> None:
    assert troubles("x", text, languages) == {}


def test_a_copy_of_the_source_is_found_and_a_name_is_none() -> None:
    assert troubles("Water points kept working", "Water points kept working", "en>fr") == {"copied": ()}
    assert troubles("Instituto Butantan", "Instituto Butantan", "pt>en") == {}


@pytest.mark.parametrize("text", ["ش \u2067ب", "ش ب\u2069", "ش\u202b ب", "\u2067ش\nب\u2069"])
def test_marks_of_direction_must_be_closed_on_their_line(text: str) -> None:
    assert troubles("x", text, "en>ar") == {"direction": ()}


def test_marks_of_direction_that_are_closed_are_well() -> None:
    assert troubles("x", "ش \u2067ب \u2068a\u2069 ت\u2069", "en>ar") == {}


def test_an_empty_text_is_none_yet() -> None:
    assert troubles("In 2016", " ", "en>ar") == {}


@given(st.text(max_size=200), st.text(max_size=200))
def test_no_text_breaks_a_check(source: str, text: str) -> None:
    faults_in(source, text, source_language="en", lang="ar")
    faults_in(source, text, source_language="zh", lang="fr")


@given(st.text(max_size=200))
def test_a_text_never_misses_its_own_numbers(text: str) -> None:
    assert "numbers" not in troubles(text, text, "en>fr")
