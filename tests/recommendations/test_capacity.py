"""What an institution said about its days and its earliest start is respected, and told to the side that asks."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Flask

from app.accounts.models import Appointment
from app.core.db import writing
from app.core.records import Standing
from tests.accounts.conftest import a_person
from tests.accounts.signing_in import sign_in
from tests.browser import Browser
from tests.factories import a_country_request, a_solution

TITLE = "Early warning of floods by radio"


def _matches(app: Flask, *offers: dict[str, Any]) -> str:
    """The page of matches for a request that begins on 1 June 2027, with a solution for each of `offers`."""
    example: dict[str, Any] = {"standing": Standing.EXAMPLE, "countries_of_origin": ["XB"]}
    with app.app_context(), writing() as session:
        number = a_country_request(session, title="Early warning of floods", start=date(2027, 6, 1)).key
        for place, facts in enumerate(offers, start=1):
            a_solution(session, f"{TITLE} {place}", **example, **facts)
    role = Appointment(
        person_id=0, role="focal-point", scope_type="country", scope_id="XA", valid_from=date(2026, 1, 1)
    )
    browser = Browser(app)
    sign_in(browser, a_person(app, "Amina", roles=(role,)))
    return browser.get(f"/en/requests/{number}/matches").text


def test_who_has_days_left_comes_before_who_has_said_nothing(app: Flask) -> None:
    text = _matches(app, {}, {"expert_days": 30})
    assert text.index(f"{TITLE} 2") < text.index(f"{TITLE} 1")
    assert "can take on work now" in text


def test_no_days_left_is_a_point_to_check(app: Flask) -> None:
    text = _matches(app, {"expert_days": 0})
    assert "No expert-days are left this year." in text
    assert "can take on work now" not in text


def test_a_start_later_than_asked_is_a_point_to_check(app: Flask) -> None:
    assert "can start on 1 September 2027 at the earliest" in _matches(app, {"earliest_date": date(2027, 9, 1)})


def test_a_start_in_time_is_nothing_to_check(app: Flask) -> None:
    assert "at the earliest" not in _matches(app, {"earliest_date": date(2027, 5, 1)})
