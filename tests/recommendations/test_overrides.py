"""Moderators take a solution out of the matches of a request or put one forward; both sides see it, with the reason."""

from __future__ import annotations

import pytest
from flask import Flask
from markupsafe import escape
from sqlalchemy import select
from sqlmodel import col

from app.accounts.models import Person
from app.core.audit import AuditEvent
from app.core.db import db, utc_now, writing
from app.core.records import Standing
from app.countries.models import DoNotPropose
from app.recommendations.mailed import matches_for_person
from tests.browser import Browser, Page
from tests.factories import a_country_request, a_solution, an_organisation
from tests.recommendations.test_replay import _as

pytestmark = pytest.mark.both_engines
FIRST, SECOND, OTHER = "Early warning of floods by radio", "Early warning of storms", "Rice banks of a district"
WHY = "The institute has room for one more country this year"
TITLES = (FIRST, SECOND, OTHER)


@pytest.fixture
def world(app: Flask) -> dict[str, int]:
    with app.app_context(), writing() as session:
        owner = an_organisation(session, "Delta Institute", country="XB")
        for title in TITLES:
            a_solution(session, title, owner=owner, standing=Standing.EXAMPLE, countries_of_origin=["XB"])
        return {"request": a_country_request(session, title="Early warning of floods").key, "institute": owner.key}


@pytest.fixture
def amina(app: Flask) -> Browser:
    return _as(app, "Amina", "focal-point", "country", "XA")


@pytest.fixture
def carla(app: Flask) -> Browser:
    return _as(app, "Carla", "moderator", "site", "")


def decide(browser: Browser, request: int, solution: object, what: str, reason: str = WHY, status: int = 200) -> Page:
    page = browser.get(f"/en/requests/{request}/matches/decided")
    answers = {"solution": str(solution), "what": what, "reason": reason}
    return browser.submit(page, answers, action="/decided", status=status)


def order(page: Page) -> list[str]:
    found = {title: page.text.find(title) for title in TITLES}
    return sorted((title for title in TITLES if found[title] >= 0), key=lambda title: found[title])


def matches_of(browser: Browser, request: int) -> Page:
    return browser.get(f"/en/requests/{request}/matches")


def test_what_is_taken_out_is_offered_to_neither_side(
    app: Flask, amina: Browser, carla: Browser, world: dict[str, int]
) -> None:
    budi = _as(app, "Budi", "organisation-editor", "organisation", str(world["institute"]))
    assert order(matches_of(amina, world["request"])) == [FIRST, SECOND]
    assert "Early warning of floods" in budi.get("/en/solutions/1/requests").text.replace(FIRST, "")
    decide(carla, world["request"], 1, "out")
    page = matches_of(amina, world["request"])
    assert order(page) == [SECOND]
    assert WHY not in page.text
    assert "No open request shares" in budi.get("/en/solutions/1/requests").text
    assert FIRST not in amina.get(f"/en/requests/{world['request']}").text


def test_what_is_put_forward_stands_at_its_place_with_the_reason_and_its_own_score(
    app: Flask, amina: Browser, carla: Browser, world: dict[str, int]
) -> None:
    decide(carla, world["request"], "https://example.org/en/solutions/2-early-warning-of-storms", "1")
    page = matches_of(amina, world["request"])
    assert order(page) == [SECOND, FIRST]
    assert f"Put forward by the moderators: {WHY}" in page.text
    assert f"Put forward by the moderators: {WHY}" in amina.get(f"/en/requests/{world['request']}").text
    decide(carla, world["request"], 3, "2")
    assert order(matches_of(amina, world["request"])) == [SECOND, OTHER, FIRST]
    assert WHY in amina.get(f"/en/requests/{world['request']}/matches").text.partition(OTHER)[2]


def test_the_other_side_sees_it_too_and_the_reason_in_its_own_language(
    app: Flask, carla: Browser, world: dict[str, int]
) -> None:
    budi = _as(app, "Budi", "organisation-editor", "organisation", str(world["institute"]))
    assert "No open request shares" in budi.get("/en/solutions/3/requests").text
    decide(carla, world["request"], 3, "1")
    assert WHY in budi.get("/en/solutions/3/requests").text
    html = budi.get("/fr/solutions/3/requests").response.get_data(as_text=True)
    assert f'<bdi lang="en" dir="ltr">{escape(WHY)}</bdi>' in html
    assert "Mise en avant par l’équipe de modération" in html


def test_a_withdrawn_decision_holds_no_more_and_stays_on_record(
    app: Flask, amina: Browser, carla: Browser, world: dict[str, int]
) -> None:
    page = decide(carla, world["request"], 1, "out")
    carla.submit(page, {}, action="/withdraw")
    assert order(matches_of(amina, world["request"])) == [FIRST, SECOND]
    replayed = carla.get(f"/en/requests/{world['request']}/matches/shown").text
    for words in ("Taken out of the matches", "withdrawn", WHY, "Carla"):
        assert words in replayed
    with app.app_context():
        acts = db.session.scalars(select(col(AuditEvent.act)).where(col(AuditEvent.act).like("match.%"))).all()
        assert list(acts) == ["match.take_out", "match.withdraw_override"]


def test_a_second_decision_about_the_same_match_takes_the_place_of_the_first(
    app: Flask, amina: Browser, carla: Browser, world: dict[str, int]
) -> None:
    decide(carla, world["request"], 2, "1")
    decide(carla, world["request"], 2, "out")
    assert order(matches_of(amina, world["request"])) == [FIRST]


def test_lists_of_countries_and_the_needs_of_a_request_stand_above_it(
    app: Flask, amina: Browser, carla: Browser, world: dict[str, int]
) -> None:
    decide(carla, world["request"], 3, "1")
    with app.app_context(), writing() as session:
        session.add(DoNotPropose(country="XA", other="XB"))
    page = matches_of(amina, world["request"])
    assert order(page) == []
    assert WHY not in page.text


def test_the_weekly_mail_takes_what_is_put_forward_first_and_leaves_out_what_was_taken_out(
    app: Flask, amina: Browser, carla: Browser, world: dict[str, int]
) -> None:
    def told() -> list[int]:
        from app.core.index import catalogue

        with app.test_request_context("/en/"):
            person = db.session.scalar(select(col(Person.id)).where(col(Person.name) == "Amina"))
            found = matches_for_person(catalogue(), db.session, person or 0, standing={"example"}, now=utc_now())
            return [match.solution.key for match in found]

    assert told() == [1, 2]
    decide(carla, world["request"], 3, "1")
    assert told() == [3, 1, 2]
    decide(carla, world["request"], 1, "out")
    assert told() == [3, 2]


@pytest.mark.parametrize(
    ("solution", "what", "reason", "said"),
    [
        ("", "out", WHY, "Enter the address or the number of a published solution"),
        ("999", "out", WHY, "Enter the address or the number of a published solution"),
        ("x" * 30, "out", WHY, "Enter the address or the number of a published solution"),
        ("1", "", WHY, "Choose what is to be done"),
        ("1", "9", WHY, "Choose what is to be done"),
        ("1", "out", "", "Say why"),
        ("1", "out", "No.", "Say why in a sentence"),
        ("1", "out", "x" * 401, "Shorten this by 1 character"),
    ],
)
def test_what_is_missing_is_said_beside_the_field_and_nothing_is_kept(
    carla: Browser, world: dict[str, int], solution: str, what: str, reason: str, said: str
) -> None:
    page = decide(carla, world["request"], solution, what, reason, status=422)
    assert said in page.text
    assert "Withdraw the decision" not in page.text


def test_nobody_decides_about_what_is_their_own_and_nobody_else_decides_at_all(
    app: Flask, amina: Browser, world: dict[str, int]
) -> None:
    amina.get(f"/en/requests/{world['request']}/matches/decided", status=403)
    own = _as(app, "Cyrus", "moderator", "site", "", ("organisation-editor", "organisation", str(world["institute"])))
    page = decide(own, world["request"], 1, "1", status=422)
    assert "Another moderator decides this" in page.text
    same = _as(app, "Cleo", "moderator", "site", "", ("team-assistant", "country", "XA"))
    same.get(f"/en/requests/{world['request']}/matches/decided", status=403)
