"""A solution is a brief of two sheets of A4 at most, and a country's page is a sheet, in three writing systems."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.e2e.conftest import Site
from tests.e2e.walking import sheets_of

LONGEST = (29, 100, 101, 102, 103, 104)  # of the demonstration's solutions
COUNTRIES = ("XA", "XB", "KEN", "BRA")
LANGUAGES = ("en", "ar", "zh")
pytestmark = pytest.mark.browser


@pytest.fixture
def page(chromium: Browser, site: Site) -> Iterator[Page]:
    context = chromium.new_context(base_url=site.url)
    yield context.new_page()
    context.close()


def sheets(page: Page, address: str) -> int:
    answer = page.goto(address)
    assert answer is not None
    assert answer.status == 200, address
    return sheets_of(page)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_solution_prints_on_two_sheets_at_most(page: Page, language: str) -> None:
    found = {number: sheets(page, f"/{language}/solutions/{number}") for number in LONGEST}
    assert {number: count for number, count in found.items() if not 1 <= count <= 2} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_of_a_country_prints_as_one_sheet(page: Page, language: str) -> None:
    addresses = [f"/{language}/countries/{code}{more}" for code in COUNTRIES for more in ("", "/offer")]
    assert {address: sheets(page, address) for address in addresses} == dict.fromkeys(addresses, 1)


def test_on_paper_stands_how_to_cite_it_and_nothing_to_press(page: Page) -> None:
    page.goto("/en/solutions/104")
    page.emulate_media(media="print")
    assert page.locator(".cite-words").get_by_text("/solutions/104").is_visible()
    assert page.get_by_text("listing is not endorsement").is_visible()
    for words in ("Ask for this", "BibTeX", "Menu", "Skip to the content", "To show it on another site, copy this:"):
        assert not page.get_by_text(words, exact=True).is_visible(), words
