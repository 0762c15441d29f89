"""One mail a person and week, with what is new for that person; none when nothing is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask

from app.core.db import db
from app.digest import jobs
from app.digest.figures import runs
from tests.core.mail_ground import Clock, Letterbox
from tests.digest.ground import (
    NOW,
    Offers,
    a_candidate,
    change_subscriber,
    digests,
    items_of,
    mails,
    parts_received,
    received,
    send_all,
    states,
    subscribe,
)

pytestmark = pytest.mark.both_engines


def test_the_mail_arrives_once_with_both_parts_and_the_match_in_it(
    app: Flask, offers: Offers, letterbox: Letterbox
) -> None:
    subscribe()
    offers.to_all = [a_candidate(1, standing="example")]
    jobs.plan_due(now=NOW)
    send_all(app)
    [mail] = [received(letterbox)]
    assert mail["Subject"].startswith("Example: ")
    parts = parts_received(letterbox)
    for words in ("Rainwater harvesting 1", "http://localhost/en/solutions/1", "Example"):
        assert words in parts.text
        assert words in parts.html


def test_sending_again_sends_nothing(app: Flask, offers: Offers, letterbox: Letterbox) -> None:
    subscribe(3)
    offers.to_all = [a_candidate(1)]
    for _ in range(3):
        jobs.plan_everybody(now=NOW)
        send_all(app)
    assert sorted(letterbox.addresses) == [f"reader{n}@example.org" for n in (1, 2, 3)]


def test_nothing_new_means_no_mail(app: Flask, offers: Offers, letterbox: Letterbox) -> None:
    subscribe()
    jobs.plan_due(now=NOW)
    send_all(app)
    assert letterbox.taken == []
    assert [digest.state for digest in digests()] == ["empty"]


def test_a_match_found_later_in_an_empty_week_is_sent_by_hand_but_not_by_the_scheduler(
    app: Flask, offers: Offers, letterbox: Letterbox
) -> None:
    subscribe()
    jobs.plan_due(now=NOW)
    offers.to_all = [a_candidate(1)]
    jobs.plan_due(now=NOW)
    send_all(app)
    assert letterbox.taken == []
    jobs.plan_everybody(now=NOW)
    send_all(app)
    assert len(letterbox.taken) == 1


def test_planning_by_hand_counts_each_person_once(app: Flask, offers: Offers) -> None:
    subscribe(3)
    offers.to_one = {"reader1@example.org": [a_candidate(1)]}
    assert jobs.plan_everybody(now=NOW) == {"rendered": 1, "empty": 2}
    assert jobs.plan_everybody(now=NOW) == {"empty": 2}


def test_what_was_sent_is_not_told_again_and_what_changed_is(app: Flask, offers: Offers) -> None:
    subscribe()
    offers.to_all = [a_candidate(1), a_candidate(2)]
    send_week(app, 0)
    offers.to_all = [a_candidate(1), a_candidate(2, version=2), a_candidate(3)]
    send_week(app, 1)
    assert sorted(items_of(digests()[1])) == ["request:7/solution:2", "request:7/solution:3"]


@pytest.mark.parametrize("answer", ["550 no", "554 no"])
def test_what_was_not_taken_comes_again_the_week_after(
    app: Flask, offers: Offers, letterbox: Letterbox, answer: str
) -> None:
    subscribe()
    offers.to_all = [a_candidate(1)]
    letterbox.answers["body"] = answer
    send_week(app, 0)
    letterbox.answers.clear()
    send_week(app, 1)
    assert states() == {"failed": 1, "sent": 1}
    assert "Rainwater harvesting 1" in parts_received(letterbox).text


def test_what_may_not_have_arrived_comes_again_the_week_after(app: Flask, offers: Offers, letterbox: Letterbox) -> None:
    subscribe()
    offers.to_all = [a_candidate(1)]
    letterbox.answers["body"] = "999 what"
    send_week(app, 0)
    letterbox.answers.clear()
    send_week(app, 1)
    assert states() == {"uncertain": 1, "sent": 1}


def test_an_address_that_refuses_mail_is_left_alone_until_it_is_confirmed_again(
    app: Flask, offers: Offers, letterbox: Letterbox
) -> None:
    [key] = subscribe()
    offers.to_all = [a_candidate(1)]
    letterbox.answers["rcpt"] = "550 nobody here"
    send_week(app, 0)
    letterbox.answers.clear()
    send_week(app, 1)
    assert letterbox.taken == []
    change_subscriber(key, confirmed_at=NOW + timedelta(days=8))
    send_week(app, 2)
    assert len(letterbox.taken) == 1


def send_week(app: Flask, number: int) -> None:
    now = NOW + timedelta(weeks=number)
    jobs.plan_due(now=now)
    send_all(app, Clock(now))


def test_a_giant_week_has_eight_items_in_fifty_kilobytes(app: Flask, offers: Offers, letterbox: Letterbox) -> None:
    subscribe()
    long = "Ŧhe longest title that anybody ever wrote " * 30
    offers.to_all = [a_candidate(n, title=long, reasons=7) for n in range(5_000)]
    jobs.plan_due(now=NOW)
    send_all(app)
    assert len(items_of(digests()[0])) == 8
    assert len(parts_received(letterbox).html.encode()) <= 50 * 1024


def test_items_without_room_are_kept_for_the_next_mail(app: Flask, offers: Offers) -> None:
    subscribe()
    offers.to_all = [a_candidate(n) for n in range(12)]
    send_week(app, 0)
    send_week(app, 1)
    first, second = (set(items_of(digest)) for digest in digests())
    assert (len(first), len(second), len(first & second)) == (8, 4, 0)


STOPS = [
    {"stopped_at": NOW},
    {"frequency": "off"},
    {"confirmed_at": None},
]


@pytest.mark.parametrize("change", STOPS, ids=["unsubscribed", "off", "not confirmed any more"])
def test_a_stop_between_plan_and_send_is_kept(
    app: Flask, offers: Offers, letterbox: Letterbox, change: dict[str, object]
) -> None:
    first, _ = subscribe(2)
    offers.to_all = [a_candidate(1)]
    jobs.plan_due(now=NOW)
    change_subscriber(first, **change)
    send_all(app)
    assert letterbox.addresses == ["reader2@example.org"]
    assert states() == {"cancelled": 1, "sent": 1}


@pytest.mark.parametrize(
    "change", [{"locale": "ar"}, {"email": "new@example.org"}], ids=["another language", "another address"]
)
def test_a_changed_language_or_address_is_written_anew_and_sent_once(
    app: Flask, offers: Offers, letterbox: Letterbox, change: dict[str, str]
) -> None:
    [key] = subscribe()
    offers.to_all = [a_candidate(1)]
    jobs.plan_due(now=NOW)
    change_subscriber(key, **change)
    for _ in range(2):
        send_all(app)
        jobs.plan_due(now=NOW)
    assert states() == {"cancelled": 1, "sent": 1}
    mail = received(letterbox)
    assert change.get("email", "reader1@example.org") in mail["To"]
    assert mail["Content-Language"] == change.get("locale", "en")


@pytest.mark.parametrize(("days_off", "sent"), [(0.05, 1), (2, 1), (5, 0), (21, 1)])
def test_a_worker_that_was_off_sends_at_most_one_mail(
    app: Flask, offers: Offers, letterbox: Letterbox, days_off: float, sent: int
) -> None:
    subscribe()
    offers.to_all = [a_candidate(1)]
    back = datetime(2026, 11, 23, 7, 30, tzinfo=UTC) + timedelta(days=days_off)
    jobs.plan_due(now=back)
    send_all(app, Clock(back))
    assert len(letterbox.taken) == sent


def test_mails_that_waited_for_weeks_are_folded_into_one(app: Flask, offers: Offers, letterbox: Letterbox) -> None:
    subscribe()
    offers.to_all = [a_candidate(1)]
    jobs.plan_due(now=NOW)
    later = NOW + timedelta(weeks=3)
    send_all(app, Clock(later))
    jobs.plan_due(now=later)
    send_all(app, Clock(later))
    assert states() == {"cancelled": 1, "sent": 1}
    assert len(letterbox.taken) == 1


def test_what_a_killed_planner_left_is_written_by_the_next(app: Flask, offers: Offers, letterbox: Letterbox) -> None:
    subscribe(5)
    offers.to_all = [a_candidate(1)]
    jobs.plan_due(now=NOW, stopping=lambda: len(mails()) >= 2)
    assert len(mails()) == 2
    jobs.plan_due(now=NOW)
    send_all(app)
    assert len(set(letterbox.addresses)) == len(letterbox.addresses) == 5


@pytest.mark.parametrize("demo", [True, False])
def test_example_and_documented_records_enter_mail_in_the_demonstration_only(
    app: Flask, offers: Offers, demo: bool
) -> None:
    app.config["DEMO"] = demo
    subscribe()
    offers.to_all = [a_candidate(1, standing="example"), a_candidate(2, standing="documented")]
    jobs.plan_due(now=NOW)
    assert len(mails()) == (1 if demo else 0)
    assert offers.windows[0].standings == ({"confirmed", "documented", "example"} if demo else {"confirmed"})


def test_nobody_hears_before_their_own_hour(app: Flask, offers: Offers, letterbox: Letterbox) -> None:
    subscribe(zone="America/Sao_Paulo")  # Monday 07:00 there is 10:00 UTC; the mail comes within that hour
    offers.to_all = [a_candidate(1)]
    for hour in (8, 9, 10, 11):
        moment = datetime(2026, 11, 23, hour, tzinfo=UTC)
        jobs.plan_due(now=moment)
        send_all(app, Clock(moment))
        assert len(letterbox.taken) == (1 if hour >= 11 else 0)


def test_the_real_clock_decides_when_none_is_given(app: Flask, offers: Offers) -> None:
    subscribe()
    offers.to_all = [a_candidate(1)]
    with time_machine.travel(NOW, tick=False):
        jobs.plan_due()
    assert [run.week for run in runs(db.session, now=NOW)] == ["2026-W48"]


def test_a_run_is_finished_when_all_its_mails_have_ended(app: Flask, offers: Offers) -> None:
    subscribe(2)
    offers.to_one = {"reader1@example.org": [a_candidate(1)]}
    jobs.plan_due(now=NOW)
    assert not runs(db.session, now=NOW)[0].finished
    send_all(app)
    jobs.plan_due(now=NOW)
    db.session.rollback()
    [run] = runs(db.session, now=NOW)
    assert (run.due, run.sent, run.empty, run.finished) == (2, 1, 1, True)
