"""Opening an account, confirming its address, recovering it."""

from __future__ import annotations

import email
import email.policy
import re
import threading
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select
from sqlmodel import col

from app.accounts.models import Person, Subscriber
from app.accounts.service import remove_unconfirmed
from app.core.db import db, writing
from app.core.mail import Mail
from tests.accounts.conftest import a_person
from tests.accounts.signing_in import PASSWORD, enter
from tests.browser import Browser, Page
from tests.factories import a_subscriber

pytestmark = pytest.mark.both_engines
MORNING = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
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


def test_a_mail_says_truly_why_it_came(app: Flask) -> None:
    """Until an address is confirmed, all that is known is that somebody typed it."""
    a_person(app, "Amina")
    register(Browser(app))
    for address in ("amina@example.org", NEW["email"]):
        browser = Browser(app)
        browser.submit(browser.get("security.forgot_password"), {"email": address}, to="/en/recover")
    has, typed = "You have an account with this address.", "Somebody gave this address on our site."
    why = [has if has in text_of(mail) else typed if typed in text_of(mail) else "" for mail in mails(app)]
    assert why == [typed, has, typed]


def text_of(mail: email.message.EmailMessage) -> str:
    return str(mail.get_body(("plain",)).get_content())  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("addresses", "accounts", "sent"),
    [(("esi@example.org", "esi@example.org"), 1, {1, 2}), (("esi@example.org", "kofi@example.org"), 2, {2})],
)
def test_two_people_who_register_at_once_both_get_an_answer_and_nothing_is_half_done(
    app: Flask, addresses: tuple[str, str], accounts: int, sent: set[int]
) -> None:
    browsers = [Browser(app), Browser(app)]
    forms = [browser.get("security.register").form_values() for browser in browsers]
    statuses: list[int] = []

    def send(browser: Browser, form: dict[str, str], address: str) -> None:
        answer = browser.client.post("/en/register", data={**form, **NEW, "email": address})
        statuses.append(answer.status_code)

    threads = [threading.Thread(target=send, args=each) for each in zip(browsers, forms, addresses, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert statuses == [302, 302]
    with app.app_context():
        assert len(db.session.scalars(select(Person)).all()) == accounts
    # Of two at one address the second may come in time to be told by mail, or lose the race and change nothing.
    assert len(mails(app)) in sent


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"password": "short"}, "at least 15 characters"),
        ({"password": "password123456password"}, "harder to guess"),
        ({"password": "123456789012345"}, "others tried or lost"),
        ({"password": "esi@example.org Esi 1"}, "harder to guess"),
        ({"password": "geheim" * 200}, "at most 1,024 bytes"),
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


def test_opening_the_link_confirms_nothing_and_the_button_works_once(app: Flask, browser: Browser) -> None:
    register(browser)
    address = link_in(mails(app)[0])
    browser.client.head(address)
    shown = browser.get(address)
    assert "esi@example.org" in shown.text
    assert confirmed(app) == [None], "a mail program that opens links has changed nothing"
    browser.submit(shown, {}, to=address)
    (first,) = confirmed(app)
    assert first is not None
    again = browser.get(address)
    assert "confirmed before" in again.text
    assert confirmed(app) == [first]


def confirmed(app: Flask) -> list[datetime | None]:
    with app.app_context():
        return list(db.session.scalars(select(col(Person.confirmed_at))))


@pytest.mark.parametrize(("path", "days"), [("security.register", 6), ("security.forgot_password", 1)])
def test_a_link_that_is_too_old_says_so_and_offers_another(app: Flask, amina: int, path: str, days: int) -> None:
    browser = Browser(app)
    with time_machine.travel(MORNING, tick=False):
        form = browser.get(path)
        browser.submit(
            form, NEW if "register" in path else {"email": "amina@example.org"}, to=form.response.request.path
        )
    with time_machine.travel(MORNING + timedelta(days=days), tick=False):
        page = browser.get(link_in(mails(app)[0]))
    assert "too old. Ask for a new one here" in page.text
    assert page.form_values()["email"] == ""


def test_confirming_an_address_that_already_follows_a_search_makes_it_the_persons_own(
    app: Flask, browser: Browser
) -> None:
    with app.app_context(), writing() as session:
        a_subscriber(session, email="esi@example.org", name="")
    register(browser)
    browser.submit(browser.get(link_in(mails(app)[0])), {})
    with app.app_context():
        (subscriber,) = db.session.scalars(select(Subscriber)).all()
        (person,) = db.session.scalars(select(Person)).all()
        assert (subscriber.person_id, subscriber.name) == (person.id, "Esi")
        assert person.confirmed_at is not None


def test_who_finds_an_unconfirmed_account_at_their_address_takes_it_over_by_mail(app: Flask, browser: Browser) -> None:
    register(Browser(app), password="the password of a stranger")
    browser.submit(browser.get("security.forgot_password"), {"email": "esi@example.org"}, to="/en/recover")
    stale, reset = (link_in(mail) for mail in mails(app))
    browser.submit(browser.get(reset), {"password": PASSWORD, "password_confirm": PASSWORD}, to=reset)
    assert enter(browser, NEW["email"], PASSWORD).heading == "Your account"
    assert enter(Browser(app), NEW["email"], "the password of a stranger").heading == "Sign in"
    assert "not valid" in Browser(app).get(stale).text


def test_what_could_not_be_done_is_said_as_an_alert_and_not_as_if_it_were_done(browser: Browser) -> None:
    page = browser.get("/en/confirm/none")
    (alert,) = page.all(".//*[@role='alert']")
    assert "This link is not valid" in "".join(alert.itertext())
    assert not page.all(".//*[@class='notice notice-good']")


def test_an_account_that_nobody_confirmed_goes_with_its_link(app: Flask, browser: Browser, amina: int) -> None:
    with time_machine.travel(MORNING, tick=False):
        register(browser)
    for days, left in ((4, 2), (6, 1)):
        with app.app_context(), writing() as session:
            remove_unconfirmed(session, now=MORNING + timedelta(days=days))
        assert len(confirmed(app)) == left


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


def test_a_name_in_a_script_of_many_marks_is_too_long_before_its_column_is(app: Flask, browser: Browser) -> None:
    """A hundred letters of Devanagari, each of three parts, have no room in a column of 120 parts."""
    page = register(browser, name="\u0915\u094d\u0937" * 100)
    assert "Shorten this by" in page.text
