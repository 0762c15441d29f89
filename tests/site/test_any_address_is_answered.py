"""Whatever stands in an address, a list is answered; and a list asks the database few questions, however long."""

from __future__ import annotations

from urllib.parse import quote_from_bytes

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.core.db import writing
from tests.browser import Browser
from tests.counting import counted
from tests.factories import a_solution, an_exchange, an_organisation
from tests.site.ground import one_of_each

LISTS = ("/en/solutions", "/en/exchanges", "/en/organisations")
MOST_STATEMENTS = 8

names = st.sampled_from(["q", "goal", "place", "sort", "page", "sector", "goal[]", "_external", "lang", "_anchor", ""])
values = st.one_of(
    st.binary(max_size=30).map(quote_from_bytes),
    st.text(max_size=30).map(lambda text: quote_from_bytes(text.encode("utf-8", "surrogatepass"))),
    st.sampled_from(["6", "014", "%00", "%ff", "-1", "9" * 30, "1e9", "match", "[]", "%F0%9F%8C%BE", "+", "%"]),
)
queries = st.lists(st.tuples(names, values).map("=".join), max_size=8).map("&".join)


@pytest.fixture(autouse=True)
def catalogue(app: Flask) -> None:
    with app.app_context(), writing() as session:
        one_of_each(session)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(address=st.sampled_from(LISTS), query=queries)
def test_no_query_string_breaks_a_list(browser: Browser, address: str, query: str) -> None:
    assert browser.client.get(address, query_string=query).status_code == 200


@pytest.mark.parametrize("query", ["q=" + "x" * 1_000_000, "goal=6&" * 20_000, "q=" + "a " * 50_000])
def test_an_address_of_a_megabyte_is_answered_shortly(browser: Browser, query: str) -> None:
    answer = browser.client.get("/en/solutions", query_string=query)
    assert answer.status_code == 200
    assert len(answer.get_data()) < 60_000


@pytest.mark.parametrize("address", [*LISTS, *(address.replace("/en/", "/ar/") for address in LISTS)])
def test_a_list_of_many_asks_few_questions(app: Flask, browser: Browser, address: str) -> None:
    with app.app_context(), writing() as session:
        for number in range(20):
            owner = an_organisation(session, f"Institute {number}")
            tanks = a_solution(session, f"Practice {number}", owner=owner, claims=("6", "2.3"))
            an_exchange(session, f"Exchange {number}", owner=owner, solution_id=tanks.key)
    browser.get(address)
    with counted(app) as statements:
        browser.get(address)
    assert len(statements) <= MOST_STATEMENTS, statements


def test_pages_of_a_long_list_hold_every_record_once(app: Flask, browser: Browser) -> None:
    with app.app_context(), writing() as session:
        for number in range(44):
            a_solution(session, f"Practice {number}")
    pages = [browser.get("solutions.index", page=number) for number in (1, 2, 3)]
    titles = [words for page in pages for words in page.links() if words.startswith("Practice")]
    assert sorted(titles) == sorted(f"Practice {number}" for number in range(44))


def test_a_page_beyond_the_end_shows_the_last(browser: Browser) -> None:
    assert "Rainwater tanks for schools" in browser.get("solutions.index", page=400).links()
