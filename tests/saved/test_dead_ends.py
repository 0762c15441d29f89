"""A search that finds nothing (U-16) leads on: the filter to leave out with its true count, a mail, and a request."""

from __future__ import annotations

from datetime import date
from itertools import product
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask

from app.accounts.models import Appointment
from app.core.db import writing
from tests.accounts.conftest import a_person
from tests.accounts.signing_in import sign_in
from tests.browser import Browser, Page
from tests.factories import a_country_request, a_solution, an_exchange, an_organisation

LISTS = ("solutions", "exchanges", "organisations", "requests")
WORDS = ("", "q=qzxw", "q=qzxw vbnm", "q=غغغغ ظظظظ")
FILTERS = ("place=KEN", "place=KEN&sector=energy", "place=XE&sector=energy&modality=training", "group=LDC&place=BRA")
DEAD_ENDS = [
    f"/en/{name}?{'&'.join(filter(None, parts))}" for name, *parts in product(LISTS, WORDS, FILTERS)
]  # fmt: skip


@pytest.fixture
def small(app: Flask) -> Flask:
    """One record of each kind, of example country XA."""
    with app.app_context(), writing() as session:
        a_solution(session, countries_of_origin=["XA"])
        an_exchange(session, provider_countries=["XA"], partner_countries=["XB"])
        an_organisation(session, country="XA")
        a_country_request(session)
    return app


def ways_on(page: Page) -> dict[str, str]:
    [box] = page.all(".//div[@class='empty']")
    return {" ".join("".join(a.itertext()).split()): a.get("href", "") for a in box.iter("a")}


def test_each_of_sixty_four_dead_ends_leads_on_in_three_ways(small: Flask) -> None:
    browser = Browser(small)
    assert len(DEAD_ENDS) == 64
    for address in DEAD_ENDS:
        page = browser.get(address)
        ways = ways_on(page)
        [drop] = [words for words in ways if words.startswith("Search without")]
        count = page.all(".//div[@class='empty']//span[@class='soft']")[0].text or ""
        found = browser.get(ways[drop])
        assert count.split()[0] == (found.all(".//h2[@class='list-count']")[0].text or "").split()[0] != "0", address
        alert = browser.get(ways["Tell me by e-mail when one appears"])
        assert alert.heading == "Tell me when there is something new"
        words = parse_qs(urlsplit(address).query).get("q", [""])[0]
        request = urlsplit(ways["Post it as a request for a partner"])
        assert (request.path, parse_qs(request.query).get("title", [""])[0]) == ("/en/requests/new", words)


def test_the_words_of_the_search_stand_in_the_title_of_the_request(small: Flask) -> None:
    role = Appointment(
        person_id=0, role="focal-point", scope_type="country", scope_id="XA", valid_from=date(2026, 1, 1)
    )
    browser = Browser(small)
    sign_in(browser, a_person(small, roles=(role,)))
    ways = ways_on(browser.get("/en/solutions?q=qzxw+vbnm&place=KEN"))
    start = browser.get(ways["Post it as a request for a partner"])
    tasks = browser.submit(start, {}, action="/requests/new")
    page = browser.get(tasks.response.request.path + "/title")
    assert page.all(".//input[@name='title']")[0].get("value") == "qzxw vbnm"


def test_signing_in_on_the_way_keeps_the_words(small: Flask) -> None:
    page = Browser(small).get("/en/requests/new?title=clean+cooking")
    assert "title%3Dclean" in page.links()["Sign in to start"]
