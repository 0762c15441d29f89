"""Another e-mail address for an account: confirmed from the new mailbox, stopped from the old."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage

import pytest
import time_machine
from flask import Flask

from app.accounts.models import Person, Subscriber
from app.accounts.service import subscriber_for
from app.core.db import db, utc_now, writing
from app.core.mail import Mail, MailState, Message, post
from app.core.upkeep import tidy_up
from app.digest.readers import held_since
from tests.accounts.conftest import a_person
from tests.accounts.signing_in import PASSWORD, enter, sign_in, sign_in_alone
from tests.accounts.test_registering import link_in, mails
from tests.browser import Browser, Page
from tests.factories import a_subscriber

pytestmark = pytest.mark.both_engines
ASK = "/en/account/address"
OLD, NEW = "amina@example.org", "amina@ministry.example"
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def signed_in(app: Flask, person_id: int) -> Browser:
    browser = Browser(app)
    sign_in_alone(browser, person_id)
    return browser


def ask(browser: Browser, email: str = NEW, password: str = PASSWORD, *, status: int = 200) -> Page:
    return browser.submit(browser.get(ASK), {"email": email, "password": password}, to=ASK, status=status)


def to(app: Flask, address: str) -> list[EmailMessage]:
    return [mail for mail in mails(app) if address in mail["To"]]


def confirm(browser: Browser, app: Flask, *, address: str = NEW) -> Page:
    return browser.submit(browser.get(link_in(to(app, address)[-1])), {})


def stop(app: Flask) -> Page:
    """As whoever reads the old mailbox, in a browser of their own."""
    visitor = Browser(app)
    return visitor.submit(visitor.get(link_in(to(app, OLD)[-1])), {}, action="")


def address_of(app: Flask, person_id: int) -> str:
    with app.app_context():
        return db.session.get_one(Person, person_id).email


def test_the_new_mailbox_confirms_and_everything_follows(app: Flask, amina: int) -> None:
    with app.app_context(), writing() as session:
        subscriber_for(session, session.get_one(Person, amina), now=utc_now())
        post(session, Message("news", OLD, "Amína", "en", "New", "New", "<p>New</p>", "n:1", amina), now=utc_now())
    browser, other = signed_in(app, amina), signed_in(app, amina)
    assert NEW in ask(browser).text
    assert address_of(app, amina) == OLD, "not before the new mailbox has confirmed"
    assert "is changed" in confirm(browser, app).text
    assert other.get("accounts.show").heading == "Sign in"
    assert enter(Browser(app), OLD, PASSWORD).heading == "Sign in"
    assert enter(Browser(app), NEW, PASSWORD).heading == "Your account"
    assert [mail["To"] for mail in to(app, NEW) if mail["Subject"] == "New"] == [f"Amína <{NEW}>"]
    with app.app_context():
        assert db.session.query(Subscriber).one().email == NEW
        assert {mail.to_address for mail in db.session.query(Mail) if mail.kind == "news"} == {NEW}


def test_mail_programs_that_open_the_links_change_nothing(app: Flask, amina: int) -> None:
    browser = signed_in(app, amina)
    ask(browser)
    for address in (NEW, OLD):
        for visitor in (browser, Browser(app)):
            visitor.get(link_in(to(app, address)[-1]))
    assert address_of(app, amina) == OLD
    assert confirm(browser, app).heading == "Your account"


def test_in_a_mistyped_mailbox_the_link_opens_nobodys_account(app: Flask, amina: int) -> None:
    ask(signed_in(app, amina))
    link = link_in(to(app, NEW)[-1])
    assert Browser(app).get(link).heading == "Sign in"
    signed_in(app, a_person(app, "Budi")).get(link, status=404)
    assert address_of(app, amina) == OLD


def test_the_old_mailbox_stops_it(app: Flask, amina: int) -> None:
    browser = signed_in(app, amina)
    ask(browser)
    assert stop(app).heading == "Set a new password"
    assert browser.get("accounts.show").heading == "Sign in", "whoever asked is out"
    assert enter(Browser(app), OLD, PASSWORD).heading == "Sign in", "and the password that they knew is of no use"
    Browser(app).get(link_in(to(app, NEW)[-1]), status=200)
    assert address_of(app, amina) == OLD


def test_the_old_mailbox_takes_back_what_is_done(app: Flask, amina: int) -> None:
    """Whoever got hold of the account cannot be too quick for its person."""
    browser = signed_in(app, amina)
    ask(browser)
    confirm(browser, app)
    stop(app)
    assert address_of(app, amina) == OLD
    assert browser.get("accounts.show").heading == "Sign in"
    visitor = Browser(app)
    visitor.submit(visitor.get("security.forgot_password"), {"email": OLD}, to="/en/recover")
    page = visitor.get(link_in(to(app, OLD)[-1]))
    new = "seven green boats on the river"
    visitor.submit(page, {"password": new, "password_confirm": new})
    assert enter(Browser(app), OLD, new).heading == "Your account"


def test_a_stopped_account_whose_old_address_is_anothers_by_now_is_closed(app: Flask, amina: int) -> None:
    browser = signed_in(app, amina)
    ask(browser)
    confirm(browser, app)
    another = a_person(app, "Another", email=OLD)
    stop(app)
    assert (address_of(app, amina), address_of(app, another)) == (NEW, OLD)
    assert enter(Browser(app), NEW, PASSWORD).heading == "Sign in"


def test_links_work_once_and_for_a_time(app: Flask, amina: int) -> None:
    with time_machine.travel(NOON, tick=False):
        browser = signed_in(app, amina)
        ask(browser)
        first = link_in(to(app, NEW)[-1])
        ask(browser, "amina@elsewhere.example")
        browser.get(first, status=404)
        second = link_in(to(app, "amina@elsewhere.example")[-1])
        browser.get(second[:-2] + "xx", status=404)
        browser.submit(browser.get(second), {})
        browser.get(second, status=404)
    with time_machine.travel(NOON + timedelta(days=8), tick=False):
        signed_in(app, amina).get(second, status=410)
        Browser(app).get(link_in(to(app, OLD)[-1]), status=410)


@pytest.mark.parametrize("purpose", ["address-confirm", "address-stop"])
def test_a_link_does_not_do_the_work_of_the_other(app: Flask, amina: int, purpose: str) -> None:
    browser = signed_in(app, amina)
    ask(browser)
    confirming, stopping = (link_in(to(app, address)[-1]) for address in (NEW, OLD))
    token = (confirming if purpose == "address-confirm" else stopping).rpartition("/")[2]
    path = "address-stop" if purpose == "address-confirm" else "address"
    browser.get(f"/en/account/{path}/{token}", status=404)


@pytest.mark.parametrize(
    ("email", "password", "said"),
    [
        (NEW, "not the password of anybody", "The password is not right"),
        (OLD.upper(), PASSWORD, "this one is yours already"),
        ("nowhere", PASSWORD, "Enter an e-mail address such as"),
        ("", PASSWORD, "Enter your e-mail address"),
        ("a" * 400 + "@example.org", PASSWORD, "Shorten this"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_no_mail_leaves(
    app: Flask, amina: int, email: str, password: str, said: str
) -> None:
    browser = signed_in(app, amina)
    assert said in ask(browser, email, password, status=422).text
    assert mails(app) == []


def test_an_address_in_use_gets_the_same_answer_and_as_many_mails(app: Flask, amina: int) -> None:
    a_person(app, "Budi")
    answers = []
    for email in ("budi@example.org", NEW):
        before = len(mails(app))
        page = ask(signed_in(app, amina), email)
        answers.append((page.text.replace(email, "…"), len(mails(app)) - before))
    assert answers[0] == answers[1]
    told = to(app, "budi@example.org")[-1]
    assert told["Subject"] == "You already have an account"
    assert not re.search("/account/address", told.get_body(("plain",)).get_content())  # type: ignore[union-attr]


def test_an_address_that_another_took_in_the_meantime_stays_theirs(app: Flask, amina: int) -> None:
    browser = signed_in(app, amina)
    ask(browser)
    a_person(app, "Another", email=NEW.upper())
    browser.get(link_in(to(app, NEW)[0]), status=404)
    assert address_of(app, amina) == OLD


def test_two_changes_a_day_are_enough_and_failures_do_not_count(app: Flask, amina: int) -> None:
    with time_machine.travel(NOON, tick=False):
        browser = signed_in(app, amina)
        ask(browser, password="not the password of anybody", status=422)
        for number in range(2):
            ask(browser, f"amina{number}@example.org")
        assert ask(browser, "amina3@example.org", status=429).response.headers["Retry-After"]


def test_whoever_has_a_second_factor_shows_it_first(app: Flask, amina: int) -> None:
    without = signed_in(app, amina)
    sign_in(Browser(app), amina)  # sets one up
    assert without.get(ASK).heading == "Enter the code of your app"
    browser = Browser(app)
    sign_in(browser, amina)
    assert "finishes the change" in ask(browser).text


def test_an_address_that_only_followed_a_search_becomes_the_accounts(app: Flask, amina: int) -> None:
    with app.app_context(), writing() as session:
        subscriber_for(session, session.get_one(Person, amina), now=utc_now())
        a_subscriber(session, email=NEW)
    browser = signed_in(app, amina)
    ask(browser)
    confirm(browser, app)
    with app.app_context():
        theirs = db.session.query(Subscriber).filter_by(email=NEW).one()
        assert theirs.person_id == amina


def test_after_a_week_nothing_of_the_change_is_kept(app: Flask, amina: int) -> None:
    with time_machine.travel(NOON, tick=False):
        ask(signed_in(app, amina))
    with app.app_context():
        tidy_up(now=NOON + timedelta(days=8))
        assert db.session.connection().exec_driver_sql("SELECT count(*) FROM address_change").scalar() == 0


def test_what_the_former_mailbox_refused_leaves_for_the_new_one(app: Flask, amina: int) -> None:
    """The usual reason to change an address is that nothing arrives at it any more."""
    with app.app_context(), writing() as session:
        subscriber_for(session, session.get_one(Person, amina), now=utc_now())
        mail = post(session, Message("news", OLD, "A", "en", "New", "New", "<p>New</p>", "n:1", amina), now=utc_now())
        mail.state, mail.last_reply = MailState.HELD, "550 nobody here"
    browser = signed_in(app, amina)
    ask(browser)
    confirm(browser, app)
    with app.app_context():
        [news] = [mail for mail in db.session.query(Mail) if mail.kind == "news"]
        assert (news.to_address, news.state, news.last_reply) == (NEW, MailState.RENDERED, "")
        assert held_since(db.session, db.session.query(Subscriber).one()) is None


def test_what_the_new_mailbox_refused_before_it_was_confirmed_is_of_the_past(app: Flask, amina: int) -> None:
    with app.app_context(), writing() as session:
        subscriber_for(session, session.get_one(Person, amina), now=utc_now())
        post(
            session, Message("news", NEW, "A", "en", "N", "N", "<p>N</p>", "n:2"), now=utc_now()
        ).state = MailState.HELD
    browser = signed_in(app, amina)
    ask(browser)
    confirm(browser, app)
    with app.app_context():
        assert held_since(db.session, db.session.query(Subscriber).one()) is None
