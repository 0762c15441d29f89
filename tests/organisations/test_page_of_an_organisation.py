"""An organisation: found by its names, and its page shows what it shares."""

from __future__ import annotations

import pytest
from flask import Flask

from app.core.db import writing
from tests.browser import Browser
from tests.factories import an_organisation
from tests.site.ground import one_of_each

pytestmark = pytest.mark.both_engines


def test_its_solutions_and_exchanges_stand_on_its_page(app: Flask, browser: Browser) -> None:
    with app.app_context(), writing() as session:
        one_of_each(session)
    links = browser.get("organisations.show", organisation_id=1).links()
    assert {"Rainwater tanks for schools", "Rainwater tanks: two countries"} <= links.keys()


def test_no_heading_stands_over_facts_that_nobody_gave(app: Flask, browser: Browser) -> None:
    with app.app_context(), writing() as session:
        an_organisation(session, "Ministry of Water")
        an_organisation(session, "Water University", acronym="WU")
    shown = [browser.get("organisations.show", organisation_id=number).all(".//aside//h2") for number in (1, 2)]
    assert [len(headings) for headings in shown] == [0, 1]


@pytest.mark.parametrize("words", ["Empresa", "Embrapa", "Brazilian Agricultural", "البرازيل"])
def test_it_is_found_by_each_of_its_names_and_by_its_country(app: Flask, browser: Browser, words: str) -> None:
    with app.app_context(), writing() as session:
        an_organisation(
            session,
            "Empresa Brasileira de Pesquisa Agropecuária",
            source_language="pt",
            acronym="Embrapa",
            also_known_as=["Brazilian Agricultural Research Corporation"],
            country="BRA",
        )
    assert "Empresa Brasileira de Pesquisa Agropecuária" in browser.get("organisations.index", q=words).links()


def test_its_type_is_a_filter(app: Flask, browser: Browser) -> None:
    with app.app_context(), writing() as session:
        an_organisation(session, "Ministry of Water", organisation_type="10")
        an_organisation(session, "Water University", organisation_type="80")
    links = browser.get("organisations.index", type="80").links()
    assert "Water University" in links
    assert "Ministry of Water" not in links
