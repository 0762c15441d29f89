"""Several people at once, each in a browser of their own, and what they do by the names of fields."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from typing import Any

from passlib.totp import TOTP  # type: ignore[import-untyped]
from playwright.sync_api import Page

from tests.accounts.signing_in import PASSWORD


@dataclass
class People:
    """A browser for each person, signed in with password and code when it is first asked for."""

    visit: Callable[[], AbstractContextManager[Page]]
    language: str
    keys: dict[str, str]
    open: ExitStack

    def __post_init__(self) -> None:
        self._pages: dict[str, Page] = {}

    def __getitem__(self, name: str) -> Page:
        if name not in self._pages:
            page = self.open.enter_context(self.visit())
            self._pages[name] = page
            if name in self.keys:
                self._sign_in(page, name)
        return self._pages[name]

    def _sign_in(self, page: Page, name: str) -> None:
        page.goto(f"/{self.language}/sign-in")
        page.locator("main [name=email]").fill(f"{name}@example.org")
        page.locator("main [name=password]").fill(PASSWORD)
        page.locator("main form[method=post] button[type=submit]").first.click()
        page.locator("main [name=code]").fill(TOTP(key=self.keys[name]).generate().token)
        page.locator("main form[method=post] button[type=submit]").first.click()
        page.locator("main [name=code]").wait_for(state="detached")

    def at(self, name: str, path: str) -> Page:
        """The person's browser at a page."""
        page = self[name]
        page.goto(f"/{self.language}/{path}")
        return page

    def status(self, name: str, path: str) -> int:
        answer = self[name].request.get(f"/{self.language}/{path}")
        return answer.status


def press(page: Page, selector: str = "main form[method=post] button[type=submit]") -> None:
    page.locator(selector).first.click()
    page.locator("main h1").wait_for()


def fill(page: Page, answers: dict[str, Any]) -> None:
    for name, value in answers.items():
        for one in value if isinstance(value, list) else [value]:
            box = page.locator(f'main [name="{name}"][value="{one}"]')
            if box.count():
                box.check()
            elif page.locator(f'main select[name="{name}"]').count():
                page.locator(f'main select[name="{name}"]').select_option(one)
            else:
                page.locator(f'main [name="{name}"]').fill(one)


def path_of(page: Page) -> str:
    return page.url.partition("://")[2].partition("/")[2].partition("/")[2]


def clears(people: People, name: str, country: str) -> None:
    """The focal point clears what waits longest on the country's desk."""
    desk = people.at(name, f"countries/{country}/desk")
    press(desk, f"main a[href*='/countries/{country}/desk/']")
    press(desk, "main button[name=decision][value=cleared]")
