"""From an institution's draft to the public log, and an answer across borders; others see nothing of any step."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.people import People, clears, fill, path_of, press
from tests.moderation.typed import ANSWERS

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize(
        ("language", "java_script"), [("en", True), ("ar", False)], ids=["in English", "in Arabic, without JavaScript"]
    ),
]
SECRET_WORDS = "Only for those whom it concerns, 2026"
LATER = "A survey of 2025: ninety-two of a hundred."


def drafts_and_sends(people: People) -> str:
    """Esra writes a solution of the ministry page by page; the path of its state page."""
    page = people.at("esra", "solutions/offer")
    press(page)
    tasks = page.url.rpartition("/")[0]
    for name, answers in {**ANSWERS, "origin": {"country": "XA"}}.items():
        page.goto(f"{tasks}/{name}")
        fill(page, answers)
        press(page)
    page.goto(f"{tasks}/check")
    press(page)
    return path_of(page).removesuffix("/state") + "/state"


def opens_queue(people: People) -> Page:
    page = people.at("chen", "moderation")
    press(page, "main .rows a")
    return page


def test_a_solution_goes_from_its_ministry_by_the_focal_point_and_a_moderator_to_everybody(people: People) -> None:
    state = drafts_and_sends(people)
    number = state.split("/")[1]
    assert people.status("dina", state) == 404
    assert people.status("dina", "countries/XA/desk") == 404
    expect(people.at("chen", "moderation").locator("main .rows a")).to_have_count(0)

    clears(people, "abel", "XA")
    page = opens_queue(people)
    item = path_of(page)
    assert people.status("dina", item) == people.status("esra", item) == 404
    page.locator("main [name=reasons]").first.check()
    page.locator("main [name=words]").fill(SECRET_WORDS)
    press(page, "main button[name=act][value=changes]")

    page = people.at("esra", state)
    expect(page.locator("main", has_text=SECRET_WORDS)).to_be_visible()
    press(page, f"main form[action*='/solutions/{number}/edit'] button")
    tasks = page.url
    page.goto(f"{tasks}/evidence")
    fill(page, {"evidence-3.8": LATER})
    press(page)
    page.goto(f"{tasks}/check")
    press(page)
    clears(people, "abel", "XA")

    page = opens_queue(people)
    expect(page.locator("main ins", has_text="2025").first).to_be_visible()
    press(page, "main button[name=act][value=publish]")
    assert people.status("visitor", f"solutions/{number}") == 200
    press(people["chen"], "main form[action*='/moderation/undo/'] button")
    assert people.status("visitor", f"solutions/{number}") == 404
    page = opens_queue(people)
    press(page, "main button[name=act][value=publish]")

    log = people.at("visitor", "decisions")
    expect(log.locator("main", has_text=ANSWERS["summary"]["title"])).to_be_visible()
    for name in ("visitor", "dina"):
        assert SECRET_WORDS not in people.at(name, "decisions").content()
        assert SECRET_WORDS not in people.at(name, f"solutions/{number}").content()
        assert people.status(name, state) == 404 or name == "visitor"


def test_an_answer_leaves_its_country_only_when_the_focal_point_clears_it(people: People) -> None:
    request = f"requests/{people.keys.pop('request')}"
    page = people.at("bima", f"{request}/offer")
    page.locator("main [name=message]").fill(SECRET_WORDS)
    page.locator("main [name=route]").first.check()
    press(page)
    offer = path_of(page)
    for name in ("abel", "dina", "chen"):
        assert people.status(name, offer) == 404
        assert "Delta Office" not in people.at(name, request).content()

    clears(people, "bola", "XB")
    expect(people.at("abel", offer).locator("main", has_text=SECRET_WORDS)).to_be_visible()
    assert "Delta Office" in people.at("abel", request).content()
    assert people.status("dina", offer) == 404
    assert "Delta Office" not in people.at("dina", request).content()
