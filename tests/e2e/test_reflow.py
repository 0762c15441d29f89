"""On a screen of 1,280 whose text is made four times as large (320 remain), nothing is lost and nothing moves sideways.

That no page is wider than such a screen, and that axe finds nothing there, stands in test_access.py.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.e2e.walking import become

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("java_script", [True])]
LARGE, SMALL = {"width": 1280, "height": 1024}, {"width": 320, "height": 256}
# What can be read or pressed; what is folded on a small screen counts, for its summary opens it.
THERE = """() => {
  document.querySelectorAll("details").forEach((each) => { each.removeAttribute("name"); each.open = true; });
  const seen = (each) => each.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  return [...document.querySelectorAll("a, button, input:not([type=hidden]), select, textarea, h1, h2, h3, p, dd, td")]
    .filter(seen).map((each) => (each.innerText || each.name || each.id || "").replace(/\\s+/g, " ").trim()).sort();
}"""
SIDEWAYS = "document.documentElement.scrollWidth > innerWidth"


def what_is_there(page: Page, path: str, size: dict[str, int]) -> list[str]:
    page.set_viewport_size({"width": size["width"], "height": size["height"]})
    page.goto(path)
    found: list[str] = page.evaluate(THERE)
    assert not page.evaluate(SIDEWAYS), f"{path} moves sideways at {size['width']}"
    return found


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize(
    "path", ["/", "/solutions?goal=2", "/solutions/104-x", "/countries/KEN", "/pictures", "/about"]
)
def test_nothing_is_lost_for_visitors(visitor: Page, language: str, path: str) -> None:
    path = f"/{language}{path}"
    assert what_is_there(visitor, path, SMALL) == what_is_there(visitor, path, LARGE)


def test_nothing_is_lost_of_a_form(visitor: Page) -> None:
    become(visitor, "Amina")
    for path in ("/en/account", "/en/requests/new", "/en/requests/mine"):
        assert what_is_there(visitor, path, SMALL) == what_is_there(visitor, path, LARGE), path
