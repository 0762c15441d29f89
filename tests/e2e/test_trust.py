"""From an institution's draft to the public log, and an answer across borders; others see nothing of any step."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

import pytest
from passlib.totp import TOTP  # type: ignore[import-untyped]
from playwright.sync_api import Browser, Page, expect

from tests.accounts.signing_in import PASSWORD
from tests.cli.ground import ROOT, environment
from tests.e2e.conftest import Site, visiting
from tests.moderation.typed import ANSWERS

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize(
        ("language", "java_script"), [("en", True), ("ar", False)], ids=["in English", "in Arabic, without JavaScript"]
    ),
]
SECRET_WORDS = "Only for those whom it concerns, 2026"
LATER = "A survey of 2025: ninety-two of a hundred."


@dataclass
class People:
    """A browser for each person, signed in with password and code when it is first asked for."""

    chromium: Browser
    site: Site
    language: str
    java_script: bool
    keys: dict[str, str]
    open: ExitStack

    def __post_init__(self) -> None:
        self._pages: dict[str, Page] = {}

    def __getitem__(self, name: str) -> Page:
        if name not in self._pages:
            page = self.open.enter_context(visiting(self.chromium, self.site, java_script=self.java_script))
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


@pytest.fixture
def people(chromium: Browser, own_site: Site, language: str, java_script: bool) -> Iterator[People]:
    program = [sys.executable, "-m", "tests.e2e.people_of_trust"]
    done = subprocess.run(
        program, cwd=ROOT, env=environment(**own_site.variables), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    keys = dict(line.split(maxsplit=1) for line in done.stdout.splitlines() if " " in line and not line.startswith("{"))
    with ExitStack() as stack:
        yield People(chromium, own_site, language, java_script, keys, stack)


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


def drafts_and_sends(people: People) -> str:
    """Esra writes a solution of the ministry page by page; the path of its state page."""
    page = people.at("esra", "solutions/offer")
    press(page)
    tasks = page.url
    for name, answers in {**ANSWERS, "origin": {"country": "XA"}}.items():
        page.goto(f"{tasks}/{name}")
        fill(page, answers)
        press(page)
    page.goto(f"{tasks}/check")
    press(page)
    return path_of(page).removesuffix("/state") + "/state"


def path_of(page: Page) -> str:
    return page.url.partition("://")[2].partition("/")[2].partition("/")[2]


def clears(people: People, name: str, country: str) -> None:
    """The focal point clears what waits longest on the country's desk."""
    desk = people.at(name, f"countries/{country}/desk")
    press(desk, f"main a[href*='/countries/{country}/desk/']")
    press(desk, "main button[name=decision][value=cleared]")


def opens_queue(people: People) -> Page:
    page = people.at("chen", "moderation")
    press(page, "main .rows a")
    return page


def test_a_solution_goes_from_its_ministry_by_the_focal_point_and_a_moderator_to_everybody(people: People) -> None:
    state = drafts_and_sends(people)
    number = state.split("/")[1]
    assert people.status("dina", state) == 404
    assert people.status("dina", "countries/XA/desk") == 404
    expect(people.at("chen", "moderation").locator("main .rows a")).to_have_count(0)

    clears(people, "abel", "XA")
    page = opens_queue(people)
    item = path_of(page)
    assert people.status("dina", item) == people.status("esra", item) == 404
    page.locator("main [name=reasons]").first.check()
    page.locator("main [name=words]").fill(SECRET_WORDS)
    press(page, "main button[name=act][value=changes]")

    page = people.at("esra", state)
    expect(page.locator("main", has_text=SECRET_WORDS)).to_be_visible()
    press(page, f"main form[action*='/solutions/{number}/edit'] button")
    tasks = page.url
    page.goto(f"{tasks}/evidence")
    fill(page, {"evidence-3.8": LATER})
    press(page)
    page.goto(f"{tasks}/check")
    press(page)
    clears(people, "abel", "XA")

    page = opens_queue(people)
    expect(page.locator("main ins", has_text="2025").first).to_be_visible()
    press(page, "main button[name=act][value=publish]")
    assert people.status("visitor", f"solutions/{number}") == 200
    press(people["chen"], "main form[action*='/moderation/undo/'] button")
    assert people.status("visitor", f"solutions/{number}") == 404
    page = opens_queue(people)
    press(page, "main button[name=act][value=publish]")

    log = people.at("visitor", "decisions")
    expect(log.locator("main", has_text=ANSWERS["summary"]["title"])).to_be_visible()
    for name in ("visitor", "dina"):
        assert SECRET_WORDS not in people.at(name, "decisions").content()
        assert SECRET_WORDS not in people.at(name, f"solutions/{number}").content()
        assert people.status(name, state) == 404 or name == "visitor"


def test_an_answer_leaves_its_country_only_when_the_focal_point_clears_it(people: People) -> None:
    request = f"requests/{people.keys.pop('request')}"
    page = people.at("bima", f"{request}/offer")
    page.locator("main [name=message]").fill(SECRET_WORDS)
    page.locator("main [name=route]").first.check()
    press(page)
    offer = path_of(page)
    for name in ("abel", "dina", "chen"):
        assert people.status(name, offer) == 404
        assert "Delta Office" not in people.at(name, request).content()

    clears(people, "bola", "XB")
    expect(people.at("abel", offer).locator("main", has_text=SECRET_WORDS)).to_be_visible()
    assert "Delta Office" in people.at("abel", request).content()
    assert people.status("dina", offer) == 404
    assert "Delta Office" not in people.at("dina", request).content()
