"""How soon an institution usually answers: said only where it is good, and invented records count among themselves."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from app.core.db import utc_now, writing
from app.core.permissions import Actor
from app.core.records import Standing, Visibility
from app.countries.models import Route
from app.organisations.replies import Band, band
from app.partnerships.models import Offer, OfferStatus
from app.partnerships.service import send
from tests.browser import Browser
from tests.factories import a_country_request, an_organisation

DAYS = st.lists(st.integers(0, 400).map(lambda days: timedelta(days=days)), max_size=12)
WEEK, TWO_WEEKS = "Usually answers within a week", "Usually answers within two weeks"


def answered(app: Flask, *days: int, standing: Standing = Standing.CONFIRMED, ago: int = 40, **request: Any) -> int:
    """An institution that answered as many requests, each after so many days."""
    with app.app_context(), writing() as session:
        number = an_organisation(session, standing=standing).key
        for took in days:
            opened = utc_now() - timedelta(days=ago)
            row = a_country_request(session, opened_at=opened, **{"standing": standing, **request})
            offered = opened + timedelta(days=took)
            session.add(
                Offer(
                    country_request_id=row.key, organisation_id=number, message="x", route=Route.DIRECTLY,
                    status=OfferStatus.SENT, offered_at=offered, sent_at=offered + timedelta(days=30),
                )
            )  # fmt: skip
        return number


def said(app: Flask, number: int) -> str:
    text = Browser(app).get("organisations.show", organisation_id=number).text
    return next((words for words in (TWO_WEEKS, WEEK) if words in text), "")


@pytest.mark.both_engines
@pytest.mark.parametrize(
    ("days", "words"),
    [((1, 2, 3), WEEK), ((1, 7, 300), WEEK), ((8, 14, 90), TWO_WEEKS), ((20, 20, 1), ""), ((1, 1), ""), ((), "")],
)
def test_the_page_says_it_only_where_it_is_good(app: Flask, days: tuple[int, ...], words: str) -> None:
    assert said(app, answered(app, *days)) == words


@pytest.mark.both_engines
def test_answers_to_requests_that_not_everybody_reads_or_of_long_ago_do_not_count(app: Flask) -> None:
    assert said(app, answered(app, 1, 1, 1, visibility=Visibility.MEMBERS)) == ""
    assert said(app, answered(app, 1, 1, 1, ago=900)) == ""


@pytest.mark.both_engines
def test_invented_requests_say_nothing_of_a_real_institution_nor_real_ones_of_an_invented_one(app: Flask) -> None:
    app.config["DEMO"] = True
    request = {Standing.CONFIRMED: Standing.EXAMPLE, Standing.EXAMPLE: Standing.CONFIRMED}
    for own, other in request.items():
        number = answered(app, 1, 1, 1, standing=own)
        assert said(app, number) == WEEK
        with app.app_context(), writing() as session:
            lone = an_organisation(session, standing=own).key
            rows = [a_country_request(session, opened_at=utc_now(), standing=other) for _ in range(3)]
            session.add_all(
                Offer(
                    country_request_id=row.key, organisation_id=lone, message="x", route=Route.DIRECTLY,
                    status=OfferStatus.SENT, offered_at=utc_now(), sent_at=utc_now(),
                )
                for row in rows
            )  # fmt: skip
        assert said(app, lone) == ""


def test_the_page_knows_of_the_last_answer_at_once(app: Flask) -> None:
    number = answered(app, 1, 2)
    assert said(app, number) == ""
    with app.app_context(), writing() as session:
        request = a_country_request(session, opened_at=utc_now(), standing=Standing.CONFIRMED).key
        facts: dict[str, Any] = {
            "country_request_id": request,
            "organisation_id": number,
            "message": "x",
            "route": Route.DIRECTLY,
        }
        row = Offer(**facts, offered_at=utc_now())
        session.add(row)
        session.flush()
        send(session, row, by=Actor(), now=utc_now())
    assert said(app, number) == WEEK


def test_programs_read_it_and_a_page_says_how_it_is_counted(app: Flask, browser: Browser) -> None:
    number = answered(app, 1, 2, 3)
    page = browser.get("organisations.show", organisation_id=number)
    assert "at least three" in browser.get(page.links()["How this is counted"]).text
    assert "within-a-week" in browser.client.get("/en/organisations.json").get_data(as_text=True)


@given(DAYS)
def test_a_band_is_only_ever_what_at_least_half_of_three_or_more_answers_show(took: list[timedelta]) -> None:
    found = band(took)
    if found is None:
        return
    most = {Band.WEEK: 7, Band.TWO_WEEKS: 14}[found]
    assert len(took) >= 3
    assert sum(each <= timedelta(days=most) for each in took) * 2 >= len(took)


@pytest.mark.both_engines
def test_offering_and_withdrawing_again_and_again_counts_as_one_answer(app: Flask) -> None:
    number = answered(app, 1)
    with app.app_context(), writing() as session:
        first = session.query(Offer).one()
        known = {
            name: getattr(first, name) for name in ("country_request_id", "message", "route", "offered_at", "sent_at")
        }
        for _ in range(3):
            session.add(Offer(organisation_id=number, status=OfferStatus.WITHDRAWN, **known))
    assert said(app, number) == ""
    assert "1 answer has reached the country so far." in Browser(app).get("/en/requests/1").text
