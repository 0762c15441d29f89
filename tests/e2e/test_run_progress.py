"""The page of a run that is under way goes on by itself, moves nobody's focus, and stops when the run is over."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.cli.ground import crux
from tests.e2e.conftest import Site

pytestmark = pytest.mark.browser
PAGE = "/en/weekly-mail/runs"


@pytest.mark.parametrize("java_script", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_counts_go_on_by_themselves_until_the_run_is_over(writer: Page, own_site: Site, java_script: bool) -> None:
    writer.goto("/dev/people")
    with writer.expect_navigation():
        writer.get_by_role("button", name="Sign in as Carla").click()
    assert crux("digest", "plan", **own_site.variables).returncode == 0
    writer.goto(PAGE)
    main = writer.get_by_role("main")
    expect(main).to_contain_text("you may close this page")
    if java_script:
        writer.locator("a").last.focus()
        writer.evaluate("document.documentElement.dataset.same = 'yes'")
    assert crux("digest", "send", **own_site.variables).returncode == 0
    expect(main).not_to_contain_text("you may close this page", timeout=15_000)
    assert writer.locator("[hx-trigger]").count() == 0
    assert writer.locator("meta[http-equiv=refresh]").count() == 0
    if java_script:
        assert writer.evaluate("document.documentElement.dataset.same") == "yes"
        assert writer.evaluate("document.activeElement.matches('a')")
        asked: list[str] = []
        writer.on("request", lambda request: asked.append(request.url))
        writer.wait_for_timeout(3_000)
        assert asked == []
