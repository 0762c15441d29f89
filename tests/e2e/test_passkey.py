"""A passkey in a real browser, on a device that Chromium plays: added, then shown at the next sign-in."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from playwright.sync_api import Browser, CDPSession, Page, expect

from tests.e2e.conftest import Site, served, visiting

PASSWORD = "three quiet wells and a lamp"
EMAIL = "esi@example.net"


@pytest.fixture
def named_site(demo_template: Path, tmp_path: Path) -> Iterator[Site]:
    """Browsers bind passkeys to a name, never to a number."""
    with served(demo_template, tmp_path, name="localhost") as running:
        yield running


@pytest.fixture
def esi(chromium: Browser, named_site: Site) -> Iterator[Page]:
    """Signed in to an account that she has just opened."""
    with visiting(chromium, named_site, java_script=True) as page:
        page.goto("/en/register")
        for field, words in (("name", "Esi"), ("email", EMAIL), ("password", PASSWORD)):
            page.locator(f'main [name="{field}"]').fill(words)
        page.locator("main form button").click()
        page.goto(link_mailed(named_site))
        page.get_by_role("button", name="Yes, this is my address").click()
        enter(page)
        page.get_by_role("heading", name="Your account").wait_for()
        yield page


def link_mailed(site: Site) -> str:
    """The address of the first link of the newest mail."""
    path = site.variables["CRUX_DATABASE_URL"].removeprefix("sqlite:///")
    with sqlite3.connect(path) as database:
        (content,) = database.execute("SELECT content FROM mail ORDER BY id DESC LIMIT 1").fetchone()
    text = message_from_bytes(content, policy=policy.default).get_body(("plain",))
    return re.findall(rf"{site.url}\S+", text.get_content())[0]  # type: ignore[no-any-return, union-attr]


def enter(page: Page) -> None:
    page.goto("/en/sign-in")
    page.locator('main [name="email"]').fill(EMAIL)
    page.locator('main [name="password"]').fill(PASSWORD)
    page.locator("main form button").first.click()


def with_device(page: Page) -> tuple[CDPSession, str]:
    """Let Chromium play a phone whose owner always says yes."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    device = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    return devtools, devtools.send("WebAuthn.addVirtualAuthenticator", {"options": device})["authenticatorId"]


def test_a_passkey_is_added_and_opens_the_account_again(esi: Page) -> None:
    devtools, device = with_device(esi)
    esi.goto("/en/account/second-factor/passkeys/new")
    expect(esi.get_by_text("The code of an app works without")).to_be_hidden()
    esi.get_by_label("Name of the passkey").fill("My phone")
    esi.get_by_role("button", name="Add a passkey").click()
    esi.get_by_role("heading", name="Your recovery codes").wait_for()
    assert len(devtools.send("WebAuthn.getCredentials", {"authenticatorId": device})["credentials"]) == 1
    esi.goto("/en/account/second-factor")
    expect(esi.get_by_text("My phone")).to_be_visible()
    esi.goto("/en/account")
    esi.get_by_role("button", name="Sign out").click()
    enter(esi)
    esi.get_by_role("button", name="Use your passkey").click()
    esi.get_by_role("heading", name="Your account").wait_for()


def test_where_the_device_gives_none_the_page_says_so_and_can_be_tried_again(esi: Page) -> None:
    esi.goto("/en/account/second-factor/passkeys/new")
    esi.evaluate(
        "() => { navigator.credentials.create = () => Promise.reject(new DOMException('no', 'NotAllowedError')); }"
    )
    esi.get_by_role("button", name="Add a passkey").click()
    expect(esi.get_by_role("alert")).to_contain_text("The browser gave no passkey")
    expect(esi.get_by_role("button", name="Add a passkey")).to_be_enabled()
