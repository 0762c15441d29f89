"""A moderator sees what was shown, with the numbers of that moment, beside what would be shown now."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask

from app.accounts.models import Appointment
from app.core.changes import mark_changed
from app.core.db import writing
from app.core.records import Standing
from app.solutions.models import Solution
from tests.accounts.conftest import a_person
from tests.accounts.signing_in import sign_in
from tests.browser import Browser
from tests.factories import a_country_request, a_solution

pytestmark = pytest.mark.both_engines
FIRST, SECOND = "Early warning of floods by radio", "Early warning of storms"


def _as(app: Flask, name: str, role: str, scope: str, key: str, *more: tuple[str, str, str]) -> Browser:
    since = date(2026, 1, 1)
    held = [
        Appointment(person_id=0, role=role, scope_type=scope, scope_id=key, valid_from=since)
        for role, scope, key in ((role, scope, key), *more)
    ]
    browser = Browser(app)
    sign_in(browser, a_person(app, name, roles=tuple(held)))
    return browser


@pytest.fixture
def request_number(app: Flask) -> int:
    with app.app_context(), writing() as session:
        for title in (FIRST, SECOND):
            a_solution(session, title, standing=Standing.EXAMPLE, countries_of_origin=["XB"])
        return a_country_request(session, title="Early warning of floods").key


def test_what_the_focal_point_saw_is_replayed_with_its_reasons(app: Flask, request_number: int) -> None:
    amina, carla = _as(app, "Amina", "focal-point", "country", "XA"), _as(app, "Carla", "moderator", "site", "")
    page = f"/en/requests/{request_number}/matches"
    assert "No matches have been shown" in carla.get(f"{page}/shown").text
    amina.get(page)
    text = carla.get(f"{page}/shown").text
    assert text.index(FIRST) < text.index(SECOND)
    assert "Today the order is the same." in text
    assert "need " in text
    assert "Amina" not in text


def test_a_changed_catalogue_shows_beside_what_stood_then(app: Flask, request_number: int) -> None:
    amina, carla = _as(app, "Amina", "focal-point", "country", "XA"), _as(app, "Carla", "moderator", "site", "")
    amina.get(f"/en/requests/{request_number}/matches")
    with app.app_context(), writing() as session:
        first = session.get_one(Solution, 1)
        first.countries_of_origin = ["XA"]  # a country is not proposed to itself
        mark_changed(session, "solution", 1)
    text = carla.get(f"/en/requests/{request_number}/matches/shown").text
    assert "Today the order is another." in text
    assert "not among the first" in text


def test_nobody_else_replays(app: Flask, request_number: int) -> None:
    amina = _as(app, "Amina", "focal-point", "country", "XA")
    amina.get(f"/en/requests/{request_number}/matches/shown", status=403)
