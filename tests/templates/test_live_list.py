"""A list that changes in place: what the reader has opened, ticked and focused stays; what came is spoken."""

from __future__ import annotations

from mimetypes import guess_type
from types import SimpleNamespace as Row
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route

from app.core.assets import sources
from tests.templates.rendering import draw
from tests.templates.test_components import option

pytestmark = pytest.mark.browser
SITE = "http://crux.example"
IMPORTS = """{% from "components/facets.html" import facet_form %}
{% from "components/chips.html" import chips as chip_list %}
{% from "components/listing.html" import list_head %}"""
LISTING = """<div id="listing" class="listing">{{ facet_form(facets, "/en/solutions") }}
<div class="listing-found">{{ list_head(count) }}{{ chip_list(chips, "/en/solutions") }}</div></div>"""
PAGE = '{% extends "base.html" %}{% block content %}<h1>Solutions</h1>' + IMPORTS + LISTING + "{% endblock %}"


def answer(route: Route) -> None:
    """Our files, the page, or for htmx the part that changes."""
    address = urlsplit(route.request.url)
    if address.path.startswith("/static/"):
        path = address.path.removeprefix("/static/")
        route.fulfill(body=dict(sources())[path], content_type=guess_type(path)[0])
        return
    chosen = parse_qs(address.query).get("goal", [])
    facets = [
        Row(
            name="goal",
            label="Goal",
            options=[option(code, chosen=code in chosen) for code in "23"],
            chosen=bool(chosen),
        ),
        Row(name="sector", label="Sector", options=[option("water")], chosen=False),
    ]
    chips = [Row(facet_label="Goal", label=code, url="/en/solutions") for code in chosen]
    source = IMPORTS + LISTING if "hx-request" in route.request.headers else PAGE
    route.fulfill(
        body=draw(source, facets=facets, chips=chips, count=f"{9 - len(chosen)} solutions"),
        content_type="text/html; charset=utf-8",
    )


@pytest.fixture
def page(chromium: Browser) -> Page:
    page = chromium.new_context(viewport={"width": 360, "height": 900}).new_page()
    page.route("**/*", answer)
    page.goto(f"{SITE}/en/solutions")
    page.click(".filters > summary")
    page.click("#facet-sector > summary")
    return page


def tick(page: Page, code: str) -> None:
    with page.expect_response(lambda response: f"goal={code}" in response.url):
        page.click(f"label[for=facet-goal-{code}]")
    page.wait_for_selector(".chip")


def test_ticking_a_filter_changes_the_list_and_the_address(page: Page) -> None:
    tick(page, "2")
    assert page.text_content(".list-count") == "8 solutions"
    assert urlsplit(page.url).query == "goal=2"


def test_the_new_count_is_spoken(page: Page) -> None:
    tick(page, "2")
    assert page.text_content("#spoken[role=status]") == "8 solutions"


def test_the_focus_stays_on_what_was_ticked(page: Page) -> None:
    tick(page, "2")
    assert page.evaluate("document.activeElement.id") == "facet-goal-2"


def test_what_the_reader_has_unfolded_stays_open(page: Page) -> None:
    tick(page, "2")
    assert page.evaluate("document.querySelector('.filters').open && document.querySelector('#facet-sector').open")


def test_removing_a_filter_by_its_chip_unticks_its_box(page: Page) -> None:
    tick(page, "2")
    page.click(".chip")
    page.wait_for_selector(".chip", state="detached")
    assert not page.is_checked("#facet-goal-2")


def test_when_the_part_cannot_be_had_the_whole_page_is_fetched(page: Page) -> None:
    page.route(
        "**/*goal=3*",
        lambda route: route.fulfill(status=500) if "hx-request" in route.request.headers else answer(route),
    )
    with page.expect_navigation(url="**goal=3**"):
        page.click("label[for=facet-goal-3]")
    assert page.text_content(".list-count") == "8 solutions"
