"""What somebody writes is kept while they write; what cannot be kept stays on the page, and a quiet line says so."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from tests.e2e.conftest import Site
from tests.e2e.walking import become

pytestmark = pytest.mark.browser
TITLE = "Rainwater tanks for schools"
SAVED = re.compile(r"Saved \d\d:\d\d")
WRITERS = {"solutions": ("Budi", "/en/solutions/offer"), "requests": ("Amina", "/en/requests/new")}


@pytest.fixture(params=WRITERS)
def writer(chromium: Browser, own_site: Site, request: pytest.FixtureRequest) -> Iterator[Page]:
    """On the first page of a form, with its title to write."""
    name, start = WRITERS[request.param]
    context = chromium.new_context(base_url=own_site.url, locale="en-GB", viewport={"width": 360, "height": 740})
    page = context.new_page()
    become(page, name)
    page.goto(start)
    with page.expect_navigation():
        page.locator("main form button").first.click()
    if request.param == "requests":
        page.goto(f"{page.url}/title")
    yield page
    context.close()


def line(page: Page) -> Locator:
    return page.locator("[data-autosaved]")


def test_what_is_typed_is_kept_three_seconds_later_and_there_after_a_reload(writer: Page) -> None:
    expect(line(writer)).to_be_hidden()
    writer.locator("[name=title]").press_sequentially(TITLE)
    expect(line(writer)).to_have_text(SAVED, timeout=8000)
    assert writer.evaluate("document.activeElement.name") == "title"
    writer.reload()
    assert writer.input_value("[name=title]") == TITLE


def test_what_is_left_is_kept_at_once_spoken_seldom_and_continue_goes_on(writer: Page) -> None:
    writer.fill("[name=title]", TITLE)
    writer.keyboard.press("Tab")
    expect(line(writer)).to_have_text(SAVED, timeout=2500)
    expect(writer.locator("#spoken")).to_have_text(SAVED)
    writer.evaluate("document.getElementById('spoken').textContent = ''")
    writer.fill("[name=title]", f"{TITLE} in dry districts")
    with writer.expect_response(lambda answer: answer.status == 204):
        writer.keyboard.press("Tab")
    assert writer.inner_text("#spoken") == ""
    address = writer.url
    writer.locator("main form button", has_text="Save and see the task list").click()
    expect(writer).not_to_have_url(address)
    expect(writer.locator("h1")).to_contain_text("in dry districts")


def test_without_the_server_the_text_stays_and_is_kept_when_it_is_back(writer: Page) -> None:
    def away(route: Route) -> None:
        if route.request.method == "POST":
            route.abort()
        else:
            route.continue_()

    writer.route("**/draft/**", away)
    writer.fill("[name=title]", TITLE)
    writer.keyboard.press("Tab")
    expect(line(writer)).to_contain_text("Not saved: no connection")
    expect(writer.locator("#spoken")).to_contain_text("Not saved: no connection")
    assert writer.input_value("[name=title]") == TITLE
    writer.unroute("**/draft/**")
    writer.evaluate("dispatchEvent(new Event('online'))")
    expect(line(writer)).to_have_text(SAVED)


def test_signed_out_the_line_says_so_and_continue_gives_the_text_back(writer: Page) -> None:
    writer.context.clear_cookies()
    writer.fill("[name=title]", TITLE)
    writer.keyboard.press("Tab")
    expect(line(writer)).to_contain_text("you are signed out")
    writer.locator("main form button", has_text="Continue").click()
    expect(writer.locator("h1")).to_have_text("You are signed out")
    assert writer.locator("[name=title]").input_value() == TITLE


def test_what_another_tab_has_saved_is_not_written_over(writer: Page) -> None:
    other = writer.context.new_page()
    other.goto(writer.url)
    other.fill("[name=title]", "Written in the other tab")
    other.keyboard.press("Tab")
    expect(line(other)).to_have_text(SAVED)
    writer.fill("[name=title]", TITLE)
    writer.keyboard.press("Tab")
    expect(line(writer)).to_contain_text("Not saved yet")
    writer.locator("main form button", has_text="Continue").click()
    expect(writer.get_by_text("Written in the other tab")).to_be_visible()
    assert writer.input_value("[name=title]") == TITLE
