"""Normalising, cutting and stemming."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.stemming import light_arabic
from matching.text import Analyzer, normalise


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("Énergie", "energie"),
        ("ÉNERGIE", "energie"),
        ("E\u0301nergie", "energie"),
        ("niño", "nino"),
        ("Straße", "strasse"),
        ("ｗａｔｅｒ", "water"),
        ("إثيوبيا", "اثيوبيا"),
        ("الطَّاقَة", "الطاقه"),
        ("طـــاقة", "طاقه"),
        ("٢٠٣٠", "2030"),
        ("Ёлка", "елка"),
        ("Чистый", "чистый"),
    ],
)
def test_one_word_has_one_spelling(written: str, plain: str) -> None:
    assert normalise(written) == plain


@settings(deadline=None)
@given(st.text())
def test_normalising_twice_is_normalising_once(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@given(
    st.text(st.characters(codec=None), max_size=60), st.sampled_from(["en", "fr", "ar", "zh", "ru", "sw", "pt-BR", ""])
)
def test_any_text_in_any_language_can_be_cut(text: str, language: str) -> None:
    assert all(":" in term for term in Analyzer().terms(text, language))


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("en", "irrigated", "Irrigation"),
        ("fr", "formation", "FORMATIONS"),
        ("fr", "santé", "sante"),
        ("es", "educación", "educaciones"),
        ("pt", "solução", "soluções"),
        ("pt", "educacao", "educações"),
        ("pt", "cidadão", "CIDADAOS"),
        ("ru", "воды", "вода"),
        ("ar", "الصحة", "صحة"),
        ("ar", "والتعليم", "تعليم"),
        ("ar", "المياه", "بالمياه"),
    ],
)
def test_forms_of_a_word_share_a_term(language: str, one: str, other: str) -> None:
    assert Analyzer().terms(one, language) == Analyzer().terms(other, language)


def test_the_region_of_a_language_does_not_matter() -> None:
    assert Analyzer().terms("soluções", "pt-BR") == Analyzer().terms("soluções", "pt")


def test_a_language_without_a_stemmer_keeps_its_words() -> None:
    assert Analyzer().terms("Maji safi", "sw") == ["und:maji", "und:safi"]


def test_function_words_are_left_out() -> None:
    assert Analyzer().terms("the water of the school", "en") == ["en:water", "en:school"]


def test_function_words_can_be_kept() -> None:
    assert len(Analyzer(stop_words=False).terms("the water", "en")) == 2


def test_han_characters_are_read_in_pairs() -> None:
    assert Analyzer().terms("水和卫生", "zh") == ["zh:水和", "zh:和卫", "zh:卫生"]


def test_a_lone_han_character_is_a_word() -> None:
    assert Analyzer().terms("水 5G", "zh") == ["zh:水", "en:5g"]


def test_each_script_is_read_by_its_own_language() -> None:
    assert Analyzer().terms("вода water مياه", "en") == ["ru:вод", "en:water", "ar:ميا"]


def test_a_latin_query_word_is_read_in_every_latin_language() -> None:
    [word] = Analyzer().words("formations")

    assert {term.partition(":")[0] for term in word.terms} == {"en", "es", "fr", "pt", "und"}


def test_a_word_typed_twice_counts_once() -> None:
    assert len(Analyzer().words("water WATER waters water")) == 2


def test_a_query_is_read_up_to_a_bound() -> None:
    assert len(Analyzer().words(" ".join(f"w{number}" for number in range(100_000)))) < 5_000


def test_a_very_long_word_is_cut() -> None:
    assert len(Analyzer().terms("a" * 1_000_000, "en")[0]) < 100


def test_a_short_arabic_word_keeps_its_letters() -> None:
    assert light_arabic("ماء") == "ماء"
