"""A documented exchange: who worked with whom, on what, when, and where that is written."""

from __future__ import annotations

import pytest
from flask import Flask

from app.core.db import writing
from tests.browser import Browser
from tests.factories import LONG_AGO, an_exchange
from tests.site.ground import one_of_each

pytestmark = pytest.mark.both_engines


def test_its_page_states_both_sides_the_years_the_solution_and_the_source(app: Flask, browser: Browser) -> None:
    with app.app_context(), writing() as session:
        one_of_each(session)
    page = browser.get("exchanges.show", exchange_id=1)
    for words in ("Kenya", "Malawi", "2012–2015", "Rainwater tanks for schools", "Annual report"):
        assert words in page.text


def test_it_is_reported_until_the_partner_country_confirms_it(app: Flask, browser: Browser) -> None:
    with app.app_context(), writing() as session:
        an_exchange(session)
        an_exchange(session, confirmed_by_partner_at=LONG_AGO)
    assert "the partner country has not confirmed it" in browser.get("exchanges.show", exchange_id=1).text
    assert "Confirmed by the partner country" in browser.get("exchanges.show", exchange_id=2).text


@pytest.mark.parametrize("words", ["Malawi", "ملاوي", "马拉维", "Kenya"])
def test_the_name_of_either_side_finds_it(app: Flask, browser: Browser, words: str) -> None:
    with app.app_context(), writing() as session:
        one_of_each(session)
    assert "Rainwater tanks: two countries" in browser.get("exchanges.index", q=words).links()


def test_a_third_partner_is_named_as_its_source_has_it(app: Flask, browser: Browser) -> None:
    with app.app_context(), writing() as session:
        an_exchange(session, triangular_partners=[{"name": "World Food Programme"}, {"country": "JPN"}])
    text = browser.get("exchanges.show", exchange_id=1).text
    assert "World Food Programme" in text
    assert "Japan" in text
