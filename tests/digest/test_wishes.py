"""A reader's own page: how often, when, of what, not before which day; what was sent, and why something was not."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask

from app.accounts.models import Subscriber
from app.core.db import db
from app.digest import jobs
from app.digest.sections import LABELS
from app.digest.tokens import own_token, stop_token
from tests.browser import Browser, Page
from tests.core.mail_ground import Clock, Letterbox
from tests.digest.ground import EARLIER, NOW, Offers, a_candidate, change_subscriber, send_all, subscribe

pytestmark = pytest.mark.both_engines
PLAIN = {"frequency": "weekly", "weekday": "0", "hour": "7", "zone": "UTC", "topics": ["matches"]}


@pytest.fixture
def page(app: Flask, offers: Offers) -> str:
    """The page of one reader without an account."""
    app.extensions[LABELS] = {"matches": "New matches"}
    [key] = subscribe()
    with time_machine.travel(EARLIER, tick=False):
        return f"/en/weekly-mail/of/{own_token(key, EARLIER)}"


def reader() -> Subscriber:
    db.session.rollback()
    return db.session.get_one(Subscriber, 1)


def say(browser: Browser, page: str, *, status: int = 200, **wishes: Any) -> Page:
    return browser.submit(browser.get(page), {**PLAIN, **wishes}, to=page, status=status)


def day(day: int, month: int, year: int) -> dict[str, Any]:
    return {"paused_until-day": str(day), "paused_until-month": str(month), "paused_until-year": str(year)}


def week(app: Flask, number: int) -> None:
    now = NOW + timedelta(weeks=number)
    jobs.plan_due(now=now)
    send_all(app, Clock(now))


def test_what_was_chosen_is_kept_and_shown(page: str, browser: Browser) -> None:
    say(browser, page, frequency="monthly", weekday="3", hour="18", zone="Asia/Kathmandu")
    row = reader()
    assert (row.frequency, row.weekday, row.hour, row.zone) == ("monthly", 3, 18, "Asia/Kathmandu")
    assert browser.get(page).form_values()["hour"] == "18"


def test_a_paused_reader_gets_nothing_before_the_day_and_is_told_so(
    app: Flask, page: str, browser: Browser, offers: Offers, letterbox: Letterbox
) -> None:
    offers.to_all = [a_candidate(1)]
    with time_machine.travel(NOW, tick=False):
        say(browser, page, **day(1, 12, 2026))
    assert reader().paused_until == date(2026, 12, 1)
    week(app, 0)
    assert letterbox.taken == []
    assert "not sent: paused" in browser.get(page).text
    week(app, 1)
    assert len(letterbox.taken) == 1


def test_a_pause_after_planning_calls_the_mail_back(
    app: Flask, page: str, offers: Offers, letterbox: Letterbox
) -> None:
    offers.to_all = [a_candidate(1)]
    jobs.plan_due(now=NOW)
    change_subscriber(1, paused_until=date(2027, 1, 1))
    send_all(app)
    assert letterbox.taken == []


def test_a_topic_that_is_left_out_is_not_told_of(
    app: Flask, page: str, browser: Browser, offers: Offers, letterbox: Letterbox
) -> None:
    app.extensions[LABELS] = {"matches": "New matches", "searches": "My saved searches"}
    offers.to_all = [a_candidate(1)]
    say(browser, page, topics=["searches"])
    week(app, 0)
    assert letterbox.taken == []
    assert reader().unwanted == ["matches"]


@pytest.mark.parametrize(
    ("wishes", "told"),
    [
        ({"topics": []}, "Choose at least one"),
        ({"paused_until-day": "31", "paused_until-month": "2", "paused_until-year": "2027"}, "Enter a day that exists"),
        (
            {"paused_until-day": "1", "paused_until-month": "2", "paused_until-year": "2099"},
            "within the next two years",
        ),
        ({"hour": "25"}, "from the list"),
    ],
)
def test_what_cannot_be_is_said_beside_the_field_and_nothing_is_kept(
    page: str, browser: Browser, wishes: dict[str, Any], told: str
) -> None:
    answer = say(browser, page, status=422, weekday="5", **wishes)
    assert told in answer.text
    assert reader().weekday == 0


def test_every_week_has_its_receipt_with_a_copy_of_what_was_sent(
    app: Flask, page: str, browser: Browser, offers: Offers
) -> None:
    week(app, 0)
    offers.to_all = [a_candidate(1)]
    week(app, 1)
    shown = browser.get(page)
    assert "1 December 2026: sent" in shown.text
    assert "24 November 2026: not sent: nothing was new" in shown.text
    copy = browser.client.get(shown.links()["Read this mail in the browser"])
    assert b"Rainwater harvesting 1" in copy.data


def test_an_address_that_refused_a_mail_says_so_and_is_tried_again_at_a_button(
    app: Flask, page: str, browser: Browser, offers: Offers, letterbox: Letterbox
) -> None:
    offers.to_all = [a_candidate(1)]
    letterbox.answers["rcpt"] = "550 nobody here"
    week(app, 0)
    week(app, 1)
    letterbox.answers.clear()
    with time_machine.travel(NOW + timedelta(days=8), tick=False):
        shown = browser.get(page)
        assert "This address refused our mail on 24 November 2026" in shown.text
        assert shown.text.count("held: the address does not take mail") == 2
        browser.submit(shown, {"act": "try-again"}, to=page)
    week(app, 2)
    assert len(letterbox.taken) == 1


def test_choosing_a_rhythm_begins_again_what_was_stopped(page: str, browser: Browser) -> None:
    browser.post(f"/en/digest/stop/{stop_token(1, EARLIER)}")
    assert browser.get(page).form_values()["frequency"] == "off"
    say(browser, page, frequency="weekly")
    assert reader().stopped_at is None


@pytest.mark.parametrize("zone", ["Mars/Olympus", "", "x" * 70, "UTC\0", "../UTC"])
def test_a_time_zone_that_is_none_is_said_beside_the_field_and_not_kept(page: str, browser: Browser, zone: str) -> None:
    answer = say(browser, page, zone=zone, status=422)
    [error] = answer.all(".//*[@id='zone-error']")
    assert "Choose an answer from the list" in "".join(error.itertext())
    assert reader().zone == "UTC"
    browser.get(page)


@pytest.mark.parametrize("spoil", [lambda t: t[:-2], lambda t: "x" + t, lambda _: "1"])
def test_an_altered_link_leads_nowhere(page: str, browser: Browser, spoil: object) -> None:
    path, _, token = page.rpartition("/")
    browser.get(f"{path}/{spoil(token)}", status=404)  # type: ignore[operator]


def test_without_a_link_or_an_account_one_is_asked_to_sign_in(app: Flask, browser: Browser) -> None:
    answer = browser.client.get("/en/weekly-mail")
    assert (answer.status_code, "/sign-in" in answer.headers["Location"]) == (302, True)


def test_an_address_without_an_account_that_wants_none_has_stopped_them(page: str, browser: Browser) -> None:
    say(browser, page, frequency="off")
    assert reader().stopped_at is not None
