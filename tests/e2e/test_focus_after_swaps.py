"""Whoever changes a list by keyboard goes on from where they are: the focus is never lost when a part is replaced."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("java_script", [True])]
# The list, what is pressed on it and how, and what has the focus when the new list is there.
PUBLIC = [
    ("/en/solutions", "#facet-goal-2", "Space", "#facet-goal-2"),
    ("/en/solutions", ".sorts a[href*='sort=evidence']", "Enter", "a[href*='sort=evidence']"),
    ("/en/solutions", ".sorts a[href*='view=table']", "Enter", "a[href*='view=table']"),
    ("/en/solutions", ".row-acts a[hx-get]", "Enter", "main a"),
    ("/en/solutions", ".paging a", "Enter", ".list-count"),
    ("/en/solutions?goal=2", ".chip", "Enter", ".list-count"),
    ("/en/solutions?goal=2&q=water", ".chip", "Enter", ".chip"),
    ("/en/solutions?goal=2&q=water", ".chips-clear", "Enter", ".list-count"),
    ("/en/solutions?ids=1&ids=2", ".picked .chip", "Enter", ".picked .chip"),
    ("/en/exchanges", "#facet-goal-2", "Space", "#facet-goal-2"),
    ("/en/requests?view=table", ".sorts a:not([aria-current])", "Enter", ".sorts a"),
    ("/en/organisations", ".sorts a:not([aria-current])", "Enter", ".sorts a"),
]


def after_the_swap(page: Page, path: str, selector: str, key: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(path)
    place = page.locator(selector).first
    place.focus()
    page.evaluate("document.addEventListener('htmx:after:swap', () => { document.body.dataset.swapped = 'yes'; })")
    page.keyboard.press(key)
    page.locator("body[data-swapped]").wait_for()


@pytest.mark.parametrize(("path", "selector", "key", "focused"), PUBLIC)
def test_on_a_list(visitor: Page, path: str, selector: str, key: str, focused: str) -> None:
    after_the_swap(visitor, path, selector, key)
    assert visitor.evaluate("(wanted) => document.activeElement.matches(wanted)", focused)


def test_at_the_desk_of_translations(visitor: Page) -> None:
    visitor.goto("/dev/people")
    with visitor.expect_navigation():
        visitor.get_by_role("button", name="Sign in as Carla").click()
    after_the_swap(visitor, "/en/translations", ".tabs a[href*='state=untranslated']", "Enter")
    assert visitor.evaluate("document.activeElement.matches('.tabs [aria-current]')")
