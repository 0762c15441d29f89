"""The page of one solution: its address, what can be copied first, and where its facts come from."""

from __future__ import annotations

from decimal import Decimal

import pytest
from flask import Flask

from app.core.db import writing
from app.translation.models import TranslationState
from app.translation.service import store_translation
from tests.browser import Browser
from tests.factories import LONG_AGO, a_solution
from tests.site.ground import one_of_each

pytestmark = pytest.mark.both_engines


TITLES = ["خزانات مياه الأمطار للمدارس", "学校雨水收集池", "Écoles d’été: l’eau", "100 % !", "???"]


@pytest.mark.parametrize("ending", ["1", "1-another-name", "1-Rainwater-tanks-for-schools"])
def test_a_stale_or_missing_name_leads_to_the_present_address(app: Flask, browser: Browser, ending: str) -> None:
    with app.app_context(), writing() as session:
        a_solution(session)
    answer = browser.client.get(f"/en/solutions/{ending}")
    assert (answer.status_code, answer.headers["Location"]) == (308, "/en/solutions/1-rainwater-tanks-for-schools")


@pytest.mark.parametrize(
    "title", ["خزانات مياه الأمطار للمدارس", "学校雨水收集池", "Écoles d’été: l’eau", "100 % !", "???"]
)
def test_a_title_in_any_script_has_an_address_that_works(app: Flask, browser: Browser, title: str) -> None:
    with app.app_context(), writing() as session:
        a_solution(session, title)
    assert browser.get("solutions.show", solution_id=1).heading == title


@pytest.mark.parametrize("number", ["2", "0", "99999999999999999999", "1x"])
def test_an_unknown_number_is_answered_kindly(app: Flask, browser: Browser, number: str) -> None:
    with app.app_context(), writing() as session:
        a_solution(session)
    assert browser.get(f"/en/solutions/{number}", status=404).heading == "Page not found"


def test_what_can_be_copied_comes_before_the_story(app: Flask, browser: Browser) -> None:
    with app.app_context(), writing() as session:
        a_solution(
            session,
            challenge="Dry schools.",
            building_blocks=[{"name": "Tank", "needs": "Cement", "lesson": "Shade it"}],
            cost_amount=Decimal("1200.00"),
            cost_currency="USD",
            cost_year=2024,
            what_failed="Plastic tanks cracked.",
            results=[{"indicator": "Schools with water", "baseline": 0, "actual": 210, "year": 2024}],
        )
    text = browser.get("solutions.show", solution_id=1).text
    order = ["What can I copy?", "Cement", "1,200 US dollars (prices of 2024)", "Plastic tanks", "Dry schools.", "210"]
    assert sorted(order, key=text.index) == order


def test_a_record_of_which_little_is_known_shows_no_empty_headings(app: Flask, browser: Browser) -> None:
    with app.app_context(), writing() as session:
        one_of_each(session)
    text = browser.get("solutions.show", solution_id=1).text
    for heading in ("What can I copy?", "Results", "Cost", "Maturity", "Not provided", "None"):
        assert heading not in text


def test_a_documented_record_says_so_and_how_to_correct_remove_or_claim_it(app: Flask, browser: Browser) -> None:
    with app.app_context(), writing() as session:
        one_of_each(session)
    page = browser.get("solutions.show", solution_id=1)
    assert (
        "Documented from public sources; not submitted or confirmed by the countries or institutions named; "
        "recorded on 23 November 2026." in page.text
    )
    assert {"/en/correct/solution/1", "/en/claim/solution/1"} <= set(page.links().values())


def test_what_the_catalogue_assigned_is_told_from_what_the_source_says(app: Flask, browser: Browser) -> None:
    with app.app_context(), writing() as session:
        one_of_each(session)
    assert browser.get("solutions.show", solution_id=1).text.count("assigned by this catalogue, not by the source") == 2


def test_the_source_is_linked_with_its_language_and_the_day_it_was_read(app: Flask, browser: Browser) -> None:
    with app.app_context(), writing() as session:
        one_of_each(session)
    page = browser.get("solutions.show", solution_id=1)
    link = next(a for a in page.all(".//a") if a.get("href") == "https://example.org/report")
    assert link.get("hreflang") == "es"
    assert page.all(".//blockquote")[0].get("lang") == "es"
    assert "In Spanish" in page.text
    assert "Read on 22 November 2026." in page.text


def test_the_exchanges_of_a_solution_stand_on_its_page(app: Flask, browser: Browser) -> None:
    with app.app_context(), writing() as session:
        one_of_each(session)
    assert "Rainwater tanks: two countries" in browser.get("solutions.show", solution_id=1).links()


def test_an_approved_translation_is_read_and_found_in_its_language(app: Flask) -> None:
    with app.app_context(), writing() as session:
        solution = a_solution(session)
        title = "خزانات للمدارس"
        store_translation(session, solution, "title", "ar", title, state=TranslationState.APPROVED, now=LONG_AGO)
    arabic = Browser(app, "ar")
    assert title in arabic.get("solutions.index", q="خزانات").links()
    assert arabic.get("solutions.show", solution_id=1).heading == title


def test_a_text_in_another_language_names_it(app: Flask) -> None:
    with app.app_context(), writing() as session:
        a_solution(session, "Citernes pour les écoles", source_language="fr")
    page = Browser(app, "en").get("solutions.show", solution_id=1)
    assert "In French" in page.text
    assert [element.get("lang") for element in page.all(".//h1/bdi")] == ["fr"]
