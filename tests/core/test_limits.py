"""Too often is answered kindly, whatever process counted it; strangers stop themselves and nobody else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from app import Settings, create_app
from app.accounts.limits import SIGN_IN_ANYWHERE
from app.core.db import db, writing
from app.core.network import network_of
from app.core.rate_windows import NO_WAIT, Counted, Limit, RateWindow, forget_windows, give_back, take
from tests.accounts.conftest import a_person
from tests.accounts.signing_in import PASSWORD
from tests.browser import Browser, Page, inspect
from tests.factories import a_solution

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
LIMIT = Limit("test", 5, timedelta(minutes=5))
HERE = Counted(LIMIT, "here", "secret")
both_engines = pytest.mark.both_engines


@pytest.fixture
def at_noon() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def taken(session: Session, *, now: datetime, counted: Counted = HERE) -> bool:
    """Count once as the limiter does: a refusal leaves nothing behind."""
    with session.begin_nested() as point:
        fits = take(session, counted, now=now) == NO_WAIT
        if not fits:
            point.rollback()
    return fits


@both_engines
def test_a_window_lets_so_many_in_and_says_when_the_next_may_come(app: Flask) -> None:
    with app.app_context(), writing() as session:
        assert [taken(session, now=NOON) for _ in range(7)] == [True] * 5 + [False] * 2
        assert taken(session, now=NOON, counted=Counted(LIMIT, "elsewhere", "secret"))
        wait = take(session, HERE, now=NOON)
        assert wait == timedelta(minutes=5)
        give_back(session, HERE, at=NOON)
        give_back(session, HERE, at=NOON)
        assert taken(session, now=NOON)
        forget_windows(session, now=NOON + timedelta(minutes=11))
        assert session.query(RateWindow).count() == 0


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), database=None)
@given(st.lists(st.integers(0, 120), min_size=20, max_size=60))
def test_no_five_minutes_hold_more_than_twice_the_limit_and_patience_always_helps(app: Flask, gaps: list[int]) -> None:
    with app.app_context(), writing() as session:
        now, let_in = NOON, []
        for gap in gaps:
            now += timedelta(seconds=gap)
            with session.begin_nested() as point:
                wait = take(session, HERE, now=now)
                if wait == NO_WAIT:
                    let_in.append(now)
                else:
                    point.rollback()
                    assert timedelta(0) < wait <= LIMIT.per
        for first in let_in:
            assert sum(first <= each < first + LIMIT.per for each in let_in) <= 2 * LIMIT.most - 1
        session.query(RateWindow).delete()


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3::4", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1%eth0", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("", "unknown"),
        ("x", "unknown"),
    ],
)
def test_a_network_is_an_address_or_the_half_of_a_long_one(address: str, network: str) -> None:
    assert network_of(address) == network


def attempt(app: Flask, email: str, password: str, address: str = "192.0.2.1", **headers: str) -> TestResponse:
    client = app.test_client()
    origin = {"environ_base": {"REMOTE_ADDR": address}, "headers": headers}
    form = Page(client.get("/en/sign-in", **origin)).form_values("/sign-in")
    return client.post("/en/sign-in", data={**form, "email": email, "password": password}, **origin)


WRONG = "not the password of anybody"


@both_engines
def test_ten_wrong_passwords_and_then_a_page_that_says_when(app: Flask, at_noon: Any) -> None:
    a_person(app, "Amina")
    statuses = [attempt(app, "amina@example.org", WRONG).status_code for _ in range(10)]
    refused = attempt(app, "amina@example.org", PASSWORD)
    assert (statuses, refused.status_code) == ([200] * 10, 429)
    assert 0 < int(refused.headers["Retry-After"]) <= 300
    page = Page(refused)
    inspect(page)
    assert "Try again in 5 minutes." in page.text
    assert "amina@example.org" in page.text, "what was typed is still there"
    assert PASSWORD not in page.html
    at_noon.shift(timedelta(minutes=9, seconds=59))
    assert attempt(app, "amina@example.org", PASSWORD).status_code == 302


def test_strangers_do_not_lock_a_person_out(app: Flask, at_noon: Any) -> None:
    a_person(app, "Amina")
    assert attempt(app, "amina@example.org", PASSWORD, "198.51.100.5").status_code == 302
    for _ in range(100):
        fail_somewhere(app, "amina@example.org")
    assert attempt(app, "amina@example.org", PASSWORD, "192.0.2.200").status_code == 429, "a new network waits"
    assert attempt(app, "amina@example.org", PASSWORD, "198.51.100.5").status_code == 302, "one's own does not"


def fail_somewhere(app: Flask, email: str) -> None:
    """A failure as the limiter counts it, without the work of hashing a password."""
    with app.app_context(), writing() as session:
        take(session, Counted(SIGN_IN_ANYWHERE, email, app.config["SECRET_KEY"]), now=NOON)


def test_names_tried_one_after_another_stop_their_network(app: Flask, at_noon: Any) -> None:
    statuses = [attempt(app, f"name{number}@example.org", WRONG).status_code for number in range(11)]
    assert statuses == [200] * 10 + [429]
    assert attempt(app, "name1@example.org", WRONG, "192.0.2.9").status_code == 200


def test_a_forged_forwarding_header_changes_nothing(app: Flask, at_noon: Any) -> None:
    forged = [{"X-Forwarded-For": f"203.0.113.{number}", "X-Forwarded-Host": "evil.example"} for number in range(11)]
    statuses = [attempt(app, "x@example.org", WRONG, **headers).status_code for headers in forged]
    assert statuses == [200] * 10 + [429]


def test_behind_our_own_proxy_its_header_tells_who_it_is_and_what_a_visitor_adds_does_not(
    settings: Settings, at_noon: Any
) -> None:
    app = create_app(replace(settings, proxy_hops=1))
    forged = [f"203.0.113.{number}, 192.0.2.44" for number in range(11)]
    statuses = [attempt(app, "x@example.org", WRONG, **{"X-Forwarded-For": each}).status_code for each in forged]
    assert statuses == [200] * 10 + [429]
    assert attempt(app, "x@example.org", WRONG, **{"X-Forwarded-For": "192.0.2.45"}).status_code == 200
    with app.app_context():
        db.engine.dispose()


def break_the_store(app: Flask) -> None:
    with app.app_context(), writing() as session:
        session.execute(text("ALTER TABLE rate_window RENAME TO gone"))


def test_without_its_store_the_limiter_lets_nobody_sign_in_and_everybody_read(app: Flask) -> None:
    a_person(app, "Amina")
    break_the_store(app)
    answer = attempt(app, "amina@example.org", PASSWORD)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    for _ in range(25):
        assert app.test_client().get("/en/solutions?q=x").status_code == 200


def test_recovery_is_mailed_five_times_a_day_whether_or_not_the_address_is_known(app: Flask, at_noon: Any) -> None:
    a_person(app, "Amina")
    for address in ("amina@example.org", "nobody@example.org"):
        browser = Browser(app, "ar")
        for _ in range(5):
            browser.submit(browser.get("security.forgot_password"), {"email": address})
        page = browser.submit(browser.get("security.forgot_password"), {"email": address}, status=429)
        assert page.root.get("dir") == "rtl"
        assert page.form_values()["email"] == address


def test_a_sixth_correction_of_one_record_waits_and_keeps_its_words(app: Flask, at_noon: Any) -> None:
    with app.app_context(), writing() as session:
        a_solution(session)
        a_solution(session, "Another")
    browser, words = Browser(app), {"wish": "correct", "words": "The year is wrong"}
    for _ in range(5):
        browser.submit(browser.get("/en/correct/solution/1"), words)
    page = browser.submit(browser.get("/en/correct/solution/1"), words, status=429)
    assert page.form_values()["words"] == "The year is wrong"
    browser.submit(browser.get("/en/correct/solution/2"), words)
    at_noon.shift(timedelta(hours=23, minutes=30))
    assert "C-7" in browser.submit(page, {}).text, "the button of the page sends it"


def test_searching_much_is_refused_for_a_while_and_reading_on_is_not(app: Flask, at_noon: Any) -> None:
    client = app.test_client()
    # Different words each time: a page that is kept costs nothing and is not counted.
    statuses = [client.get(f"/en/solutions?q=x{number}").status_code for number in range(330)]
    assert statuses.index(429) == 319
    assert client.get("/en/solutions").status_code == 200
    at_noon.shift(timedelta(minutes=2))
    assert client.get("/en/solutions?q=x").status_code == 200
