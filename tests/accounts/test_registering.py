"""Opening an account, confirming its address, recovering it."""

from __future__ import annotations

import email
import email.policy
import re
import threading
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.accounts.models import Person, Subscriber
from app.core.db import db
from app.core.mail import Mail
from tests.accounts.signing_in import PASSWORD, enter
from tests.browser import Browser, Page

pytestmark = pytest.mark.both_engines
NEW = {"name": "Esi", "email": "esi@example.org", "password": PASSWORD}


def register(browser: Browser, status: int = 200, **changes: str) -> Page:
    page = browser.get("security.register")
    return browser.submit(page, {**NEW, **changes}, action="", to="/en/register", status=status)


def mails(app: Flask) -> list[email.message.EmailMessage]:
    with app.app_context():
        rows = db.session.scalars(select(Mail).order_by(Mail.id)).all()  # type: ignore[arg-type]
        return [email.message_from_bytes(row.content, policy=email.policy.default) for row in rows]


def link_in(mail: email.message.EmailMessage) -> str:
    text = mail.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    found = re.search(r"http://localhost(/\S+)", text)
    assert found is not None
    return found.group(1)


def test_an_account_is_opened_by_confirming_its_address(app: Flask, browser: Browser) -> None:
    assert "esi@example.org" in register(browser).text
    assert enter(browser, NEW["email"], PASSWORD).heading == "Sign in", "not before the address is confirmed"
    (mail,) = mails(app)
    assert mail["To"] == "Esi <esi@example.org>"
    assert "confirmed" in browser.submit(browser.get(link_in(mail)), {}).text
    assert enter(browser, NEW["email"], PASSWORD).heading == "Your account"
    with app.app_context():
        assert db.session.scalars(select(Subscriber)).one().email == NEW["email"]


def test_a_known_address_gets_the_same_answer_and_another_mail(app: Flask) -> None:
    first = register(Browser(app)).text
    second = register(Browser(app)).text
    assert first == second
    assert [mail["Subject"] for mail in mails(app)] == ["Confirm your e-mail address", "You already have an account"]


def test_two_people_who_register_one_address_at_once_make_one_account(app: Flask) -> None:
    browsers = [Browser(app), Browser(app)]
    forms = [browser.get("security.register").form_values() for browser in browsers]
    statuses: list[int] = []

    def send(browser: Browser, form: dict[str, str]) -> None:
        statuses.append(browser.client.post("/en/register", data={**form, **NEW}).status_code)

    threads = [threading.Thread(target=send, args=pair) for pair in zip(browsers, forms, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert statuses == [302, 302]
    with app.app_context():
        assert len(db.session.scalars(select(Person)).all()) == 1


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"password": "short"}, "at least 15 characters"),
        ({"password": "password123456password"}, "harder to guess"),
        ({"password": ""}, "Enter a password"),
        ({"email": "esi"}, "such as name@example.org"),
        ({"email": ""}, "Enter"),
        ({"name": "  "}, "Enter your name"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(
    app: Flask, browser: Browser, changes: dict[str, Any], words: str
) -> None:
    page = register(browser, **changes)
    assert words in page.text
    assert page.form_values()["name"] == {**NEW, **changes}["name"].strip()
    assert page.title.startswith("Error: ")
    with app.app_context():
        assert db.session.scalars(select(Person)).all() == []


@pytest.mark.parametrize("path", ["/en/confirm/nonsense", "/en/recover/nonsense"])
def test_a_link_that_is_not_valid_says_so_and_offers_another(browser: Browser, path: str) -> None:
    page = browser.get(path)
    assert "Ask for a new one" in page.text
    assert page.form_values()["email"] == ""


def test_a_forgotten_password_is_replaced_by_a_link(app: Flask, browser: Browser, amina: int) -> None:
    page = browser.get("security.forgot_password")
    known = browser.submit(page, {"email": "amina@example.org"}, to="/en/recover")
    unknown = browser.submit(browser.get("security.forgot_password"), {"email": "no@example.org"}, to="/en/recover")
    assert known.text.replace("amina@", "") == unknown.text.replace("no@", "")
    (mail,) = mails(app)
    address = link_in(mail)
    fresh = "seven green boats on the river"
    form = browser.get(address)
    done = browser.submit(form, {"password": fresh, "password_confirm": fresh}, to=address)
    assert "changed" in done.text
    assert enter(browser, "amina@example.org", PASSWORD).heading == "Sign in"
    assert enter(browser, "amina@example.org", fresh).heading == "Your account"


def test_links_in_mails_name_the_configured_site_whatever_host_was_asked(app: Flask, amina: int) -> None:
    browser = Browser(app)
    values = browser.get("security.forgot_password").form_values()
    headers = {"Host": "evil.example"}
    browser.client.post("/en/recover", data={**values, "email": "amina@example.org"}, headers=headers)
    for mail in mails(app):
        assert b"evil.example" not in mail.as_bytes()


def test_the_pages_of_an_account_speak_arabic(app: Flask) -> None:
    for endpoint in ("security.login", "security.register", "security.forgot_password", "security.send_confirmation"):
        assert Browser(app, "ar").get(endpoint).root.get("dir") == "rtl"
