"""While somebody types, what is like their text appears beside it: seldom asked for, and never in their way."""

from __future__ import annotations

import time
from collections.abc import Iterator
from itertools import pairwise

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from tests.e2e.conftest import Site, visiting
from tests.e2e.walking import become

pytestmark = pytest.mark.browser
TITLE = "Rainwater harvesting tanks for schools in dry districts"
LEAST_PAUSE = 0.8  # seconds between two questions


@pytest.fixture
def editor(chromium: Browser, own_site: Site) -> Iterator[Page]:
    with visiting(chromium, own_site, java_script=True) as page:
        become(page, "Budi")
        page.goto("/en/solutions/offer")
        with page.expect_navigation():
            page.locator("main form button").first.click()
        yield page


def test_it_is_asked_at_most_every_800_milliseconds_and_the_focus_stays(editor: Page) -> None:
    asked: list[float] = []

    def note(request: Request) -> None:
        if request.url.endswith("/alike"):
            asked.append(time.monotonic())

    editor.on("request", note)
    editor.locator("[name=title]").press_sequentially(TITLE, delay=30)
    editor.locator("[name=standfirst]").press_sequentially("Roofs feed tanks. ", delay=30)
    expect(editor.get_by_role("heading", name="Is it one of these solutions?")).to_be_visible()
    editor.keyboard.type("Pupils drink in the dry season.", delay=30)
    editor.wait_for_timeout(1500)
    assert editor.evaluate("document.activeElement.name") == "standfirst"
    assert editor.input_value("[name=standfirst]") == "Roofs feed tanks. Pupils drink in the dry season."
    assert 2 <= len(asked) <= 5
    assert all(later - earlier >= LEAST_PAUSE for earlier, later in pairwise(asked))
    expect(editor.locator(".beside .rows > li").first).to_contain_text("Both")


def test_what_is_to_be_mended_takes_the_focus_and_leads_to_its_field(chromium: Browser, own_site: Site) -> None:
    context = chromium.new_context(base_url=own_site.url, locale="en-GB", reduced_motion="reduce")
    page = context.new_page()
    become(page, "Budi")
    page.goto("/en/solutions/offer")
    for _ in ("begin", "send it empty"):
        with page.expect_navigation():
            page.locator("main form button").first.click()
    assert page.evaluate("document.activeElement.className") == "error-summary"
    assert page.title().startswith("Error: ")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.name") == "title"
    context.close()
