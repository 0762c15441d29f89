"""How often groups are shown beside their share of the catalogue: as counted one by one, and never of too few."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlmodel import col

from app.core.db import utc_now, writing
from app.core.records import Standing, Visibility
from app.insights.balance import FEWEST, FIRST, GROUPS, SMALL, Offer, Shown, balance
from app.recommendations.models import ShownMatch
from tests.browser import Browser
from tests.factories import a_country_request, a_solution, an_organisation

NOW = datetime(2026, 11, 23, tzinfo=UTC)
LDCS, OTHERS = ("ETH", "MOZ", "MWI"), ("BRA", "IND", "KEN")
ASKING = ("GHA", "FJI", "PER")
OFFERS = st.dictionaries(
    st.integers(1, 12),
    st.builds(
        Offer,
        st.frozensets(st.sampled_from("ABCDEF"), min_size=1, max_size=2),
        st.frozensets(st.integers(1, 6), max_size=2),
        st.frozensets(st.sampled_from((*GROUPS, SMALL))),
    ),
)
LISTS = st.lists(st.tuples(st.integers(1, 14), st.sampled_from("XYZV"), st.integers(1, 10)), max_size=60)


def few(numbers: list[int], offers: dict[int, Offer]) -> bool:
    countries: set[str] = set()
    institutions: set[int] = set()
    for number in numbers:
        countries |= offers[number].countries
        institutions |= offers[number].institutions
    return len(countries) < FEWEST or len(institutions) < FEWEST


@given(OFFERS, LISTS)
def test_every_share_is_what_counting_one_by_one_gives_and_none_is_of_too_few(
    offers: dict[int, Offer], lists: list[tuple[int, str, int]]
) -> None:
    summed = {(number, asking) for number, asking, _ in lists}
    shown = [
        Shown(
            number,
            asking,
            sum(1 for n, a, _ in lists if (n, a) == (number, asking)),
            sum(1 for n, a, rank in lists if (n, a) == (number, asking) and rank <= FIRST),
        )
        for number, asking in summed
    ]
    found = balance(offers, shown, since=NOW - timedelta(weeks=12), until=NOW)
    every = [(number, asking, rank) for number, asking, rank in lists if number in offers]
    on_top = [each for each in every if each[2] <= FIRST]
    for total, places in ((found.shown, every), (found.first, on_top)):
        of_few = few([number for number, *_ in places], offers) or len({asking for _, asking, _ in places}) < FEWEST
        assert total == (None if of_few else len(places))
    assert found.live == (None if few(list(offers), offers) else len(offers))
    for row in found.rows:
        measures = [
            (row.live, [(number, "", 1) for number in offers], False),
            (row.shown, every, True),
            (row.first, on_top, True),
        ]
        for share, places, asked in measures:
            inside = [number for number, *_ in places if row.group in offers[number].groups]
            outside = [number for number, *_ in places if row.group not in offers[number].groups]
            if share is None:
                continue
            assert share == pytest.approx(len(inside) / len(places))
            assert not few(outside, offers)
            assert not few(inside, offers) or (not inside and row.live is not None)
            assert not asked or len({asking for _, asking, _ in places}) >= FEWEST


def world(
    app: Flask, asking: tuple[str, ...] = ASKING, offering: tuple[str, ...] = (*LDCS, *OTHERS), **request: Any
) -> None:
    """Three solutions of least developed countries and three others, each shown once for every request."""
    last_week = utc_now() - timedelta(days=8)
    with app.app_context(), writing() as session:
        owners = [an_organisation(session, f"Institute {code}", country=code) for code in offering]
        numbers = [
            a_solution(session, f"Tanks of {owner.country}", owner=owner, countries_of_origin=[owner.country]).key
            for owner in owners
        ]
        facts: dict[str, Any] = {"standing": Standing.CONFIRMED, **request}
        for code in asking:
            number = a_country_request(session, country=code, **facts).key
            for rank, solution in enumerate(numbers, 1):
                session.add(
                    ShownMatch(request_id=number, solution_id=solution, direction="solutions", ranker="standard",
                               rank=rank, score=0.5, shown_at=last_week)
                )  # fmt: skip


def figures(app: Flask) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(Browser(app).client.get("/en/pictures/balance.json").data)
    return {**found, **{row["group"]: row for row in found["groups"]}}


@pytest.mark.both_engines
def test_the_page_and_both_files_say_the_same(app: Flask) -> None:
    world(app)
    found = figures(app)
    assert found["LDC"] == {
        "group": "LDC", "share_of_catalogue": 0.5, "share_of_places_shown": 0.5, "share_of_first_three_places": None,
    }  # fmt: skip
    assert (found["solutions"], found["places_shown"], found["visibility_parameter"]) == (6, 18, 0.1)
    text = Browser(app).get("/en/pictures/balance").text
    assert "Least developed countries 50% 50% too few to tell" in text
    lines = list(
        csv.DictReader(io.StringIO(Browser(app).client.get("/en/pictures/balance.csv").get_data(as_text=True)))
    )
    assert [line["share_of_places_shown"] for line in lines if "LDC" in line.values()] == ["0.5"]


@pytest.mark.parametrize(
    "private",
    [{"visibility": Visibility.MEMBERS}, {"endorsed_at": None}],
    ids=["members only", "not endorsed"],
)
def test_lists_for_requests_that_not_everybody_reads_change_nothing(app: Flask, private: dict[str, Any]) -> None:
    world(app, **private)
    assert figures(app)["places_shown"] is None


def test_lists_for_two_countries_are_not_told_of(app: Flask) -> None:
    world(app, ASKING[:2])
    found = figures(app)
    assert found["places_shown"] is None
    assert found["LDC"]["share_of_places_shown"] is None
    assert found["LDC"]["share_of_catalogue"] == 0.5


@pytest.mark.both_engines
@pytest.mark.parametrize("offering", [LDCS[:1], LDCS[:2]])
def test_no_sum_speaks_of_solutions_of_one_or_two_countries_and_institutions(
    app: Flask, offering: tuple[str, ...]
) -> None:
    world(app, offering=offering)
    found = figures(app)
    assert (found["solutions"], found["places_shown"], found["first_three_places_shown"]) == (None, None, None)
    text = Browser(app).get("/en/pictures/balance").text
    assert "Counted in all too few to tell too few to tell too few to tell" in text


def test_first_places_for_two_countries_are_not_summed_up(app: Flask) -> None:
    world(app)
    with app.app_context(), writing() as session:
        number = a_country_request(session, country="PER", standing=Standing.CONFIRMED).key
        for row in session.scalars(select(ShownMatch).where(col(ShownMatch.request_id) == 3)):
            row.request_id, row.rank = number, row.rank + FIRST
    found = figures(app)
    assert (found["places_shown"], found["first_three_places_shown"]) == (18, None)
