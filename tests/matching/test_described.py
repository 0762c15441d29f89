"""Described things that are told apart by words, and which suggestions of a tagger are sure enough to be shown."""

from __future__ import annotations

import pytest

from matching.described import Descriptions
from matching.labels import SDGTagger
from matching.labels_sure import LIKELY, says_enough, sure_suggestions

WELLS = "The wells of seven villages fail in the dry season, and families drink unsafe water from the river."
ABOUT = {
    "6.1": "Safe drinking water for villages: wells, pumps and taps that families can pay for.",
    "6.2": "Latrines and toilets, hygiene at school, and sewers in towns.",
    "7.1": "Electricity for every home, from the grid or from the sun.",
}


@pytest.fixture
def descriptions() -> Descriptions:
    return Descriptions(ABOUT, "en")


def test_the_likest_is_told_with_the_words_as_the_text_writes_them(descriptions: Descriptions) -> None:
    [found] = descriptions.like(WELLS, ABOUT)
    assert found.code == "6.1"
    assert {"wells", "villages", "water"} <= set(found.words)
    assert 0.2 < found.value <= 1


def test_only_the_codes_that_are_asked_about_are_told(descriptions: Descriptions) -> None:
    assert descriptions.like(WELLS, ["6.2", "7.1", "no such code"]) == ()


@pytest.mark.parametrize("text", ["", "Water", "Nothing of the kind is said by this sentence."])
def test_one_shared_word_is_chance(descriptions: Descriptions, text: str) -> None:
    assert descriptions.like(text, ABOUT) == ()


def test_a_sure_suggestion_is_likely_and_has_words() -> None:
    found = sure_suggestions(SDGTagger.shipped(encoder=None), WELLS)
    assert "6" in [one.code for one in found]
    assert all(one.words and one.probability >= LIKELY for one in found)


@pytest.mark.parametrize("text", ["", "Water", "Safe drinking water"])
def test_a_short_text_says_too_little(text: str) -> None:
    assert not says_enough(text)
    assert sure_suggestions(SDGTagger.shipped(encoder=None), text) == ()
