"""Solutions beside one another: picked on the list, carried in the address, without a cookie."""

from __future__ import annotations

from decimal import Decimal

import pytest
from flask import Flask

from app.core.db import writing
from app.core.records import Visibility
from tests.browser import Browser, Element, Page
from tests.factories import a_solution, an_organisation


@pytest.fixture
def tanks(app: Flask) -> Flask:
    """Four solutions; the fifth is not for everybody's eyes."""
    with app.app_context(), writing() as session:
        owner = an_organisation(session)
        cost = {"cost_amount": Decimal(900), "cost_currency": "USD"}
        a_solution(session, "Rainwater tanks", owner=owner, claims=("6", "6.1"), maturity="pilot", **cost)
        a_solution(session, "Solar pumps", owner=owner, claims=("7",), maturity="pilot")
        for number in (3, 4):
            a_solution(session, f"Practice {number}")
        a_solution(session, "Hidden practice", visibility=Visibility.MODERATORS)
    return app


def words_of(cell: Element) -> str:
    return " ".join(" ".join(cell.itertext()).split())


def lines(page: Page) -> dict[str, list[str]]:
    rows = page.all(".//table[@class='compare']/tbody/tr")
    return {words_of(row[0]): [words_of(cell) for cell in row[1:]] for row in rows}


def test_each_line_says_in_words_whether_the_solutions_differ(tanks: Flask) -> None:
    page = Browser(tanks).get("/en/compare?ids=1,2")
    found = lines(page)
    assert "Maturity All the same" in found
    assert found["Cost They differ"] == ["Rainwater tanks 900 US dollars", "Solar pumps Not provided"]


def test_what_is_picked_travels_in_the_address_with_the_list_and_leaves_no_cookie(tanks: Flask) -> None:
    browser = Browser(tanks)
    page = browser.get("/en/solutions?sort=evidence")
    for _ in range(2):
        page = browser.get(next(url for words, url in page.links().items() if words == "Add to compare"))
    assert page.links()["Compare 2 solutions"].startswith("/en/compare?sort=evidence&ids=")
    compared = browser.get(page.links()["Compare 2 solutions"])
    assert compared.links()["Back to the list"].startswith("/en/solutions?sort=evidence&ids=")
    assert "Set-Cookie" not in compared.response.headers


def test_a_solution_is_left_out_by_a_link(tanks: Flask) -> None:
    browser = Browser(tanks)
    page = browser.get("/en/compare?ids=1&ids=2&goal=6")
    assert page.links()["Leave out Solar pumps"] == "/en/compare?goal=6&ids=1"


def test_the_page_of_a_solution_adds_it_to_what_was_picked_before(tanks: Flask) -> None:
    browser = Browser(tanks)
    opened = browser.get(browser.get("/en/solutions?ids=1").links()["Solar pumps"])
    assert opened.links()["Add to compare"] == "/en/compare?ids=1&ids=2"


def test_four_at_most_are_picked(tanks: Flask) -> None:
    page = Browser(tanks).get("/en/solutions?ids=1,2,3,4")
    assert "Add to compare" not in page.links()
    assert len(Browser(tanks).get("/en/compare?ids=4,3,2,1,5").all(".//thead//th")) == 4


@pytest.mark.parametrize("ids", ["", "?ids=", "?ids=x,-1,0,99999999999", "?ids=5"])
def test_nothing_to_compare_is_said_and_leads_to_the_list(tanks: Flask, ids: str) -> None:
    page = Browser(tanks).get(f"/en/compare{ids}")
    assert "Pick solutions" in page.links()
    assert "Hidden practice" not in page.text


def test_one_that_is_shown_no_more_is_told_of(tanks: Flask) -> None:
    assert "1 of them is no longer shown on this site." in Browser(tanks).get("/en/compare?ids=1,77").text


@pytest.mark.parametrize("kind", ["solutions", "exchanges", "organisations", "requests"])
def test_a_list_can_be_seen_as_a_table_of_the_same_rows(tanks: Flask, kind: str) -> None:
    browser = Browser(tanks)
    titles = [row.text for row in browser.get(f"/en/{kind}").all(".//ul[@class='rows']//bdi")]
    page = browser.get(f"/en/{kind}?view=table")
    assert [cell.text for cell in page.all(".//table//th[@scope='row']//bdi")] == titles
    assert not page.all(".//ul[@class='rows']")


def test_the_table_stays_a_table_when_it_is_searched_and_filtered(tanks: Flask) -> None:
    page = Browser(tanks).get("/en/solutions?view=table&q=tanks")
    hidden = [(field.get("name"), field.get("value")) for field in page.all(".//input[@type='hidden']")]
    assert hidden.count(("view", "table")) == 2
