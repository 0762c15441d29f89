"""A Chinese heading without a comma breaks where it must: the page is never wider than a phone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.languages.conftest import Site
from tests.languages.serving import Served, served
from tests.languages.visits import VISITS, address_of

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def confirmation(site: Site) -> Iterator[tuple[Served, str]]:
    """The site, and the page that says that the moderators have a message."""
    (visit,) = VISITS["site.corrected"]
    address = address_of(site.app, "site.corrected", visit, site.world, "zh")
    with served(site) as running:
        yield running, address


@pytest.mark.parametrize("width", [320, 360])
def test_a_long_heading_in_chinese_stays_on_the_screen(
    confirmation: tuple[Served, str], chromium: Browser, width: int
) -> None:
    running, address = confirmation
    with running.reader(chromium, width=width, locale="zh-CN") as page:
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
