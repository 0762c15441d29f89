"""Answering a match from the mail: the link only asks, the button answers, and the ranker's record has the answer."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from app.accounts.models import Subscriber
from app.core.db import db, writing
from app.core.records import Visibility
from app.country_requests.models import CountryRequest
from app.digest import jobs
from app.digest.matches import new_matches
from app.digest.selection import Window, standings_mailed
from app.digest.tokens import answer_token
from app.organisations.models import Organisation
from app.organisations.permissions import SUSPENDED
from app.organisations.suspended import forget
from app.recommendations.models import MatchAnswer
from app.solutions.models import Solution, SolutionStatus
from tests.browser import Browser
from tests.core.mail_ground import Letterbox
from tests.digest.ground import EARLIER, NOW, Offers, parts_received, send_all
from tests.digest.test_matches import a_reader, sent_to, world  # noqa: F401 - a fixture

pytestmark = [pytest.mark.both_engines, pytest.mark.usefixtures("world")]
LINK = re.compile(r"http://localhost(/\w\w/digest/answer/[\w./-]+)")


def links(app: Flask, letterbox: Letterbox, name: str = "amina") -> list[str]:
    """The links to answer in the mail to that person: interested, not relevant, in contact."""
    jobs.plan_due(now=NOW)
    send_all(app)
    return LINK.findall(parts_received(letterbox, sent_to(letterbox, name)).text)


def answers() -> list[tuple[str, str | None]]:
    db.session.rollback()
    return [(row.answer, row.why) for row in db.session.scalars(select(MatchAnswer))]


def test_opening_a_link_answers_nothing(app: Flask, letterbox: Letterbox, browser: Browser, offers: Offers) -> None:
    for link in links(app, letterbox):
        page = browser.get(link)
        assert "Rainwater tanks for schools" in page.links()
        assert browser.client.head(link).status_code == 200
    assert answers() == []


@pytest.mark.parametrize("name", ["amina", "budi"])
def test_the_button_keeps_the_answer_and_the_match_is_not_told_again(
    app: Flask, letterbox: Letterbox, browser: Browser, offers: Offers, name: str
) -> None:
    interested, not_relevant, _in_contact = links(app, letterbox, name)
    browser.submit(browser.get(interested), {"answer": "interested"}, to=interested)
    assert answers() == [("interested", None)]
    browser.submit(browser.get(not_relevant), {"answer": "not-relevant", "why": "tried"}, to=not_relevant)
    assert answers() == [("not-relevant", "tried")]
    with app.test_request_context("/"):
        reader = db.session.scalars(select(Subscriber).where(col(Subscriber.email) == f"{name}@example.org")).one()
        window = Window(EARLIER, NOW, NOW, standings_mailed(demo=True))
        assert new_matches(db.session, reader, window) == []


def test_the_answer_is_kept_with_the_reasons_of_the_match(
    app: Flask, letterbox: Letterbox, browser: Browser, offers: Offers
) -> None:
    [interested, *_] = links(app, letterbox)
    browser.submit(browser.get(interested), {"answer": "interested"}, to=interested)
    db.session.rollback()
    [row] = db.session.scalars(select(MatchAnswer))
    assert (row.rank, bool(row.parts)) == (1, True)


def test_a_link_without_the_right_any_more_is_over(
    app: Flask, letterbox: Letterbox, browser: Browser, offers: Offers
) -> None:
    with writing() as session:
        person = a_reader(session, "Esi", ("focal-point", "country", "XC"))
    browser.get(f"/en/digest/answer/{answer_token(person, 1, 1, 'solutions')}/interested", status=410)


def withdraw(session: Session) -> None:
    solution = session.get_one(Solution, 1)
    solution.status, solution.title = SolutionStatus.WITHDRAWN, "A title of later"


def suspend(session: Session) -> None:
    session.get_one(Organisation, 1).status = SUSPENDED
    forget(session)  # as whoever suspends does


def hide_solution(session: Session) -> None:
    session.get_one(Solution, 1).visibility = Visibility.MODERATORS


def hide_request(session: Session) -> None:
    session.get_one(CountryRequest, 1).visibility = Visibility.MODERATORS


@pytest.mark.parametrize(
    ("name", "end"),
    [("amina", withdraw), ("amina", suspend), ("amina", hide_solution), ("budi", hide_request), ("budi", withdraw)],
)
def test_what_is_no_longer_to_be_seen_is_neither_shown_nor_answered(
    app: Flask, letterbox: Letterbox, browser: Browser, offers: Offers, name: str, end: Callable[[Session], None]
) -> None:
    [interested, *_] = links(app, letterbox, name)
    open_before = browser.get(interested)
    with writing() as session:
        end(session)
    text = browser.get(interested, status=410).text
    assert "A title of later" not in text
    assert "ainwater" not in text
    browser.submit(open_before, {"answer": "interested"}, to=interested, status=410)
    assert answers() == []


def test_an_altered_link_and_an_answer_that_is_none_lead_nowhere(
    app: Flask, letterbox: Letterbox, browser: Browser, offers: Offers
) -> None:
    [interested, *_] = links(app, letterbox)
    browser.get(interested.replace("/answer/", "/answer/x"), status=404)
    browser.get(interested.replace("/interested", "/delighted"), status=404)
    browser.submit(browser.get(interested), {"answer": "delighted"}, to=interested, status=422)
    assert answers() == []
