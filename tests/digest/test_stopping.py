"""Stopping the digest: only a POST acts, one click is enough, again is fine, and it needs no account."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from app.accounts.models import Subscriber
from app.core.audit import AuditEvent
from app.core.db import db, writing
from app.core.mail import MailState
from app.digest import jobs
from app.digest.tokens import stop_token, view_token
from tests.browser import Browser
from tests.core.mail_ground import Letterbox
from tests.digest.ground import (
    EARLIER,
    NOW,
    Offers,
    a_candidate,
    digests,
    mails,
    received,
    send_all,
    subscribe,
)

pytestmark = pytest.mark.both_engines
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
def link(app: Flask, offers: Offers) -> str:
    [key] = subscribe()
    return f"/en/digest/stop/{stop_token(key, EARLIER)}"


def stopped() -> bool:
    db.session.rollback()
    return db.session.scalars(select(Subscriber)).one().stopped_at is not None


def test_opening_the_link_only_asks(link: str, browser: Browser) -> None:
    for _ in range(3):
        assert browser.get(link).heading == "Stop these mails"
    assert browser.client.head(link).status_code == 200
    assert not stopped()


def test_the_button_stops_the_mails(link: str, browser: Browser) -> None:
    page = browser.submit(browser.get(link), {}, to=link)
    assert "have stopped" in page.heading
    assert stopped()


def test_one_click_of_a_mail_program_stops_them_without_cookie_or_form_token(
    app: Flask, link: str, browser: Browser
) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    answer = browser.client.post(link, data=ONE_CLICK)
    assert (answer.status_code, answer.headers.getlist("Set-Cookie")) == (200, [])
    assert stopped()


def test_a_second_click_is_as_good_as_the_first(link: str, browser: Browser) -> None:
    first, second = (browser.client.post(link, data=ONE_CLICK) for _ in range(2))
    assert (first.status_code, second.status_code) == (200, 200)
    assert len(db.session.scalars(select(AuditEvent)).all()) == 1


def test_the_link_works_when_the_account_is_gone(link: str, browser: Browser) -> None:
    with writing() as session:
        session.delete(session.scalars(select(Subscriber)).one())
    assert "have stopped" in browser.post(link).heading


def test_an_old_link_does_not_stop_a_later_subscriber_with_the_same_number(
    app: Flask, offers: Offers, browser: Browser
) -> None:
    [key] = subscribe()
    browser.post(f"/en/digest/stop/{stop_token(key, EARLIER - timedelta(days=30))}")
    assert not stopped()


def test_the_link_is_good_for_two_years_and_then_says_so(app: Flask, browser: Browser, offers: Offers) -> None:
    [key] = subscribe()
    with time_machine.travel(NOW, tick=False):
        link = f"/en/digest/stop/{stop_token(key, EARLIER)}"
    with time_machine.travel(NOW + timedelta(days=729), tick=False):
        browser.get(link)
    with time_machine.travel(NOW + timedelta(days=731), tick=False):
        browser.get(link, status=410)


@pytest.mark.parametrize("spoil", [lambda t: t[:-2], lambda t: "x" + t, lambda t: t.upper(), lambda _: "1"])
def test_an_altered_link_leads_nowhere(link: str, browser: Browser, spoil: object) -> None:
    path, _, token = link.rpartition("/")
    browser.get(f"{path}/{spoil(token)}", status=404)  # type: ignore[operator]
    browser.post(f"{path}/{spoil(token)}", status=404)  # type: ignore[operator]
    assert not stopped()


def test_a_link_for_reading_does_not_stop_anything(app: Flask, offers: Offers, browser: Browser) -> None:
    [key] = subscribe()
    browser.post(f"/en/digest/stop/{view_token(key)}", status=404)
    assert not stopped()


def test_no_mail_leaves_after_the_click(app: Flask, offers: Offers, letterbox: Letterbox, browser: Browser) -> None:
    [key] = subscribe()
    offers.to_all = [a_candidate(1)]
    jobs.plan_due(now=NOW)
    browser.post(f"/en/digest/stop/{stop_token(key, EARLIER)}")
    send_all(app)
    assert letterbox.taken == []
    assert mails()[0].state is MailState.CANCELLED


def test_the_links_in_a_mail_work(app: Flask, offers: Offers, letterbox: Letterbox, browser: Browser) -> None:
    subscribe()
    offers.to_all = [a_candidate(1)]
    jobs.plan_everybody(now=NOW)
    send_all(app)
    [stop_link, _] = str(received(letterbox)["List-Unsubscribe"]).split(", ")
    browser.get(stop_link.strip("<>").removeprefix("http://localhost"))
    seen = browser.client.get(f"/en/digest/mail/{view_token(int(digests()[0].id or 0))}")
    assert b"Rainwater harvesting 1" in seen.data
    assert "'unsafe-inline'" in seen.headers["Content-Security-Policy"]
    assert seen.headers["Cache-Control"] == "no-store"
