"""The home page: what it counts is true, and nothing invented is in it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from app.core.db import writing
from app.core.records import Standing, Visibility
from tests.accounts.conftest import a_person
from tests.accounts.signing_in import sign_in
from tests.browser import Browser, Page
from tests.factories import LONG_AGO, a_solution, an_exchange
from tests.site.ground import one_of_each

pytestmark = pytest.mark.both_engines


def figures(page: Page) -> dict[str, int]:
    """Label → number, as the page shows them."""
    items = [item for part in page.all(".//ul") if part.get("class") == "figures" for item in part]
    words = [" ".join("".join(item.itertext()).split()) for item in items]
    return {text.partition(" ")[2]: int(text.partition(" ")[0]) for text in words}


def test_each_figure_counts_exactly_what_its_label_says(app: Flask, browser: Browser) -> None:
    with app.app_context(), writing() as session:
        one_of_each(session)
        a_solution(session, "Seed banks", claims=("2.3",), countries_of_origin=["BOL"], standing=Standing.DOCUMENTED)
        a_solution(session, "Frost warnings", claims=("2", "13"), countries_of_origin=["PER", "BOL"])
    assert figures(browser.get("site.home")) == {
        "solution confirmed by its institution": 1,
        "documented solutions": 2,
        "documented exchange": 1,
        "countries with a solution": 3,
        "of the 17 goals served": 3,
    }


def test_invented_examples_are_in_no_figure(app: Flask, browser: Browser) -> None:
    with app.app_context(), writing() as session:
        one_of_each(session)
    before = figures(browser.get("site.home"))
    with app.app_context(), writing() as session:
        a_solution(session, "Invented", claims=("1",), countries_of_origin=["XA"], standing=Standing.EXAMPLE)
        an_exchange(session, "Invented too", goals=["1"], provider_countries=["XA"], standing=Standing.EXAMPLE)
    assert figures(browser.get("site.home")) == before


def test_what_only_members_may_see_is_in_no_figure(app: Flask, browser: Browser) -> None:
    with app.app_context(), writing() as session:
        a_solution(session, "Not open", claims=("1",), countries_of_origin=["KEN"], visibility=Visibility.MEMBERS)
    assert set(figures(browser.get("site.home")).values()) == {0}


def test_the_newest_solutions_are_shown_the_latest_first(app: Flask, browser: Browser) -> None:
    with app.app_context(), writing() as session:
        for day in (3, 8, 1, 9, 5, 2, 7, 4, 6):
            a_solution(session, f"Practice of day {day}", published_at=LONG_AGO + timedelta(days=day))
    shown = [words for words in browser.get("site.home").links() if words.startswith("Practice")]
    assert shown == [f"Practice of day {day}" for day in (9, 8, 7, 6, 5, 4)]


def test_what_was_just_done_is_told_on_the_home_page_too(app: Flask, browser: Browser) -> None:
    """Whoever goes home instead of where the act led is told there."""
    sign_in(browser, a_person(app))
    form = browser.get("accounts.show").form_values()
    assert browser.client.post("/en/account", data=form).status_code == 302
    assert "Your account is saved." in browser.get("site.home").text
