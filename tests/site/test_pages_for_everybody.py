"""Pages that anybody reads: nothing is stored at the reader's, and an unchanged page is not sent twice."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from app.core.db import writing
from tests.browser import Browser
from tests.factories import a_solution
from tests.site.ground import PAGES, one_of_each


@pytest.fixture(autouse=True)
def catalogue(app: Flask) -> None:
    with app.app_context(), writing() as session:
        one_of_each(session)


@pytest.mark.parametrize("address", PAGES)
def test_no_page_sets_a_cookie(browser: Browser, address: str) -> None:
    assert "Set-Cookie" not in browser.get(address, follow=False).response.headers


@pytest.mark.parametrize("address", PAGES)
def test_no_page_carries_a_token_that_would_make_it_different_each_time(browser: Browser, address: str) -> None:
    assert "csrf_token" not in browser.get(address).html


@pytest.mark.parametrize("address", PAGES)
def test_a_repeated_visit_is_answered_without_the_page(browser: Browser, address: str) -> None:
    etag = browser.get(address, follow=False).response.headers["ETag"]
    again = browser.client.get(address, headers={"If-None-Match": etag})
    assert (again.status_code, again.get_data()) == (304, b"")


@pytest.mark.parametrize("address", PAGES)
def test_every_page_is_whole_in_arabic(app: Flask, address: str) -> None:
    page = Browser(app, "ar").get(address.replace("/en/", "/ar/", 1), follow=False)
    assert (page.root.get("lang"), page.root.get("dir")) == ("ar", "rtl")


@pytest.mark.parametrize("address", PAGES)
def test_every_page_says_what_the_site_is_not(browser: Browser, address: str) -> None:
    assert "Not a United Nations site" in browser.get(address).text


def test_a_page_changes_its_mark_when_something_is_published(app: Flask, browser: Browser) -> None:
    before = browser.get("solutions.index").response.headers["ETag"]
    with app.app_context(), writing() as session:
        a_solution(session, "Fog nets on dry coasts")
    assert browser.get("solutions.index").response.headers["ETag"] != before


@pytest.mark.parametrize(
    ("kind", "count"),
    [("solutions", "1 solution"), ("exchanges", "1 documented exchange"), ("organisations", "1 organisation")],
)
def test_kinds_of_record_are_never_mixed_in_one_count(browser: Browser, kind: str, count: str) -> None:
    heads = browser.get(f"{kind}.index").all(".//h2")
    assert count in ["".join(head.itertext()).strip() for head in heads]


def test_the_root_leads_to_the_language_the_browser_asks_for(browser: Browser) -> None:
    answer = browser.client.get("/", headers={"Accept-Language": "ar, en;q=0.5"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/ar/")
    assert "Accept-Language" in answer.headers["Vary"]


def test_an_unknown_address_is_answered_kindly(browser: Browser) -> None:
    assert browser.get("/en/nothing-here", status=404).heading == "Page not found"


def test_htmx_gets_exactly_the_part_of_the_page_that_changes(browser: Browser) -> None:
    address = "/en/solutions?q=tanks&goal=6"
    whole = browser.get(address)
    part = browser.client.get(address, headers={"HX-Request": "true"}).get_data(as_text=True)
    assert re.sub(r"\s+", " ", part).strip() in re.sub(r"\s+", " ", whole.html)
    assert part.lstrip().startswith('<div id="listing"')


def test_new_words_keep_the_filters_that_htmx_has_just_set(browser: Browser) -> None:
    part = browser.client.get("/en/solutions?goal=6", headers={"HX-Request": "true"}).get_data(as_text=True)
    search = part[part.index('role="search"') : part.index("</form>")]
    assert '<input type="hidden" name="goal" value="6">' in search


def test_htmx_shows_the_one_canonical_address_of_a_state(browser: Browser) -> None:
    answer = browser.client.get("/en/solutions?place=KEN&goal=6&q=tanks&page=1", headers={"HX-Request": "true"})
    assert answer.headers["HX-Push-Url"] == "/en/solutions?q=tanks&goal=6&place=KEN"


def test_a_page_kept_for_a_reader_is_never_taken_for_its_part(browser: Browser) -> None:
    assert "HX-Request" in browser.get("solutions.index").response.headers["Vary"]
