"""The language bar by keyboard, on a phone and on a desk, with and without JavaScript."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.core.test_language_links import BAR
from tests.e2e.conftest import with_and_without_javascript

pytestmark = pytest.mark.browser
PLACE = "/en/solutions?q=water&place=KEN"


def tab_to(page: Page, selector: str) -> None:
    """Press the tabulator until the focus stands on `selector`."""
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"The tabulator never came to {selector}")


@with_and_without_javascript
@pytest.mark.parametrize("width", [320, 360, 1280])
def test_every_language_is_reached_by_keyboard_and_shows_the_same_page(visitor: Page, width: int) -> None:
    visitor.set_viewport_size({"width": width, "height": 740})
    visitor.goto(PLACE)
    if width < 1000:
        expect(visitor.locator(".languages")).to_be_hidden()
        tab_to(visitor, ".fold-languages > summary")
        visitor.keyboard.press("Enter")
    expect(visitor.locator(".languages a")).to_have_text(BAR)
    for link in visitor.locator(".languages a").all():
        box = link.bounding_box()
        assert box is not None
        assert 0 <= box["x"] <= box["x"] + box["width"] <= width
        assert box["height"] >= (44 if width < 1000 else 24)
    tab_to(visitor, ".languages a[lang=ar]")
    visitor.keyboard.press("Enter")
    visitor.wait_for_url("**/ar/solutions?q=water&place=KEN")
    expect(visitor.locator("html")).to_have_attribute("dir", "rtl")


@pytest.mark.parametrize("java_script", [False])
def test_the_bar_of_a_page_from_right_to_left_begins_at_the_right(visitor: Page) -> None:
    visitor.set_viewport_size({"width": 1280, "height": 740})
    visitor.goto(PLACE.replace("/en/", "/ar/"))
    places = [link.bounding_box() for link in visitor.locator(".languages a").all()]
    assert [box["x"] for box in places if box] == sorted((box["x"] for box in places if box), reverse=True)
