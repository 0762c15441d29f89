"""A moderator answers fifty things by keyboard alone; words that are typed are counted apart."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.cli.ground import ROOT, environment
from tests.e2e.conftest import Site, served, visiting
from tests.e2e.fifty import MANY

pytestmark = pytest.mark.browser
MOST_KEYS = 4  # a decision
FOCUSED = "[...document.querySelectorAll('[data-open]')].indexOf(document.activeElement)"


@pytest.fixture
def busy_site(demo_template: Path, tmp_path: Path) -> Iterator[Site]:
    with served(demo_template, tmp_path) as running:
        variables = environment(**running.variables)
        subprocess.run([sys.executable, "-m", "tests.e2e.fifty"], cwd=ROOT, env=variables, check=True)
        yield running


@pytest.fixture
def moderator(chromium: Browser, busy_site: Site) -> Iterator[Page]:
    with visiting(chromium, busy_site, java_script=True) as page:
        page.goto("/dev/people")
        with page.expect_navigation():
            page.get_by_role("button", name="Sign in as Carla").click()
        page.goto("/en/moderation")
        yield page


class Keyboard:
    """Counts what is pressed; after a key that leads on, waits for the next page."""

    def __init__(self, page: Page) -> None:
        self.page, self.pressed = page, 0

    def press(self, key: str, *, leads_to: str = "") -> None:
        self.pressed += 1
        if not leads_to:
            self.page.keyboard.press(key)
            return
        with self.page.expect_navigation(wait_until="load"):
            self.page.keyboard.press(key)
        self.page.locator(leads_to).first.wait_for()


def test_fifty_things_are_answered_by_keys_alone_at_most_four_each(moderator: Page) -> None:
    most = 0
    for number in range(MANY):
        keys = Keyboard(moderator)
        keys.press("o", leads_to="#decide-head")
        answer = "pcn"[number % 3]
        if answer != "p":
            keys.press(answer)  # leads to the reasons
            keys.press("2")
        keys.press(answer, leads_to="#listing")
        most = max(most, keys.pressed)
    assert "Nothing waits here." in moderator.inner_text("#listing")
    assert most <= MOST_KEYS


def test_j_and_k_move_u_takes_back_and_keys_do_nothing_while_typing(moderator: Page) -> None:
    keys = Keyboard(moderator)
    for key, row in (("j", 0), ("j", 1), ("k", 0)):
        keys.press(key)
        assert moderator.evaluate(FOCUSED) == row
    keys.press("Enter", leads_to="#decide-head")
    moderator.focus("#words")
    moderator.keyboard.type("pcnu 1?")
    assert moderator.input_value("#words") == "pcnu 1?"
    moderator.locator("#words").fill("")
    moderator.locator("h1").click()
    keys.press("p", leads_to="#listing")
    keys.press("u", leads_to="#decide-head")
    assert "Held by you" in moderator.inner_text("main")


def test_switched_off_no_key_acts(moderator: Page) -> None:
    moderator.goto("/en/moderation/settings")
    moderator.uncheck("[name=keys]")
    moderator.get_by_role("button", name="Save").click()
    moderator.goto("/en/moderation")
    moderator.keyboard.press("o")
    moderator.wait_for_timeout(300)
    assert moderator.url.endswith("/en/moderation")
