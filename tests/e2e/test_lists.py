"""A list in a real browser: coming back finds the place and the focus, and a comparison needs no script."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import with_and_without_javascript

pytestmark = pytest.mark.browser
SCROLLED = "scrollY"
with_javascript = pytest.mark.parametrize("java_script", [True])


@with_javascript
def test_back_from_a_record_finds_the_place_in_the_list_and_the_focus_on_its_link(visitor: Page) -> None:
    visitor.set_viewport_size({"width": 360, "height": 740})
    visitor.goto("/en/solutions?goal=2")
    link = visitor.locator(".rows h3 a").nth(12)
    link.scroll_into_view_if_needed()
    before, href = visitor.evaluate(SCROLLED), link.get_attribute("href")
    link.click()
    visitor.locator("article").wait_for()
    visitor.go_back()
    expect(visitor.locator(".rows h3 a").nth(12)).to_be_focused()
    assert visitor.evaluate("document.activeElement.getAttribute('href')") == href
    assert abs(visitor.evaluate(SCROLLED) - before) < 5


@with_javascript
def test_back_and_forward_over_filters_find_the_list_the_place_and_the_box(visitor: Page) -> None:
    visitor.set_viewport_size({"width": 1200, "height": 740})
    visitor.goto("/en/solutions")
    all_of_them = visitor.text_content(".list-count")
    visitor.click("label[for=facet-goal-2]")
    visitor.wait_for_selector(".chip")
    visitor.evaluate("scrollTo(0, 700)")
    visitor.go_back()
    visitor.wait_for_selector(".chip", state="detached")
    expect(visitor.locator(".list-count")).to_have_text(all_of_them or "")
    expect(visitor.locator("#facet-goal-2")).to_be_focused()
    expect(visitor.locator("#facet-goal-2")).not_to_be_checked()
    visitor.go_forward()
    visitor.wait_for_selector(".chip")
    expect(visitor.locator("#facet-goal-2")).to_be_checked()
    visitor.wait_for_function("scrollY > 600")


@with_and_without_javascript
def test_two_solutions_are_picked_compared_and_one_is_left_out(visitor: Page) -> None:
    visitor.set_viewport_size({"width": 360, "height": 740})
    visitor.goto("/en/solutions?goal=6")
    for number in (1, 2):
        visitor.get_by_role("link", name="Add to compare").first.click()
        visitor.wait_for_url(re.compile("ids=\\d+" + "&ids=\\d+" * (number - 1)))
    visitor.get_by_role("link", name="Compare 2 solutions").click()
    expect(visitor.locator("thead th")).to_have_count(2)
    assert visitor.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    visitor.get_by_role("link", name=re.compile("^Leave out")).first.click()
    expect(visitor.locator("thead th")).to_have_count(1)
    visitor.get_by_role("link", name="Back to the list").click()
    expect(visitor.locator(".chip")).to_have_count(2)  # the goal, and what is picked


@with_and_without_javascript
def test_the_filters_can_be_skipped_by_keyboard(visitor: Page) -> None:
    visitor.set_viewport_size({"width": 1200, "height": 740})
    visitor.goto("/en/solutions")
    skip = visitor.get_by_role("link", name="Skip to the results")
    skip.focus()
    visitor.keyboard.press("Enter")
    visitor.keyboard.press("Tab")
    assert visitor.evaluate("document.getElementById('found').contains(document.activeElement)")
