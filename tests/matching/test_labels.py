"""What a tagger promises to those who call it, on small sets of texts learned in a moment."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.base import clone

from matching.encoders import Vectors, unit
from matching.estimator import Estimator
from matching.labels import LabelsFileError, SDGTagger, SectorTagger
from matching.labels_words import apart

WATER = [
    "Wells give villages safe water", "Pipes carry clean water to homes", "Latrines and taps for schools",
    "Drinking water is tested for germs", "A utility repairs leaking water pipes", "Toilets and sewers for towns",
]  # fmt: skip
SCHOOL = [
    "Teachers train pupils in reading", "Textbooks reach every classroom", "Scholarships help girls stay in class",
    "Pupils learn to read with teachers", "A curriculum for primary classrooms", "Exams and textbooks for pupils",
]  # fmt: skip
TEXTS, LABELS = WATER + SCHOOL, [["6"]] * 6 + [["4"]] * 6


class Counting(Estimator):
    """A small encoder: how often each of some words stands in a text."""

    name, version, dimensions, weight = "counting", "1", 3, 1.0

    def encode(self, texts: Sequence[str], *, asking: bool = False) -> Vectors:
        return unit(
            np.array([[text.lower().count(word) for word in ("water", "pupil", "e")] for text in texts], np.float32)
        )


@pytest.fixture(scope="module")
def tagger() -> SDGTagger:
    return SDGTagger(encoder=None).fit(TEXTS, LABELS, ["en"] * 12)


def test_a_text_is_given_the_goal_that_texts_with_its_words_had(tagger: SDGTagger) -> None:
    assert tagger.suggest("Water pipes for a village")[0].code == "6"
    assert tagger.suggest("Textbooks and teachers")[0].code == "4"


def test_the_words_behind_a_suggestion_stand_in_the_text_as_written(tagger: SDGTagger) -> None:
    [first, _] = tagger.suggest("Clean WATER and pipes, for teachers")
    assert set(first.words) <= {"Clean", "WATER", "pipes"}
    assert "WATER" in first.words


def test_likelier_codes_come_first_and_no_more_than_asked_for(tagger: SDGTagger) -> None:
    suggested = tagger.suggest("Water for pupils")
    assert [one.probability for one in suggested] == sorted((one.probability for one in suggested), reverse=True)
    assert len(tagger.suggest("Water for pupils", limit=1)) == 1


def test_probabilities_have_a_row_per_text_and_a_column_per_code_in_the_order_of_goals(tagger: SDGTagger) -> None:
    assert tagger.classes_ == ("4", "6")
    assert tagger.predict_proba(["water", "class", ""]).shape == (3, 2)
    assert tagger.predict_proba([]).shape == (0, 2)


def test_pairs_of_chinese_characters_that_lap_over_a_shown_one_are_not_shown() -> None:
    assert apart(["海洋", "洋和", "护海", "鱼类", "鱼类"]) == ("海洋", "鱼类")


def test_texts_with_both_topics_get_both_goals() -> None:
    both = [f"{water}. {school}" for water, school in zip(WATER, SCHOOL, strict=True)]
    tagger = SDGTagger(encoder=None).fit(TEXTS + both, [*LABELS, *[["4", "6"]] * 6], groups=list("abcdefghijklmnopqr"))
    assert tagger.predict_proba(["Safe water taps, and textbooks for pupils"]).min() > 0.5


@given(text=st.text(max_size=300), language=st.sampled_from([None, "en", "zh", "ar", "xx", ""]))
@settings(max_examples=150, deadline=None)
def test_any_text_gets_probabilities_and_words_of_its_own(tagger: SDGTagger, text: str, language: str | None) -> None:
    [row] = tagger.predict_proba([text])
    assert np.all((row >= 0) & (row <= 1))
    assert all(word for one in tagger.suggest(text, language) for word in one.words)


@pytest.mark.parametrize("text", ["", " \n", "\0", "\ud800", "🚰", "of the and", "3" * 10])
def test_odd_texts_are_answered(tagger: SDGTagger, text: str) -> None:
    assert len(tagger.suggest(text)) in (0, 2)


def test_an_empty_text_has_no_suggestions(tagger: SDGTagger) -> None:
    assert tagger.suggest("") == ()


def test_a_huge_text_is_answered(tagger: SDGTagger) -> None:
    assert tagger.suggest("water " * 1_000_000)[0].code == "6"


def test_a_goal_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ValueError, match="there is no goal '18'"):
        SDGTagger(encoder=None).fit(TEXTS, [["18"], *LABELS[1:]])


def test_a_code_with_texts_of_one_group_alone_is_refused() -> None:
    with pytest.raises(ValueError, match="'13': at least two groups"):
        SDGTagger(encoder=None).fit([*TEXTS, "Climate"], [*LABELS, ["13"]])


def test_a_sector_may_have_any_code() -> None:
    named = [["water" if own == ["6"] else "school"] for own in LABELS]
    assert SectorTagger(encoder=None).fit(TEXTS, named).suggest("water")[0].code == "water"


def test_nothing_is_suggested_before_something_was_learned() -> None:
    with pytest.raises(ValueError, match="learned nothing yet"):
        SDGTagger(encoder=None).suggest("water")


def test_what_was_learned_before_is_forgotten() -> None:
    twice = SDGTagger(encoder=None).fit(TEXTS, [["1"] if own == ["6"] else ["2"] for own in LABELS]).fit(TEXTS, LABELS)
    once = SDGTagger(encoder=None).fit(TEXTS, LABELS)
    assert twice.classes_ == once.classes_
    assert np.array_equal(twice.predict_proba(TEXTS), once.predict_proba(TEXTS))


def test_a_clone_has_the_parameters_and_nothing_learned(tagger: SDGTagger) -> None:
    copy = clone(tagger.set_params(strength=1.0))
    assert copy.get_params(deep=False) == {"encoder": None, "strength": 1.0}
    assert not hasattr(copy, "weights_")


def test_a_pickled_tagger_says_the_same(tagger: SDGTagger) -> None:
    copy = pickle.loads(pickle.dumps(tagger))  # noqa: S301, our own bytes
    assert copy.suggest(WATER[0]) == tagger.suggest(WATER[0])


def test_texts_are_answered_each_for_itself_in_the_order_asked(tagger: SDGTagger) -> None:
    assert np.allclose(tagger.predict_proba(TEXTS[::-1]), tagger.predict_proba(TEXTS)[::-1])
    assert np.allclose(tagger.predict_proba(TEXTS[:1]), tagger.predict_proba(TEXTS)[:1])


def test_words_that_were_never_learned_change_nothing(tagger: SDGTagger) -> None:
    assert np.array_equal(tagger.predict_proba(["zyzzyva qwerty"]), tagger.predict_proba(["unheard"]))


def test_vectors_count_beside_words() -> None:
    tagger = SDGTagger(encoder=Counting()).fit(TEXTS, LABELS)
    assert tagger.weights_.vectors.shape == (3, 2)
    assert tagger.suggest("waterworks", limit=1)[0].code == "6"  # no word that was learned, but a vector like theirs


def test_support_leaves_out_how_common_a_goal_is(tagger: SDGTagger) -> None:
    [row] = tagger.predict_proba(["Water for pupils"])
    assert tagger.support(["Water for pupils"])[0] == pytest.approx(np.log(row / (1 - row)))  # half have each goal


@pytest.fixture
def saved(tmp_path: Path, tagger: SDGTagger) -> Path:
    tagger.save(tmp_path / "goals.npz", {"licence": "CC BY 4.0"})
    return tmp_path / "goals.npz"


def test_a_saved_tagger_says_the_same(saved: Path, tagger: SDGTagger) -> None:
    read = SDGTagger.load(saved, encoder=None)
    assert read.classes_ == tagger.classes_
    assert np.allclose(read.predict_proba(TEXTS), tagger.predict_proba(TEXTS), atol=1e-3)
    assert [one.words for one in read.suggest(WATER[0])] == [one.words for one in tagger.suggest(WATER[0])]


@pytest.mark.parametrize(
    ("load", "why"),
    [
        (lambda path: SectorTagger.load(path, encoder=None), "made for kind 'goal'"),
        (lambda path: SDGTagger.load(path, encoder=Counting()), "made for encoder None"),
        (lambda path: SDGTagger.load(path.with_name("none.npz"), encoder=None), "cannot be read"),
    ],
)
def test_a_file_made_for_something_else_is_refused(saved: Path, load: Callable[[Path], object], why: str) -> None:
    with pytest.raises(LabelsFileError, match=why):
        load(saved)


def test_a_damaged_file_is_refused(saved: Path) -> None:
    saved.write_bytes(saved.read_bytes()[:-200])
    with pytest.raises(LabelsFileError, match="cannot be read"):
        SDGTagger.load(saved, encoder=None)
