from __future__ import annotations

import re

from app.taxonomy import vocabulary
from app.taxonomy.terms import LANGUAGES
from tests.taxonomy.tables import REFERENCE, note_of

# The official colours of the seventeen goals, written down a second time on purpose.
COLOURS = (
    "E5243B DDA63A 4C9F38 C5192D FF3A21 26BDE2 FCC30B A21942 FD6925 "
    "DD1367 FD9D24 BF8B2E 3F7E44 0A97D9 56C02B 00689D 19486A"
)
# How many numbered and lettered targets each goal has.
NUMBERED = (5, 5, 9, 7, 6, 6, 3, 10, 5, 7, 7, 8, 3, 7, 9, 10, 19)
LETTERED = (2, 3, 4, 3, 3, 2, 2, 2, 3, 3, 3, 3, 2, 3, 3, 2, 0)


def test_there_are_seventeen_goals_in_their_order() -> None:
    assert list(vocabulary().goals) == [str(number) for number in range(1, 18)]


def test_each_goal_has_its_official_colour() -> None:
    assert " ".join(goal.colour.removeprefix("#") for goal in vocabulary().goals.values()) == COLOURS


def test_there_are_169_targets_and_each_goal_has_all_of_its_own() -> None:
    expected = [
        f"{goal}.{part}"
        for goal, (numbered, lettered) in enumerate(zip(NUMBERED, LETTERED, strict=True), 1)
        for part in [*range(1, numbered + 1), *"abcd"[:lettered]]
    ]
    assert list(vocabulary().targets) == expected
    assert len(expected) == 169


def test_a_target_belongs_to_the_goal_its_code_begins_with() -> None:
    assert all(code.startswith(f"{target.goal}.") for code, target in vocabulary().targets.items())
    assert {target.goal for target in vocabulary().targets.values()} == set(vocabulary().goals)


def test_a_short_name_is_short_and_the_file_says_it_is_unofficial() -> None:
    assert max(len(name) for target in vocabulary().targets.values() for name in target.names.values()) <= 70
    assert re.search("unofficial short names", "\n".join(note_of(REFERENCE / "targets.csv")), re.IGNORECASE)


def test_a_target_has_its_own_short_name_in_every_language() -> None:
    for target in vocabulary().targets.values():
        assert [target.name_and_language(language)[1] for language in LANGUAGES] == list(LANGUAGES)


def test_a_name_in_a_language_that_the_table_does_not_have_yet_says_that_it_answers_in_english() -> None:
    target = vocabulary().targets["6.1"]
    assert target.name_and_language("sw") == (target.name("en"), "en")
