"""Endorsing, opening and closing: whose acts they are, and when they can be done."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from app.core.db import db, writing
from app.core.permissions import Actor
from app.core.records import Outdated, Standing, Visibility
from app.country_requests.models import ClosingReason, CountryRequest, RequestStatus
from app.country_requests.service import NotTheFocalPoint, WrongStatus, close, endorse, open_to, set_rank, submit
from tests.browser import Browser
from tests.country_requests.walking import acting, begin, facts, sent_request, stored

Open = Callable[..., Browser]
pytestmark = pytest.mark.both_engines
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
AMINA, TARIQ = acting("focal-point", "XA"), acting("team-assistant", "XA")
BOLA, CARLA = acting("focal-point", "XB"), Actor(None, "Carla", acting("moderator", "").appointments)


def submitted(app: Flask, by: Actor = TARIQ, **other: object) -> int:
    with app.app_context(), writing() as session:
        return submit(session, facts(**other), by=by, now=NOW).key


@pytest.mark.parametrize("other", [TARIQ, BOLA, CARLA, Actor()], ids=["assistant", "neighbour", "moderator", "visitor"])
def test_nobody_but_the_countrys_focal_point_endorses(app: Flask, other: Actor) -> None:
    number = submitted(app)
    with app.app_context(), pytest.raises(NotTheFocalPoint), writing() as session:
        endorse(session, session.get_one(CountryRequest, number), by=other, now=NOW, version=1)
    assert stored(app, number).status == RequestStatus.SUBMITTED


def test_endorsing_shows_it_to_members_at_most_whatever_was_wished(app: Flask) -> None:
    number = submitted(app, wished_visibility=Visibility.PUBLIC)
    with app.app_context(), writing() as session:
        endorse(session, session.get_one(CountryRequest, number), by=AMINA, now=NOW, version=1)
    row = stored(app, number)
    assert (row.status, row.visibility, row.endorsed_at) == (RequestStatus.ENDORSED, Visibility.MEMBERS, NOW)


def test_a_request_kept_for_moderators_stays_theirs(app: Flask) -> None:
    number = submitted(app, by=AMINA, wished_visibility=Visibility.MODERATORS)
    assert stored(app, number).visibility == Visibility.MODERATORS


def test_nobody_acts_on_a_version_they_have_not_read(app: Flask) -> None:
    number = submitted(app)
    with app.app_context(), pytest.raises(Outdated), writing() as session:
        endorse(session, session.get_one(CountryRequest, number), by=AMINA, now=NOW, version=7)


def test_only_an_endorsed_request_is_opened(app: Flask) -> None:
    number = submitted(app)
    with app.app_context(), pytest.raises(WrongStatus), writing() as session:
        row = session.get_one(CountryRequest, number)
        open_to(session, row, audience=Visibility.PUBLIC, by=AMINA, now=NOW, version=1)


def test_the_focal_point_opens_it_to_everybody_and_may_narrow_it_again(app: Flask) -> None:
    number = submitted(app, by=AMINA)
    for audience in (Visibility.PUBLIC, Visibility.MEMBERS):
        with app.app_context(), writing() as session:
            row = session.get_one(CountryRequest, number)
            open_to(session, row, audience=audience, by=AMINA, now=NOW, version=row.version)
        assert stored(app, number).visibility == audience


@pytest.mark.parametrize("reason", list(ClosingReason))
def test_the_focal_point_closes_it_with_a_reason_once(app: Flask, reason: ClosingReason) -> None:
    number = submitted(app, by=AMINA)
    with app.app_context(), writing() as session:
        row = session.get_one(CountryRequest, number)
        close(session, row, reason=reason, by=AMINA, now=NOW, version=row.version)
    row = stored(app, number)
    assert (row.status, row.closing_reason, row.closed_at) == (RequestStatus.CLOSED, reason, NOW)
    with app.app_context(), pytest.raises(WrongStatus), writing() as session:
        row = session.get_one(CountryRequest, number)
        close(session, row, reason=reason, by=AMINA, now=NOW, version=row.version)


def test_who_sent_it_may_withdraw_it_until_it_is_endorsed(app: Flask, people: dict[str, int]) -> None:
    tariq = acting("team-assistant", "XA", people["tariq"])
    number = submitted(app, by=tariq)
    with app.app_context(), writing() as session:
        row = session.get_one(CountryRequest, number)
        close(session, row, reason=ClosingReason.WITHDRAWN, by=tariq, now=NOW, version=row.version)
    assert stored(app, number).visibility == Visibility.MODERATORS


def test_a_focal_point_endorses_and_opens_through_pages_that_ask_first(app: Flask, as_: Open) -> None:
    number = sent_request(as_("tariq"))
    amina = as_("amina")
    assert "Waiting for your endorsement" in amina.get("country_requests.mine").text
    page = amina.get("request_acts.endorse", number=number)
    assert stored(app, number).status == RequestStatus.SUBMITTED, "a link never acts"
    amina.submit(page, {}, to=f"/en/requests/{number}/endorse")
    page = amina.get("request_acts.open_request", number=number)
    shown = amina.submit(page, {"audience": "public"}, to=f"/en/requests/{number}/open")
    assert "Submitted through the national focal point" in shown.text
    assert stored(app, number).visibility == Visibility.PUBLIC


def test_pressing_endorse_twice_is_kindly_taken_as_once(app: Flask, as_: Open) -> None:
    number = sent_request(as_("tariq"))
    amina = as_("amina")
    page = amina.get("request_acts.endorse", number=number)
    for _ in range(2):
        amina.submit(page, {}, to=f"/en/requests/{number}/endorse")
    assert stored(app, number).version == 2


def test_an_assistant_sees_the_request_and_no_way_to_endorse_it(app: Flask, as_: Open) -> None:
    tariq = as_("tariq")
    number = sent_request(tariq)
    assert "Endorse" not in tariq.get("country_requests.by_number", number=number).links()
    tariq.get("request_acts.endorse", number=number, status=403)
    with app.app_context():
        assert db.session.get_one(CountryRequest, number).status == RequestStatus.SUBMITTED


@pytest.mark.parametrize("name", ["amina", "tariq"])
def test_the_desk_of_the_country_shows_what_waits_to_be_endorsed_and_since_when(
    app: Flask, as_: Open, name: str
) -> None:
    number = submitted(app)
    with app.app_context(), writing() as session:
        row = session.get_one(CountryRequest, number)
        row.created_at, row.standing, row.title = datetime.now(UTC) - timedelta(days=4), Standing.EXAMPLE, "Floods"
    browser = as_(name)
    desk = browser.get("desk.show", code="XA")
    assert "Time waited: 4 days" in desk.text
    assert "Time waited: 4 days" in browser.get(desk.links()["Floods"]).text
    assert "Floods" not in as_("bola").get("desk.show", code="XB").text


def endorsed_with_rank(app: Flask, as_: Open, rank: str = "3") -> int:
    number = sent_request(as_("tariq"))
    amina = as_("amina")
    amina.submit(amina.get("request_acts.endorse", number=number), {"rank": rank}, to=f"/en/requests/{number}/endorse")
    return number


def test_the_focal_point_ranks_it_in_the_endorsement_and_may_change_that(app: Flask, as_: Open) -> None:
    number = endorsed_with_rank(app, as_)
    assert stored(app, number).national_priority == 3
    amina = as_("amina")
    page = amina.get("request_acts.rank", number=number)
    assert page.all(".//input[@name='rank']")[0].get("value") == "3"
    amina.submit(page, {"rank": "12"}, to=f"/en/requests/{number}/priority")
    assert stored(app, number).national_priority == 12


@pytest.mark.parametrize("wrong", ["0", "101", "first"])
def test_a_rank_that_is_none_endorses_nothing(app: Flask, as_: Open, wrong: str) -> None:
    number = sent_request(as_("tariq"))
    amina = as_("amina")
    page = amina.get("request_acts.endorse", number=number)
    again = amina.submit(page, {"rank": wrong}, to=f"/en/requests/{number}/endorse", status=422)
    assert "Enter the national priority as a number from 1 to 100" in again.text
    assert stored(app, number).status == RequestStatus.SUBMITTED


@pytest.mark.parametrize("name", ["tariq", "carla", "bola"])
def test_nobody_else_enters_a_rank(app: Flask, as_: Open, name: str) -> None:
    number = endorsed_with_rank(app, as_)
    as_(name).get("request_acts.rank", number=number, status=403)


@pytest.mark.parametrize("by", [TARIQ, BOLA, CARLA], ids=["assistant", "neighbour", "moderator"])
def test_the_service_takes_a_rank_from_nobody_but_the_countrys_focal_point(app: Flask, by: Actor) -> None:
    number = submitted(app, by=AMINA)
    with app.app_context(), pytest.raises(NotTheFocalPoint), writing() as session:
        row = session.get_one(CountryRequest, number)
        set_rank(session, row, rank=1, by=by, now=NOW, version=row.version)


def test_whoever_writes_a_request_is_not_asked_for_a_rank(as_: Open) -> None:
    tariq = as_("tariq")
    draft = begin(tariq)
    assert "priority" not in tariq.get(f"{draft}/readers").text
