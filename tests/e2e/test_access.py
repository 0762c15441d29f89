"""axe finds nothing on any kind of page, in either direction and on either paper."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page

from tests.e2e.conftest import Site
from tests.e2e.walking import become

AXE = Path(__file__).resolve().parents[1] / "vendor" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PUBLIC = [
    "/", "/solutions", "/solutions?q=water&goal=6&place=002", "/solutions?q=qqqq&goal=6", "/exchanges",
    "/organisations", "/requests", "/about", "/sign-in", "/register", "/recover", "/nowhere", "/pictures",
    "/countries/KEN", "/compare?ids=1,2,3", "/solutions?view=table",
]  # fmt: skip
LISTS = ["/solutions", "/exchanges", "/requests", "/organisations"]
OWN = ["/account", "/account/sessions", "/requests/mine", "/requests/new"]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize(
        ("language", "scheme", "width"),
        # 320 is what remains of a screen of 1,280 when its text is made four times as large.
        [("en", "light", 1280), ("ar", "dark", 320), ("zh", "light", 1280), ("en", "dark", 320)],
        ids=lambda value: str(value),
    ),
]


@pytest.fixture
def reader(chromium: Browser, site: Site, scheme: Literal["light", "dark"], width: int) -> Iterator[Page]:
    context = chromium.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, base_url=site.url, reduced_motion="reduce"
    )
    yield context.new_page()
    context.close()


def test_public_pages(reader: Page, language: str) -> None:
    found: dict[str, list[str]] = {}
    paths = [f"/{language}{path}" for path in PUBLIC]
    for path in LISTS:
        reader.goto(f"/{language}{path}")
        paths += [link.get_attribute("href") or "" for link in reader.locator("main .rows > li h3 a").all()[:2]]
    for path in [*paths, "/dev/mailbox/", "/dev/people"]:
        reader.goto(path)
        found |= faults(reader, path)
    assert found == {}


def test_pages_of_a_focal_point(reader: Page, language: str) -> None:
    become(reader, "Amina")
    found: dict[str, list[str]] = {}
    reader.goto(f"/{language}/requests/mine")
    request = reader.locator("main .rows a").first.get_attribute("href") or ""
    number = request.rpartition("/")[2].partition("-")[0]
    for path in [*(f"/{language}{path}" for path in OWN), request, f"/{language}/requests/{number}/matches"]:
        reader.goto(path)
        found |= faults(reader, path)
    assert found == {}


def faults(page: Page, path: str) -> dict[str, list[str]]:
    """What axe finds wrong, and whether anything is wider than the screen."""
    page.evaluate(f"() => {{ {AXE.read_text(encoding='utf-8')} }}")
    options = json.dumps({"runOnly": {"type": "tag", "values": RULES}})
    result = page.evaluate(f"async () => (await window.axe.run(document, {options})).violations")
    wrong = [f"{each['id']}: {each['nodes'][0]['html'][:160]}" for each in result]
    if page.evaluate("() => document.documentElement.scrollWidth > window.innerWidth"):
        wrong.append("wider than the screen")
    return {path: wrong} if wrong else {}
