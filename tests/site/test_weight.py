"""Pages stay light: a list and a record of the real catalogue fit a slow line."""

from __future__ import annotations

import gzip

import pytest
from flask import Flask

from app.config import FIXTURES
from app.core.db import writing
from app.site.demo import load_demo
from tests.browser import Browser
from tests.factories import LONG_AGO

LIST, RECORD, HOME = 15_000, 12_000, 15_000  # bytes, compressed


@pytest.fixture
def loaded(app: Flask) -> Flask:
    with app.app_context(), writing() as session:
        load_demo(session, demo_mode=True, now=LONG_AGO, folder=FIXTURES)
    return app


def test_pages_of_the_real_catalogue_keep_to_their_budgets(loaded: Flask) -> None:
    weights = {}
    for language in ("en", "ar"):
        browser = Browser(loaded, language)
        pages = {f"/{language}/": HOME, f"/{language}/solutions/1": RECORD}
        pages |= {f"/{language}/{kind}": LIST for kind in ("solutions", "exchanges", "organisations", "requests")}
        for address, most in pages.items():
            weight = len(gzip.compress(browser.get(address).response.get_data(), 6))
            weights[address] = (weight, most)
    assert {address: weight for address, weight in weights.items() if weight[0] > weight[1]} == {}
