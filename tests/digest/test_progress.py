"""The page of the runs: while one is under way it counts by itself and says how long; then nothing moves."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
import time_machine
from flask import Flask

from app.digest import jobs
from app.digest.progress import minutes_left
from tests.browser import Page
from tests.core.mail_ground import Clock, sender_of
from tests.digest.ground import NOW, Offers, a_candidate, send_all, subscribe
from tests.digest.test_runs import signed_in

pytestmark = pytest.mark.both_engines
PAGE = "/en/weekly-mail/runs"
CLOSE = "you may close this page"


@pytest.fixture
def planned(offers: Offers) -> None:
    """Four mails wait since NOW."""
    subscribe(4)
    offers.to_all = [a_candidate(1)]
    jobs.plan_due(now=NOW)


def page_at(app: Flask, when: datetime) -> Page:
    with time_machine.travel(when, tick=False):
        return signed_in(app, "moderator").get(PAGE)


def send_some(app: Flask, count: int, when: datetime) -> None:
    with sender_of(app, clock=Clock(when)) as sender:
        left = iter(range(count))
        sender.run(stopping=lambda: next(left, None) is None)


@pytest.mark.usefixtures("planned", "letterbox")
def test_a_young_run_is_looked_at_every_two_seconds_and_says_no_time_yet(app: Flask) -> None:
    page = page_at(app, NOW + timedelta(seconds=5))
    assert 'hx-trigger="every 2s"' in page.html
    assert '<noscript><meta http-equiv="refresh" content="2"></noscript>' in page.html
    assert "0 of 4 done" in page.text
    assert CLOSE in page.text
    assert "minute left" not in page.text


@pytest.mark.usefixtures("planned", "letterbox")
def test_later_every_ten_seconds_with_the_time_at_the_pace_so_far(app: Flask) -> None:
    send_some(app, 1, NOW + timedelta(minutes=2))
    page = page_at(app, NOW + timedelta(minutes=4))
    assert 'hx-trigger="every 10s"' in page.html
    assert "1 of 4 done" in page.text
    assert "About 12 minutes left" in page.text


@pytest.mark.usefixtures("planned", "letterbox")
def test_when_it_is_over_nothing_moves(app: Flask) -> None:
    send_all(app)
    jobs.close_runs(now=NOW)
    page = page_at(app, NOW + timedelta(minutes=4))
    for sign in ("hx-trigger", 'http-equiv="refresh"', CLOSE, 'id="left-'):
        assert sign not in page.html
    assert "4 people were due" in page.text


@pytest.mark.parametrize(
    ("settled", "seconds", "waiting", "told"),
    [(0, 60, 5, None), (5, 60, 0, None), (5, 5, 5, None), (5, 60, 5, 1), (1, 60, 90, 90), (90, 60, 1, 1)],
)
def test_the_time_that_is_left(settled: int, seconds: int, waiting: int, told: int | None) -> None:
    assert minutes_left(settled, timedelta(seconds=seconds), waiting) == told
