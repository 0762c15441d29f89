from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.taxonomy import Place, by_name, vocabulary

LISTED = {code: place for code, place in vocabulary().places.items() if not place.example}
EXAMPLES = {code: place for code, place in vocabulary().places.items() if place.example}


def test_the_list_holds_193_member_states_and_the_two_observer_states_and_nothing_else() -> None:
    assert len(LISTED) == 195
    assert {code for code, place in LISTED.items() if place.un_status == "observer"} == {"PSE", "VAT"}


def test_codes_are_unique_in_each_scheme() -> None:
    assert len({place.iso2 for place in LISTED.values()}) == len({place.m49 for place in LISTED.values()}) == 195
    assert not {place.m49 for place in LISTED.values()} & set(vocabulary().areas)


def test_no_territory_and_no_area_without_a_seat_is_in_the_list() -> None:
    assert not {"TWN", "HKG", "MAC", "PRI", "ESH", "COK", "NIU", "GRL", "XKX", "FLK", "GIB", "ATA"} & set(LISTED)


@pytest.mark.parametrize(
    ("code", "language", "name"),
    [
        ("AFG", "fr", "Afghanistan"),
        ("ARE", "es", "Emiratos Árabes Unidos"),
        ("BOL", "en", "Bolivia (Plurinational State of)"),
        ("CIV", "en", "Côte d'Ivoire"),
        ("CIV", "ar", "كوت ديفوار"),
        ("CPV", "fr", "Cabo Verde"),
        ("CZE", "en", "Czechia"),
        ("GMB", "en", "Gambia"),
        ("IRN", "fr", "Iran (République islamique d')"),
        ("KOR", "en", "Republic of Korea"),
        ("MKD", "en", "North Macedonia"),
        ("PSE", "en", "State of Palestine"),
        ("PSE", "ru", "Государство Палестина"),
        ("SWZ", "en", "Eswatini"),
        ("SYR", "en", "Syrian Arab Republic"),
        ("TLS", "ar", "تيمور - ليشتي"),
        ("TUR", "en", "Türkiye"),
        ("TUR", "ru", "Турция"),
        ("TZA", "en", "United Republic of Tanzania"),
        ("VAT", "en", "Holy See"),
        ("VNM", "en", "Viet Nam"),
    ],
)
def test_a_country_has_its_united_nations_short_name(code: str, language: str, name: str) -> None:
    assert vocabulary().places[code].name(language) == name


def test_every_place_hangs_from_the_world_through_its_areas() -> None:
    areas = vocabulary().areas
    for place in vocabulary().places.values():
        assert areas[place.region].parent == "001"
        assert areas[place.subregion].parent == place.region
        assert place.intermediate is None or areas[place.intermediate].parent == place.subregion


def test_only_sub_saharan_africa_and_latin_america_are_divided_further() -> None:
    divided = {area.parent for area in vocabulary().areas.values() if area.level == "intermediate"}
    assert divided == {"202", "419"}
    assert {place.subregion for place in LISTED.values() if place.intermediate} == divided
    assert not [code for code, place in LISTED.items() if place.subregion in divided and not place.intermediate]


def test_every_area_but_the_world_holds_a_place() -> None:
    assert set(vocabulary().areas) - {area for place in LISTED.values() for area in place.areas} == {"001"}


def test_the_ancestors_of_a_place_run_from_the_widest_to_the_finest() -> None:
    assert vocabulary().ancestors("KEN") == ("002", "202", "014")
    assert vocabulary().ancestors("JOR") == ("142", "145")


def test_the_example_places_are_marked_in_every_name() -> None:
    marks = {
        "ar": "مثال",
        "zh": "示例",
        "en": "Example",
        "fr": "Exemple",
        "ru": "Пример",
        "es": "Ejemplo",
        "pt": "Exemplo",
    }
    assert list(EXAMPLES) == ["XA", "XB", "XC", "XD", "XE"]
    for place in EXAMPLES.values():
        assert all(place.name(language).startswith(mark) for language, mark in marks.items())


def test_an_example_place_has_no_code_of_a_real_one() -> None:
    assert all((place.iso2, place.m49, place.un_status) == (None, None, None) for place in EXAMPLES.values())
    assert all(len(code) == 2 for code in EXAMPLES)


def test_names_are_sorted_without_regard_to_accents() -> None:
    french = [place.code for place in by_name(LISTED.values(), "fr")]
    assert french.index("EGY") < french.index("SLV") < french.index("EST")


@given(places=st.permutations(list(LISTED.values())))
def test_the_order_of_names_does_not_depend_on_the_order_they_come_in(places: list[Place]) -> None:
    assert by_name(places, "ar") == by_name(LISTED.values(), "ar")


def test_a_russian_name_has_no_letter_of_another_script() -> None:
    for place in vocabulary().places.values():
        foreign = [letter for letter in place.name("ru") if unicodedata.name(letter, "").startswith("LATIN")]
        assert foreign == []
