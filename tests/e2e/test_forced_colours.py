"""Whoever lets the system choose the colours still sees where the focus is, what is chosen, and every drawing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page

from tests.e2e.conftest import Site
from tests.e2e.walking import become

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("scheme", ["light", "dark"])]
DRAWN = ("/en/", "/en/solutions?goal=2", "/en/solutions/104-x", "/en/pictures")
# The shapes of drawings that stand out from the page by less than 3 to 1, by their classes. Goals keep their official
# colours, with their number on them; the rest of a bar is what its parts are seen against.
FAINT = """() => {
  const light = (colour) => {
    const parts = colour.match(/[\\d.]+/g)?.map(Number) ?? [];
    if (parts.length < 3 || parts[3] === 0) return null;
    const [r, g, b] = parts.map((v) => v / 255).map((v) => (v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4));
    return .2126 * r + .7152 * g + .0722 * b;
  };
  const paper = light(getComputedStyle(document.body).backgroundColor);
  const contrast = (colour) => {
    const own = light(colour);
    return own === null ? 0 : (Math.max(own, paper) + .05) / (Math.min(own, paper) + .05);
  };
  return [...document.querySelectorAll("svg :is(circle, ellipse, path, polygon, rect)")]
    .filter((each) => each.checkVisibility() && !each.matches(".goal-fill, .cut-rest, .cut-texture"))
    .filter((each) => Math.max(...["fill", "stroke"].map((of) => contrast(getComputedStyle(each)[of]))) < 3)
    .map((each) => `${each.closest("svg").getAttribute("class")} ${each.getAttribute("class")}`);
}"""


@pytest.fixture
def reader(chromium: Browser, site: Site, scheme: Literal["light", "dark"]) -> Iterator[Page]:
    context = chromium.new_context(base_url=site.url, color_scheme=scheme, forced_colors="active")
    yield context.new_page()
    context.close()


def style(page: Page, selector: str, name: str) -> str:
    return str(page.eval_on_selector(selector, f"(each) => getComputedStyle(each).getPropertyValue('{name}')"))


def test_every_drawing_stands_out_from_the_page(reader: Page) -> None:
    found = {}
    become(reader, "Amina")
    reader.goto("/en/requests/mine")
    request = (reader.locator("main .rows a").first.get_attribute("href") or "").rpartition("/")[2].partition("-")[0]
    for path in (*DRAWN, f"/en/requests/{request}/matches"):
        reader.goto(path)
        assert reader.locator("svg").count(), path
        found[path] = reader.evaluate(FAINT)
    assert {path: faint for path, faint in found.items() if faint} == {}


def test_what_has_the_focus_is_outlined_in_a_colour_of_the_system(reader: Page) -> None:
    reader.goto("/en/solutions")
    for selector in ("main .rows a", ".mast-nav a", "#search-words", "#facets [type=checkbox]"):
        reader.locator(selector).first.focus()
        reader.keyboard.press("Shift")  # the ring is for whoever uses keys
        assert style(reader, ":focus", "outline-style") == "solid", selector
        assert style(reader, ":focus", "outline-width") == "3px", selector
        assert style(reader, ":focus", "outline-color") != style(reader, "body", "background-color"), selector


def test_what_is_current_or_chosen_is_told_by_more_than_a_colour(reader: Page) -> None:
    reader.goto("/en/solutions?goal=2")
    assert style(reader, ".mast-nav a[aria-current]", "text-decoration-line") == "underline"
    assert style(reader, ".mast-nav a:not([aria-current])", "text-decoration-line") == "none"
    assert style(reader, ".sorts [aria-current]", "text-decoration-line") == "none"
    assert style(reader, ".sorts a:not([aria-current])", "text-decoration-line") == "underline"
    assert style(reader, ".chip", "border-block-start-style") == "solid"
    # The browser draws the boxes itself, with the colours of the system.
    assert style(reader, "#facets :checked", "appearance") == "auto"


def test_the_tab_of_the_page_is_underlined_and_the_others_are_not(reader: Page) -> None:
    reader.goto("/dev/people")
    with reader.expect_navigation():
        reader.get_by_role("button", name="Sign in as Carla").click()
    reader.goto("/en/translations")
    paper = style(reader, "body", "background-color")
    assert style(reader, ".tabs a[aria-current]", "border-block-end-color") != paper
    assert style(reader, ".tabs a:not([aria-current])", "border-block-end-color") == paper


def test_marks_have_a_line_around_them(reader: Page) -> None:
    reader.goto("/en/solutions?q=example")
    assert style(reader, ".mark-example", "border-block-start-width") != "0px"
