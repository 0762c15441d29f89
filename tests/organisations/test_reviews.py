"""Confirm or fade: owners are asked once a year; what nobody confirms sinks and is archived, and never vanishes."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from email import message_from_bytes, policy
from typing import Any

import pytest
import time_machine
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, update

from app.accounts.models import Appointment
from app.core.db import db, writing
from app.core.index import catalogue
from app.core.mail import Mail
from app.core.records import Standing
from app.organisations.jobs import review_records
from app.organisations.models import Organisation, Review
from app.organisations.timeline import Stage, day_for_lists, due_after, stage_on, weight_of
from app.solutions.models import Solution, SolutionStatus
from tests.browser import Browser
from tests.factories import LONG_AGO, a_solution
from tests.organisations.ground import acts, editor_of, entered, listed, mails, moderator, row

DAYS = st.dates(date(2020, 1, 1), date(2060, 1, 1))
DUE = due_after(LONG_AGO.date())


@given(DAYS, DAYS, DAYS)
def test_without_an_answer_a_record_only_ever_sinks_and_stays_in_the_list(due: date, one: date, other: date) -> None:
    earlier, later = sorted((one, other))
    first, second = stage_on(due, earlier), stage_on(due, later)
    assert first <= second <= Stage.ARCHIVED
    assert weight_of(first) >= weight_of(second) >= 0
    assert day_for_lists(due, first) >= day_for_lists(due, second) >= 1


@given(DAYS, DAYS)
def test_an_answer_makes_any_record_fresh_for_a_year(due: date, day: date) -> None:
    renewed = due_after(day)
    assert stage_on(renewed, day) == Stage.FRESH
    assert stage_on(renewed, day + timedelta(days=364)) == Stage.FRESH
    assert stage_on(renewed, day + timedelta(days=365)) == Stage.DUE


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, tzinfo=LONG_AGO.tzinfo)


def run(app: Flask, day: date) -> None:
    with app.app_context(), writing() as session:
        review_records(session, now=at(day))


def a_world(app: Flask, **facts: Any) -> tuple[int, int]:
    """An institute with an editor, Amina, and its solution."""
    number = listed(app, last_confirmed_on=date(2199, 1, 1))
    with app.app_context(), writing() as session:
        owner = session.get_one(Organisation, number)
        return number, a_solution(session, owner=owner, evidence="peer-reviewed", **facts).key


def solution(app: Flask, key: int) -> Solution:
    with app.app_context():
        found = db.session.get_one(Solution, key)
        db.session.expunge(found)
        return found


def links(app: Flask) -> list[str]:
    with app.app_context():
        found = []
        for mail in db.session.scalars(select(Mail)):
            text = message_from_bytes(mail.content, policy=policy.default).get_body(("plain",))
            found += re.findall(r"/en/review/\S+", text.get_content() if text else "")
        return found


@pytest.mark.both_engines
def test_its_editors_are_asked_once_a_year_however_often_the_worker_looks(app: Flask) -> None:
    number, key = a_world(app)
    entered(app, "Amina", editor_of(number))
    run(app, DUE - timedelta(days=1))
    assert mails(app) == []
    for _ in range(3):
        run(app, DUE + timedelta(days=1))
    assert mails(app) == [("amina@example.org", "Is this still true? Rainwater tanks for schools")]
    assert solution(app, key).freshness == Stage.DUE


@pytest.mark.both_engines
def test_the_link_shows_and_the_button_confirms_for_another_year(app: Flask, browser: Browser) -> None:
    number, key = a_world(app)
    entered(app, "Amina", editor_of(number))
    for late in (0, 30, 60):
        run(app, DUE + timedelta(days=late))
    link = links(app)[0]
    with time_machine.travel(at(DUE) + timedelta(days=90), tick=False):
        run(app, DUE + timedelta(days=90))
        assert solution(app, key).freshness == Stage.FADING
        page = browser.get(link)
        browser.get(link)
        assert solution(app, key).freshness == Stage.FADING
        done = browser.submit(page, {"answer": ["still-true"]})
        assert "Thank you" in done.text
        browser.submit(page, {"answer": ["withdraw"]})  # a second answer to a settled question changes nothing
    found = solution(app, key)
    assert (found.freshness, found.last_confirmed_on) == (Stage.FRESH, DUE + timedelta(days=90))
    assert (found.review_due_on, found.status) == (DUE + timedelta(days=90 + 365), "published")
    assert acts(app) == ["review: still-true"]


@pytest.mark.both_engines
def test_withdrawn_leaves_the_catalogue_and_an_update_may_be_confirmed_later(app: Flask, browser: Browser) -> None:
    number, key = a_world(app)
    entered(app, "Amina", editor_of(number))
    run(app, DUE)
    (link,) = links(app)
    with time_machine.travel(at(DUE), tick=False):
        page = browser.submit(browser.get(link), {"answer": ["update"]})
        assert "come back to this link" in page.text
        assert solution(app, key).last_confirmed_on is None
        browser.submit(page, {"answer": []}, status=422)
        browser.submit(page, {"answer": ["perhaps"]}, status=422)
        browser.submit(page, {"answer": ["withdraw"]})
    assert solution(app, key).status == "withdrawn"
    browser.get("solutions.show", solution_id=key, status=404)


@pytest.mark.both_engines
def test_a_link_of_somebody_who_edits_no_more_or_of_another_kind_does_nothing(app: Flask, browser: Browser) -> None:
    number, key = a_world(app)
    entered(app, "Amina", editor_of(number))
    run(app, DUE)
    (link,) = links(app)
    browser.get("/en/review/nonsense", status=404)
    with time_machine.travel(at(DUE), tick=False):
        page = browser.get(link)
        with app.app_context(), writing() as session:
            session.execute(update(Appointment).values(valid_to=date(2026, 1, 2)))
        browser.get(link, status=410)
        browser.submit(page, {"answer": ["withdraw"]}, to=link, status=410)
    with time_machine.travel(at(DUE) + timedelta(days=900), tick=False):
        browser.get(link, status=410)
    assert solution(app, key).status == "published"


@pytest.mark.both_engines
def test_unconfirmed_records_sink_below_fresh_ones_are_archived_and_found_to_the_end(
    app: Flask, browser: Browser
) -> None:
    number, key = a_world(app)
    entered(app, "Amina", editor_of(number))
    with app.app_context(), writing() as session:
        fresh = a_solution(session, "Rainwater tanks for clinics", evidence="document", published_at=LONG_AGO).key
        session.get_one(Solution, fresh).last_confirmed_on = date(2199, 1, 1)
    places = []
    for late in (-1, 0, 30, 60, 90, 180, 365, 4000):
        run(app, DUE + timedelta(days=late))
        with app.test_request_context():
            found = catalogue().search(
                "rainwater",
                audience={"public"},
                standing={"confirmed"},
                filters={"kind": {"solution"}},
                order="evidence",
            )
        places.append([hit.key for hit in found.hits].index(f"solution:{key}"))
    assert places == [0, 0, 0, 0, 1, 1, 1, 1]
    assert solution(app, key).freshness == Stage.ARCHIVED
    page = browser.get("solutions.show", solution_id=key)
    assert "Archived: nobody has confirmed this" in page.text


@pytest.mark.both_engines
@pytest.mark.parametrize("standing", [Standing.DOCUMENTED, Standing.EXAMPLE])
def test_documented_records_are_asked_of_nobody_and_examples_in_a_demonstration_only(
    app: Flask, standing: Standing
) -> None:
    number, key = a_world(app, standing=standing)
    entered(app, "Amina", editor_of(number))
    app.config["DEMO"] = False
    run(app, DUE + timedelta(days=900))
    assert (mails(app), solution(app, key).freshness) == ([], Stage.FRESH)
    app.config["DEMO"] = True
    run(app, DUE + timedelta(days=900))
    assert bool(mails(app)) == (standing == Standing.EXAMPLE)


@pytest.mark.both_engines
def test_owners_are_asked_three_times_before_it_sinks_also_where_the_worker_stood_still(app: Flask) -> None:
    number, key = a_world(app)
    entered(app, "Amina", editor_of(number))
    asked = []
    for late in (100, 110, 130, 159, 160, 189, 190):
        run(app, DUE + timedelta(days=late))
        asked.append((len(mails(app)), solution(app, key).freshness))
    assert asked == [(1, 1), (1, 1), (2, 1), (2, 1), (3, 1), (3, 1), (3, 2)]


@pytest.mark.both_engines
def test_an_answer_ends_the_asking(app: Flask, browser: Browser) -> None:
    number, _key = a_world(app)
    entered(app, "Amina", editor_of(number))
    run(app, DUE)
    with time_machine.travel(at(DUE), tick=False):
        browser.submit(browser.get(links(app)[0]), {"answer": ["still-true"]})
    run(app, DUE + timedelta(days=200))
    assert len(mails(app)) == 1


@pytest.mark.both_engines
def test_a_record_with_nobody_to_ask_does_not_sink_but_waits_for_a_moderator(app: Flask) -> None:
    _number, key = a_world(app)
    for late in (0, 40, 400):
        run(app, DUE + timedelta(days=late))
    assert (solution(app, key).freshness, mails(app)) == (Stage.FRESH, [])
    carla = entered(app, "Carla", moderator())
    page = carla.get("moderation.show", number=1)
    assert page.heading == "Rainwater tanks for schools"
    carla.submit(page, {"act": "publish"}, action="/moderation/1")
    assert solution(app, key).last_confirmed_on is not None
    token = carla.get("accounts.show").form_values("sign-out")
    carla.post("moderation.undo", token, number=1)
    assert solution(app, key).last_confirmed_on is None
    carla.submit(carla.get("moderation.show", number=1), {"act": "leave"}, action="/moderation/1")
    run(app, DUE + timedelta(days=500))
    assert solution(app, key).freshness >= Stage.FADING


@pytest.mark.both_engines
def test_once_somebody_can_be_asked_the_asking_begins_and_the_moderators_need_not_look(app: Flask) -> None:
    number, key = a_world(app)
    run(app, DUE)
    carla = entered(app, "Carla", moderator())
    assert "1 record waits" in carla.get("moderation.index").text
    entered(app, "Amina", editor_of(number))
    run(app, DUE + timedelta(days=30))
    assert (len(mails(app)), solution(app, key).freshness) == (1, Stage.DUE)
    assert "Nothing waits here." in carla.get("moderation.index").text


@pytest.mark.both_engines
def test_an_organisation_is_asked_about_its_own_page_too(app: Flask) -> None:
    number = listed(app)
    amina = entered(app, "Amina", editor_of(number))
    run(app, DUE)
    assert mails(app) == [("amina@example.org", "Is this still true? Rural Water Institute")]
    with time_machine.travel(at(DUE), tick=False):
        fresh = Browser(app)
        (link,) = links(app)
        fresh.submit(fresh.get(link), {"answer": ["still-true"]})
    assert row(app, number).last_confirmed_on == DUE
    assert amina


@pytest.mark.both_engines
def test_the_account_page_of_an_editor_lists_what_waits_for_an_answer(app: Flask) -> None:
    number, _key = a_world(app)
    amina = entered(app, "Amina", editor_of(number))
    run(app, DUE)
    page = amina.get("accounts.show")
    asked = [url for words, url in page.links().items() if words == "Is it still true?"]
    assert len(asked) == 1
    amina.get(asked[0])
    with app.app_context():
        assert len(db.session.scalars(select(Review)).all()) == 1


@pytest.mark.both_engines
def test_the_link_of_the_yearly_question_does_not_undo_a_suspension(app: Flask, browser: Browser) -> None:
    number, key = a_world(app)
    entered(app, "Amina", editor_of(number))
    with app.app_context(), writing() as session:
        owner = session.get_one(Organisation, number)
        owner.last_confirmed_on, owner.review_due_on = LONG_AGO.date(), DUE
    run(app, DUE)
    pages = []
    with time_machine.travel(at(DUE), tick=False):
        pages = [browser.get(link) for link in links(app)]
        with app.app_context(), writing() as session:
            session.get_one(Organisation, number).status = "suspended"
            session.get_one(Solution, key).status = SolutionStatus.ARCHIVED
        for page in pages:
            for said in ("withdraw", "still-true"):
                browser.submit(page, {"answer": [said]}, status=410)
    assert pages
    assert row(app, number).status == "suspended"
    assert solution(app, key).status == "archived"
