"""A visitor finds solutions by words of the text and by names of goals, sectors and places, in any language."""

from __future__ import annotations

import pytest
from flask import Flask

from app.core.db import writing
from tests.browser import Browser
from tests.factories import a_solution

pytestmark = pytest.mark.both_engines

TANKS = "Rainwater tanks for schools"
SEEDS = "Community seed banks"
GOAL = ["clean water", "eau propre", "المياه النظيفة", "清洁饮水"]
PLACE = ["Kenya", "Afrique orientale", "كينيا", "肯尼亚"]


@pytest.fixture(autouse=True)
def catalogue(app: Flask) -> None:
    with app.app_context(), writing() as session:
        a_solution(
            session,
            TANKS,
            approach="Parents build ferrocement cisterns.",
            claims=("6.1",),
            sectors=["energy"],
            countries_of_origin=["KEN"],
        )
        a_solution(session, SEEDS, claims=("2",), sectors=["agriculture"], countries_of_origin=["BOL"])


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize(
    "words",
    [
        "cisterns",
        "clean water",
        "eau propre",
        "المياه النظيفة",
        "清洁饮水",
        "Kenya",
        "كينيا",
        "肯尼亚",
        "Afrique orientale",
    ],
)
def test_words_of_the_text_and_names_in_four_languages_find_it(app: Flask, language: str, words: str) -> None:
    page = Browser(app, language).get("solutions.index", q=words)
    assert TANKS in page.links()
    assert SEEDS not in page.links()


@pytest.mark.parametrize("words", ["Energy", "Énergie", "الطاقة", "能源"])
def test_the_name_of_its_sector_finds_it_in_four_languages(browser: Browser, words: str) -> None:
    assert TANKS in browser.get("solutions.index", q=words).links()


def test_a_goal_and_a_sub_region_narrow_the_list_together(browser: Browser) -> None:
    page = browser.get("solutions.index", goal="6", place="014")
    assert TANKS in page.links()
    assert SEEDS not in page.links()


def test_a_goal_is_found_through_any_of_its_targets(browser: Browser) -> None:
    assert TANKS in browser.get("solutions.index", goal="6.1").links()


def test_two_places_of_different_size_are_joined_not_crossed(browser: Browser) -> None:
    page = browser.get("/en/solutions?place=014&place=BOL")
    assert {TANKS, SEEDS} <= page.links().keys()


def test_each_filter_is_a_chip_that_leads_to_the_list_without_it(browser: Browser) -> None:
    page = browser.get("solutions.index", q="tanks", goal="6", place="014")
    chip = next(url for words, url in page.links().items() if words.startswith("Remove the filter Region"))
    assert chip == "/en/solutions?q=tanks&goal=6"


def test_an_empty_list_names_the_one_filter_to_drop_and_what_that_gives(browser: Browser) -> None:
    page = browser.get("solutions.index", goal="6", place="BOL")
    links = page.links()
    dropped = next(words for words in links if words.startswith("Search without"))
    assert "1 result" in page.text
    assert (
        len([row for row in browser.get(links[dropped]).all(".//li") if "row" in (row.get("class") or "").split()]) == 1
    )


def test_an_empty_list_offers_to_ask_for_a_partner(browser: Browser) -> None:
    links = browser.get("solutions.index", q="xylophone").links().values()
    assert any(link.startswith("/en/requests/new") for link in links)


def test_a_solution_just_published_is_found_at_once(app: Flask, browser: Browser) -> None:
    browser.get("solutions.index")
    with app.app_context(), writing() as session:
        a_solution(session, "Fog nets on dry coasts")
    assert "Fog nets on dry coasts" in browser.get("solutions.index", q="fog").links()
