from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.taxonomy import Membership, vocabulary

TODAY = date(2026, 11, 23)
GROUPS = (
    "LDC LLDC SIDS G77 ECA ECE ECLAC ESCAP ESCWA "
    "AU ECOWAS EAC SADC LAS GCC OIC CARICOM CELAC SICA ASEAN SAARC PIF CPLP OACPS"
)
# How many of the 195 each group has on that day; counted by the groups themselves, less members not in the list.
SIZES = {
    "LDC": 44, "LLDC": 32, "SIDS": 37, "G77": 134, "ECA": 54, "ECE": 56, "ECLAC": 46, "ESCAP": 53, "ESCWA": 21,
    "AU": 54, "ECOWAS": 12, "EAC": 8, "SADC": 16, "LAS": 22, "GCC": 6, "OIC": 57, "CARICOM": 14, "CELAC": 33,
    "SICA": 8, "ASEAN": 11, "SAARC": 8, "PIF": 14, "CPLP": 9,
}  # fmt: skip


def is_in(country: str, group: str, day: str) -> bool:
    return group in vocabulary().groups_of(country, on=date.fromisoformat(day))


def test_the_groups_are_those_of_the_product_in_three_kinds() -> None:
    kinds = [group.kind for group in vocabulary().groups.values()]
    assert " ".join(vocabulary().groups) == GROUPS
    assert (kinds.count("status"), kinds.count("commission"), kinds.count("body")) == (4, 5, 15)


@pytest.mark.parametrize(("group", "size"), SIZES.items())
def test_a_group_has_as_many_members_as_it_counts_itself(group: str, size: int) -> None:
    places = vocabulary().places
    assert len([code for code in vocabulary().members_of(group, on=TODAY) if not places[code].example]) == size


@pytest.mark.parametrize(
    ("country", "group", "last_day"),
    [
        ("BGD", "LDC", "2026-11-23"),
        ("NPL", "LDC", "2026-11-23"),
        ("LAO", "LDC", "2026-11-23"),
        ("BTN", "LDC", "2023-12-12"),
        ("STP", "LDC", "2024-12-12"),
        ("SLB", "LDC", "2027-12-12"),
        ("VUT", "LDC", "2020-12-03"),
        ("MDV", "LDC", "2010-12-31"),
        ("WSM", "LDC", "2013-12-31"),
        ("MLI", "ECOWAS", "2025-01-28"),
        ("NER", "ECOWAS", "2025-01-28"),
        ("BFA", "ECOWAS", "2025-01-28"),
    ],
)
def test_a_country_is_in_a_group_until_the_day_it_leaves(country: str, group: str, last_day: str) -> None:
    next_day = (date.fromisoformat(last_day) + timedelta(days=1)).isoformat()
    assert is_in(country, group, last_day)
    assert not is_in(country, group, next_day)


@pytest.mark.parametrize(
    ("country", "group", "first_day"),
    [("SOM", "EAC", "2024-03-04"), ("TLS", "ASEAN", "2025-10-26"), ("BRA", "CELAC", "2023-01-05")],
)
def test_a_country_is_in_a_group_from_the_day_it_joins(country: str, group: str, first_day: str) -> None:
    day_before = (date.fromisoformat(first_day) - timedelta(days=1)).isoformat()
    assert not is_in(country, group, day_before)
    assert is_in(country, group, first_day)


def test_a_country_that_leaves_one_group_stays_in_the_others() -> None:
    before, after = (vocabulary().groups_of("NPL", on=date(2026, 11, day)) for day in (23, 24))
    assert before - after == {"LDC"}
    assert not after - before


def test_a_scheduled_departure_lies_after_the_day_the_file_was_written() -> None:
    rows = [row for rows in vocabulary().memberships.values() for row in rows]
    assert {row.country for row in rows if row.status == "scheduled"} == {"BGD", "NPL", "LAO", "SLB", "KHM", "SEN"}
    assert all(row.valid_to and row.valid_to > TODAY for row in rows if row.status == "scheduled")
    assert all(not row.valid_to or row.valid_to <= TODAY for row in rows if row.status == "effective")


def test_a_group_is_called_verified_only_if_every_row_of_it_is() -> None:
    for code, group in vocabulary().groups.items():
        rows = [
            row
            for country, rows in vocabulary().memberships.items()
            for row in rows
            if row.group == code and not vocabulary().places[country].example
        ]
        assert group.verified == all(row.verified for row in rows)


def test_no_country_is_both_landlocked_and_a_small_island_state() -> None:
    assert not vocabulary().members_of("LLDC", on=TODAY) & vocabulary().members_of("SIDS", on=TODAY)


def test_the_economic_commission_for_africa_and_the_african_union_are_the_continent() -> None:
    africa = {code for code, place in vocabulary().places.items() if place.region == "002" and not place.example}
    assert vocabulary().members_of("AU", on=TODAY) == vocabulary().members_of("ECA", on=TODAY) == africa


def test_an_example_place_is_in_no_regional_body_and_no_commission() -> None:
    for code, place in vocabulary().places.items():
        if place.example:
            kinds = {vocabulary().groups[group].kind for group in vocabulary().groups_of(code, on=TODAY)}
            assert kinds <= {"status"}


def test_the_first_example_place_is_landlocked_and_least_developed_and_the_fourth_an_island_state() -> None:
    assert vocabulary().groups_of("XA", on=TODAY) >= {"LDC", "LLDC"}
    assert "SIDS" in vocabulary().groups_of("XD", on=TODAY)


days = st.dates(date(1990, 1, 1), date(2040, 1, 1))


@given(begin=st.none() | days, end=st.none() | days, day=days)
def test_membership_holds_from_its_first_day_up_to_but_not_on_its_end(
    begin: date | None, end: date | None, day: date
) -> None:
    row = Membership("LDC", "KEN", begin, end, "effective", False, "")
    assert row.holds_on(day) == ((begin or day) <= day and (end is None or day < end))


@given(day=days)
def test_on_no_day_is_an_unknown_group_named(day: date) -> None:
    assert all(vocabulary().groups_of(code, on=day) <= set(vocabulary().groups) for code in vocabulary().places)
