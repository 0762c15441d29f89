"""What changes about a reader between planning and sending: a mail is written anew or not at all, and nobody waits."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app.accounts.models import Appointment, Subscriber
from app.accounts.personal import delete_account
from app.accounts.service import end_appointment
from app.core.db import db, writing
from app.core.permissions import VISITOR
from app.digest import jobs, service
from app.digest.figures import runs
from app.digest.models import DigestMailState, WhyNone
from app.digest.sections import EXTENSION
from app.digest.selection import Candidate, Window
from app.digest.weeks import week_of
from tests.core.mail_ground import Clock, Letterbox
from tests.digest.ground import (
    NOW,
    Offers,
    a_candidate,
    change_subscriber,
    digests,
    received,
    send_all,
    states,
    subscribe,
)
from tests.digest.test_matches import a_reader

pytestmark = pytest.mark.both_engines


def a_minute_later(app: Flask, minutes: int = 1) -> None:
    """The worker's turn: what was called back is planned, and all that waits leaves."""
    now = NOW + timedelta(minutes=minutes)
    jobs.plan_due(now=now)
    send_all(app, Clock(now))


def leaves_office(person_id: int, *, last_day: date) -> None:
    with writing() as session:
        role = session.query(Appointment).filter_by(person_id=person_id).one()
        end_appointment(session, role.id or 0, last_day=last_day, by=VISITOR, now=NOW)


def planned(count: int, offers: Offers) -> list[int]:
    """People who are due, and of whom no mail is written yet."""
    offers.to_all = [a_candidate(1)]
    with writing() as session:
        found = [a_reader(session, f"Reader{number}") for number in range(1, count + 1)]
        run = service.run_of(session, week_of(NOW), now=NOW)
        keys = [row.id or 0 for row in session.query(Subscriber).order_by(Subscriber.id)]  # type: ignore[arg-type]
        service.plan_mails(session, run.id or 0, keys, now=NOW)
    return found


def test_whoever_deletes_the_account_before_the_mail_is_written_keeps_nobody_waiting(
    app: Flask, offers: Offers, letterbox: Letterbox
) -> None:
    first, *_ = planned(3, offers)
    with writing() as session:
        delete_account(session, first, by=VISITOR, now=NOW)
    a_minute_later(app)
    assert letterbox.addresses == ["reader2@example.org", "reader3@example.org"]
    assert digests()[0].why_none == WhyNone.STOPPED
    [run] = runs(db.session, now=NOW)
    assert (run.due, run.sent, run.called_back, run.finished) == (2, 2, 1, True)


def test_whoever_left_after_a_week_without_news_keeps_nobody_waiting(
    app: Flask, offers: Offers, letterbox: Letterbox
) -> None:
    first, *_ = planned(2, offers)
    offers.to_all = []
    jobs.plan_due(now=NOW)
    with writing() as session:
        delete_account(session, first, by=VISITOR, now=NOW)
    offers.to_all = [a_candidate(1)]
    jobs.plan_everybody(now=NOW)
    send_all(app)
    assert letterbox.addresses == ["reader2@example.org"]


def test_one_record_that_cannot_be_told_keeps_no_other_reader_waiting(
    app: Flask, offers: Offers, letterbox: Letterbox
) -> None:
    planned(3, offers)

    def broken(session: Session, subscriber: Subscriber, window: Window) -> list[Candidate]:
        if subscriber.email == "reader1@example.org":
            raise ZeroDivisionError
        return offers(session, subscriber, window)

    app.extensions[EXTENSION] = {"matches": broken}
    a_minute_later(app)
    assert letterbox.addresses == ["reader2@example.org", "reader3@example.org"]
    assert digests()[0].state == DigestMailState.PLANNED
    app.extensions[EXTENSION] = {"matches": offers}
    a_minute_later(app, 2)
    assert letterbox.addresses[2:] == ["reader1@example.org"]


def test_a_reader_whose_language_was_switched_off_gets_one_mail_in_english(
    app: Flask, offers: Offers, letterbox: Letterbox
) -> None:
    app.config["LANGUAGES"] = ["en", "fr"]
    subscribe(1, locale="ar")
    offers.to_all = [a_candidate(1)]
    for minute in range(3):
        a_minute_later(app, minute)
    assert letterbox.addresses == ["reader1@example.org"]
    assert received(letterbox)["Content-Language"] == "en"
    assert states() == {"sent": 1}


def test_a_reader_who_goes_back_to_an_earlier_language_gets_one_mail_in_it(
    app: Flask, offers: Offers, letterbox: Letterbox
) -> None:
    [reader] = subscribe(1)
    offers.to_all = [a_candidate(1)]
    jobs.plan_due(now=NOW)
    change_subscriber(reader, locale="ar")
    send_all(app)  # called back
    jobs.plan_due(now=NOW)
    change_subscriber(reader, locale="en")
    for minute in range(1, 4):
        send_all(app, Clock(NOW + timedelta(minutes=minute)))
        jobs.plan_due(now=NOW + timedelta(minutes=minute))
    assert [received(letterbox, number)["Content-Language"] for number in range(len(letterbox.taken))] == ["en"]
    assert states() == {"sent": 1, "cancelled": 1}


def test_a_reader_who_changes_the_language_and_back_before_the_next_look_gets_the_mail(
    app: Flask, offers: Offers, letterbox: Letterbox
) -> None:
    [reader] = subscribe(1)
    offers.to_all = [a_candidate(1)]
    jobs.plan_due(now=NOW)
    change_subscriber(reader, locale="ar")
    send_all(app)
    change_subscriber(reader, locale="en")
    a_minute_later(app)
    a_minute_later(app, 2)
    assert letterbox.addresses == ["reader1@example.org"]


@pytest.mark.parametrize("days_ago", [0, 1], ids=["it ends today", "it ended yesterday"])
def test_what_was_written_for_a_role_does_not_leave_once_the_role_is_over(
    app: Flask, offers: Offers, letterbox: Letterbox, days_ago: int
) -> None:
    """A mail server that is away over night; in the meantime the office is somebody else's."""
    offers.to_one = {"amina@example.org": [a_candidate(1)]}
    with writing() as session:
        number = a_reader(session, "Amina", ("focal-point", "country", "XA"))
    jobs.plan_due(now=NOW)
    assert states() == {"rendered": 1}
    leaves_office(number, last_day=NOW.date() - timedelta(days=days_ago))
    offers.to_one = {}
    tomorrow = NOW + timedelta(days=1 - days_ago)
    send_all(app, Clock(tomorrow))
    jobs.plan_due(now=tomorrow)
    assert letterbox.taken == []
    assert (states(), digests()[0].why_none) == ({"cancelled": 1}, WhyNone.NOTHING_NEW)


def test_whoever_acts_for_less_now_hears_of_the_rest_once(app: Flask, offers: Offers, letterbox: Letterbox) -> None:
    offers.to_all = [a_candidate(1)]
    with writing() as session:
        number = a_reader(session, "Amina", ("focal-point", "country", "XA"))
    jobs.plan_due(now=NOW)
    leaves_office(number, last_day=NOW.date() - timedelta(days=1))
    for minute in range(1, 4):
        a_minute_later(app, minute)
    assert letterbox.addresses == ["amina@example.org"]
    assert states() == {"sent": 1}


def test_a_reader_who_paused_and_goes_on_the_same_week_gets_the_mail(
    app: Flask, offers: Offers, letterbox: Letterbox
) -> None:
    [reader] = subscribe(1)
    offers.to_all = [a_candidate(1)]
    jobs.plan_due(now=NOW)
    change_subscriber(reader, paused_until=date(2027, 1, 1))
    a_minute_later(app)
    assert letterbox.taken == []
    change_subscriber(reader, paused_until=None)
    a_minute_later(app, 2)
    assert letterbox.addresses == ["reader1@example.org"]


def test_a_mail_that_came_too_late_to_be_written_is_no_calm_week(app: Flask, offers: Offers) -> None:
    planned(1, offers)
    jobs.plan_due(now=NOW + timedelta(days=7))
    assert digests()[0].why_none == WhyNone.LATE
    run = runs(db.session, now=NOW)[-1]
    assert (run.week, run.due, run.empty, run.failed) == ("2026-W48", 1, 0, 1)
