"""The demonstration's mailbox shows every mail with both parts, safely; production has none."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask

from app import Settings, create_app
from app.core.db import db, writing
from app.core.mail import post
from tests.browser import Browser
from tests.core.mail_ground import NOW, a_message, post_mails


@pytest.fixture
def mails(app: Flask) -> list[int]:
    with app.app_context():
        return post_mails(2)


def test_an_empty_mailbox_says_how_to_fill_it(browser: Browser) -> None:
    assert "No mail yet" in browser.get("/dev/mailbox/").text


def test_the_newest_mail_stands_first(browser: Browser, mails: list[int]) -> None:
    page = browser.get("/dev/mailbox/")
    assert [name for name in page.links() if name.startswith("Notice")] == ["Notice 2", "Notice 1"]


def test_a_mail_is_shown_with_both_parts(browser: Browser, mails: list[int]) -> None:
    page = browser.get(f"/dev/mailbox/{mails[0]}")
    assert page.heading == "Notice 1"
    assert "Good day" in page.text
    [frame] = page.all(".//iframe")
    assert frame.get("sandbox") == ""
    answer = browser.client.get(frame.get("src", ""))
    assert answer.get_data(as_text=True).strip().endswith("<p>Good day</p></body></html>")


def test_only_the_html_part_may_carry_style_and_nothing_may_run(browser: Browser, mails: list[int]) -> None:
    page = browser.get(f"/dev/mailbox/{mails[0]}")
    assert "unsafe-inline" not in page.response.headers["Content-Security-Policy"]
    assert "frame-src 'self'" in page.response.headers["Content-Security-Policy"]
    policy = browser.client.get(f"/dev/mailbox/{mails[0]}/html").headers["Content-Security-Policy"]
    assert "style-src 'unsafe-inline'" in policy
    assert "frame-ancestors 'self'" in policy
    assert policy.startswith("default-src 'none'")
    assert "script-src" not in policy


def test_links_of_the_text_part_can_be_followed(app: Flask, browser: Browser) -> None:
    with app.app_context(), writing() as session:
        mail_id = post(session, a_message(text="Open http://localhost/en/solutions now"), now=NOW).id
    page = browser.get(f"/dev/mailbox/{mail_id}")
    assert page.links()["http://localhost/en/solutions"] == "http://localhost/en/solutions"


def test_hostile_words_stay_words(app: Flask, browser: Browser) -> None:
    with app.app_context(), writing() as session:
        mail_id = post(session, a_message(text="<script>alert(1)</script>"), now=NOW).id
    assert not [s for s in browser.get(f"/dev/mailbox/{mail_id}").all(".//script") if not s.get("src")]


def test_the_mailbox_speaks_the_reader_s_language(app: Flask, mails: list[int]) -> None:
    answer = Browser(app).client.get("/dev/mailbox/", headers={"Accept-Language": "ar"})
    assert 'lang="ar" dir="rtl"' in answer.get_data(as_text=True)


@pytest.mark.both_engines
@pytest.mark.parametrize("page", ["", "/html"])
def test_a_number_that_no_mail_can_have_is_not_found(browser: Browser, page: str) -> None:
    for number in (2**31 - 1, 2**31, 10**18, 10**30):
        browser.get(f"/dev/mailbox/{number}{page}", status=404)


def test_production_has_no_mailbox(settings: Settings) -> None:
    production = create_app(replace(settings, mode="production", base_url="https://crux.example.org"))
    with production.app_context():
        [mail_id] = post_mails(1)
        db.session.close()
    browser = Browser(production)
    for path in ("/dev/mailbox/", f"/dev/mailbox/{mail_id}", f"/dev/mailbox/{mail_id}/html"):
        browser.get(path, status=404)
    with production.app_context():
        db.engine.dispose()
