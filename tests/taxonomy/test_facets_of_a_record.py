from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.taxonomy import LANGUAGES, facet_codes, facet_names, vocabulary

TODAY = date(2026, 11, 23)
some_places = st.frozensets(st.sampled_from(sorted(vocabulary().places)), max_size=5)
some_targets = st.frozensets(st.sampled_from(sorted(vocabulary().targets)), max_size=5)


def test_a_target_brings_its_goal_and_a_goal_alone_brings_no_target() -> None:
    facets = facet_codes(targets=["6.1"], goals=["13"], on=TODAY)
    assert facets["goal"] == {"6", "13"}
    assert facets["target"] == {"6.1"}
    assert facets["goals"] == {"6", "13", "6.1"}


def test_a_country_brings_its_nearest_area_the_wider_ones_and_their_union() -> None:
    facets = facet_codes(countries=["KEN"], on=TODAY)
    assert facets["subregion"] == {"014"}
    assert facets["region"] == {"002", "202"}
    assert facets["place"] == {"KEN", "014", "202", "002"}


def test_groups_and_regional_bodies_stand_apart() -> None:
    facets = facet_codes(countries=["KEN"], on=TODAY)
    assert facets["group"] == {"G77", "ECA"}
    assert facets["body"] == {"AU", "EAC", "OACPS"}


def test_groups_are_those_of_the_day() -> None:
    assert "LDC" in facet_codes(countries=["BGD"], on=TODAY)["group"]
    assert "LDC" not in facet_codes(countries=["BGD"], on=date(2026, 11, 24))["group"]


def test_a_record_that_says_nothing_has_empty_facets() -> None:
    facets = facet_codes(on=TODAY)
    assert set(facets) == {
        "goal", "target", "goals", "country", "subregion", "region", "place", "group", "body", "sector", "modality",
    }  # fmt: skip
    assert not any(facets.values())


@pytest.mark.parametrize("unknown", [{"countries": ["ZZZ"]}, {"targets": ["6.9"]}, {"sectors": ["magic"]}])
def test_an_unknown_code_is_refused(unknown: dict[str, list[str]]) -> None:
    with pytest.raises(KeyError):
        facet_codes(**unknown, on=TODAY)


@given(countries=some_places, targets=some_targets)
def test_the_unions_hold_exactly_their_parts(countries: frozenset[str], targets: frozenset[str]) -> None:
    facets = facet_codes(countries=countries, targets=targets, on=TODAY)
    assert facets["place"] == facets["country"] | facets["subregion"] | facets["region"]
    assert facets["goals"] == facets["goal"] | facets["target"]
    assert not facets["subregion"] & facets["region"] or len(countries) > 1


def test_a_record_is_found_by_the_names_of_its_codes_in_seven_languages() -> None:
    names = facet_names(countries=["KEN"], targets=["6.1"], sectors=["health"], modalities=["training"])
    assert set(names) == set(LANGUAGES)
    assert "肯尼亚" in names["zh"]
    assert "Santé" in names["fr"]
    assert "التدريب" in names["ar"]
    assert "Eastern Africa" in names["en"]
    assert vocabulary().goals["6"].name("ru") in names["ru"]


def test_a_language_without_the_name_of_a_target_is_not_given_an_english_one() -> None:
    english = vocabulary().targets["6.1"].name("en")
    names = facet_names(targets=["6.1"])
    assert english in names["en"]
    assert not [language for language in LANGUAGES if language != "en" and english in names[language]]


def test_the_word_china_does_not_find_every_member_of_the_group_of_77() -> None:
    assert "China" not in facet_names(countries=["KEN"])["en"]
