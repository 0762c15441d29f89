"""Candidates ask without a name; the country's answer is for all who read the request."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.core.db import db, utc_now, writing
from app.core.records import Standing, Visibility
from app.country_requests.models import CountryRequest, RequestStatus
from app.questions.models import RequestQuestion
from app.questions.personal import forget
from tests.browser import Page
from tests.crowd import Crowd
from tests.factories import a_country_request, an_organisation

pytestmark = pytest.mark.both_engines
QUESTION, ANSWER = "Is there a radio station in each district?", "There is one in nine of eleven."


class World(Crowd):
    """XA asks; institutions of XB and XC are candidates."""

    def __init__(self, app: Flask) -> None:
        with app.app_context(), writing() as session:
            editors = {
                name: an_organisation(session, f"Institute of {name}", country=country, standing=Standing.EXAMPLE).key
                for name, country in (("budi", "XB"), ("chen", "XC"))
            }
            self.request = a_country_request(session, title="Early warning of floods").key
        super().__init__(app, editors)
        self.page = f"/en/requests/{self.request}"

    def asks(self, name: str = "budi", words: str = QUESTION) -> Page:
        browser = self.as_(name)
        return browser.submit(browser.get(f"{self.page}/question"), {"words": words})

    def answers(self, name: str = "amina", words: str = ANSWER) -> Page:
        browser = self.as_(name)
        return browser.submit(browser.get(f"{self.page}/questions/{self.only().key}"), {"answer": words})

    def sees(self, name: str) -> str:
        return self.as_(name).get(self.page).text

    def only(self) -> RequestQuestion:
        with self.app.app_context():
            return db.session.scalars(select(RequestQuestion)).one()

    def change(self, **values: Any) -> None:
        with self.app.app_context(), writing() as session:
            row = session.get_one(CountryRequest, self.request)
            for name, value in values.items():
                setattr(row, name, value)


@pytest.fixture
def world(app: Flask) -> World:
    return World(app)


def test_a_question_waits_unseen_until_the_country_answers_it(world: World) -> None:
    page = world.asks()
    assert page.status == 200
    assert QUESTION in page.text
    assert QUESTION in world.sees("amina")
    assert all(QUESTION not in world.sees(name) for name in ("chen", "dalia", "visitor"))
    assert ANSWER in world.answers().text
    assert all(QUESTION in world.sees(name) and ANSWER in world.sees(name) for name in ("chen", "budi", "visitor"))


def test_nobody_learns_who_asked(world: World) -> None:
    world.asks()
    world.answers()
    pages = [world.sees(name) for name in ("amina", "chen", "visitor", "carla")]
    assert not any("Institute of budi" in page or ">Budi<" in page for page in pages)
    [waits] = world.mails("question-waits")
    assert b"Budi" not in waits.content
    assert b"Institute of budi" not in waits.content


def test_the_country_is_told_of_a_question_and_who_asked_of_the_answer(world: World) -> None:
    world.asks()
    assert world.mailed("question-waits") == ["amina@example.org"]
    world.answers()
    assert world.mailed("question-answered") == ["budi@example.org"]


def test_the_same_question_sent_twice_is_asked_once(world: World) -> None:
    world.asks()
    world.asks()
    world.only()
    assert len(world.mails("question-waits")) == 1


def test_a_second_answer_changes_nothing_and_says_so(world: World) -> None:
    world.asks()
    browser = world.as_("amina")
    form = browser.get(f"{world.page}/questions/{world.only().key}")
    world.answers()
    page = browser.submit(form, {"answer": "Another answer"})
    assert ANSWER in page.text
    assert "Another answer" not in page.text
    assert world.only().answer == ANSWER


@pytest.mark.parametrize("name", ["tariq", "carla", "amina", "dalia"])
def test_only_candidates_ask(world: World, name: str) -> None:
    assert world.as_(name).get(f"{world.page}/question", status=403).status == 403


@pytest.mark.parametrize(
    ("name", "status"), [("tariq", 403), ("carla", 403), ("budi", 403), ("chen", 404), ("dalia", 404)]
)
def test_only_the_country_s_own_word_answers(world: World, name: str, status: int) -> None:
    world.asks()
    assert world.as_(name).get(f"{world.page}/questions/{world.only().key}", status=status).status == status


def test_no_question_is_taken_after_the_last_day(world: World) -> None:
    browser = world.as_("budi")
    form = browser.get(f"{world.page}/question")
    world.change(questions_until=utc_now().date() - timedelta(days=1))
    assert browser.submit(form, {"words": QUESTION}, status=403).status == 403
    assert "Ask a question" not in world.sees("budi")


def test_without_a_day_of_its_own_the_deadline_is_the_last_day(world: World) -> None:
    world.change(deadline=utc_now().date() - timedelta(days=1))
    assert world.as_("budi").get(f"{world.page}/question", status=403).status == 403


def test_a_closed_request_takes_no_questions_and_keeps_its_answers(world: World) -> None:
    world.asks()
    world.answers()
    world.change(status=RequestStatus.CLOSED)
    assert ANSWER in world.sees("chen")
    assert world.as_("budi").get(f"{world.page}/question", status=403).status == 403


def test_members_only_means_questions_too(world: World) -> None:
    world.asks()
    world.answers()
    world.change(visibility=Visibility.MEMBERS)
    browser = world.as_("visitor")
    assert browser.get(world.page, status=404).status == 404


def test_the_focal_point_names_the_last_day_when_opening(world: World) -> None:
    day = utc_now().date() + timedelta(days=20)
    browser = world.as_("amina")
    typed = {"questions_until-day": str(day.day), "questions_until-month": str(day.month)}
    page = browser.submit(browser.get(f"{world.page}/open"), typed | {"questions_until-year": str(day.year)})
    assert page.status == 200
    with world.app.app_context():
        assert db.session.get_one(CountryRequest, world.request).questions_until == day
    assert "Questions are taken until" in world.sees("budi")


def test_a_last_day_in_the_past_is_refused_beside_the_field(world: World) -> None:
    browser = world.as_("amina")
    typed = {"questions_until-day": "1", "questions_until-month": "2", "questions_until-year": "2020"}
    page = browser.submit(browser.get(f"{world.page}/open"), typed, status=422)
    assert "Enter a day that is not in the past" in page.text
    assert 'value="2020"' in page.html


def test_an_empty_question_is_asked_for_kindly(world: World) -> None:
    browser = world.as_("budi")
    page = browser.submit(browser.get(f"{world.page}/question"), {"words": "  "}, status=422)
    assert "Enter a question" in page.text


def test_whoever_leaves_takes_their_name_from_their_questions(world: World) -> None:
    world.asks()
    with world.app.app_context(), writing() as session:
        forget(session, world.people["budi"])
    assert world.only().asked_by is None
