"""`crux digest status`: whoever was due is in one of its numbers, and each uncertain mail is named."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask

from app.digest import jobs
from tests.core.mail_ground import Clock, Letterbox
from tests.digest.ground import NOW, Offers, a_candidate, change_subscriber, mails, send_all, subscribe

pytestmark = pytest.mark.both_engines
ENDS = ("sent", "empty", "held", "failed", "uncertain", "retry")


def told(app: Flask, *options: str) -> Any:
    with time_machine.travel(NOW, tick=False):
        return json.loads(app.test_cli_runner().invoke(args=["digest", "status", "--json", *options]).output)


def a_run_of_every_end(offers: Offers, letterbox: Letterbox) -> list[int]:
    """Eight readers: each mail ends otherwise."""
    readers = subscribe(8)
    offers.to_one = {f"reader{n}@example.org": [a_candidate(n)] for n in range(2, 9)}
    letterbox.answers_to = {"reader3@example.org": "550 nobody", "reader4@example.org": "450 later"}
    letterbox.answers_of_body = {"reader5@example.org": "554 no", "reader6@example.org": "999 what"}
    change_subscriber(readers[7], paused_until=date(2027, 1, 1))
    jobs.plan_due(now=NOW)
    change_subscriber(readers[6], stopped_at=NOW)
    return readers


def test_a_run_that_is_over_is_the_sum_of_its_ends(app: Flask, offers: Offers, letterbox: Letterbox) -> None:
    a_run_of_every_end(offers, letterbox)
    send_all(app)
    found = told(app)
    assert {name: found[name] for name in ENDS} == dict.fromkeys(ENDS, 1)
    assert found["week"] == "2026-W48"
    assert found["due"] == sum(found[name] for name in ENDS) == 6
    assert (found["called_back"], found["paused"], found["waiting"]) == (1, 1, 0)
    [uncertain] = [mail.id for mail in mails() if mail.state == "uncertain"]
    assert found["uncertain_mails"] == [uncertain]


def test_while_it_is_under_way_the_rest_waits(app: Flask, offers: Offers) -> None:
    subscribe(3)
    offers.to_all = [a_candidate(1)]
    jobs.plan_due(now=NOW)
    found = told(app)
    assert (found["due"], found["waiting"], found["finished"]) == (3, 3, False)


def test_a_week_without_a_run_has_nobody_due(app: Flask) -> None:
    found = told(app, "--week", "2020-W01")
    assert (found["week"], found["due"], found["finished"]) == ("2020-W01", 0, True)


def test_a_run_that_is_open_for_two_hours_is_late_and_one_that_was_opened_again_is_not(
    app: Flask, offers: Offers
) -> None:
    first, _second = subscribe(2)
    change_subscriber(first, hour=3)
    offers.to_all = [a_candidate(1)]
    jobs.plan_due(now=NOW)
    assert not told(app)["late"]
    with time_machine.travel(NOW + timedelta(hours=3), tick=False):
        late = json.loads(app.test_cli_runner().invoke(args=["digest", "status", "--json"]).output)
    assert late["late"]
    send_all(app, Clock(NOW + timedelta(hours=3)))
    assert not told(app)["late"]


def test_the_words_for_people_say_the_same(app: Flask, offers: Offers, letterbox: Letterbox) -> None:
    a_run_of_every_end(offers, letterbox)
    send_all(app)
    said = app.test_cli_runner().invoke(args=["digest", "status"]).output
    assert said.startswith("2026-W48: 6 due: 1 sent, 1 empty, 1 held, 1 failed, 1 uncertain, 1 retry, 1 called back")
    assert "uncertain mails: " in said
