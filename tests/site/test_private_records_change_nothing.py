"""Adding a record that is not public changes no byte that an outsider sees."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask import Flask

from app.core.db import writing
from app.core.records import Standing, Visibility
from app.country_requests.models import RequestStatus
from app.solutions.models import SolutionStatus
from tests.accounts.conftest import a_person
from tests.accounts.signing_in import sign_in
from tests.browser import Browser
from tests.factories import a_country_request, a_solution, an_organisation

pytestmark = pytest.mark.both_engines
PATHS = [
    "/en/", "/en/solutions", "/en/solutions?q=flood", "/en/solutions?q=flood+warning+gauges&sector=disaster-risk",
    "/en/solutions?sort=evidence", "/en/requests", "/en/requests?q=flood", "/en/organisations", "/en/exchanges",
    "/ar/solutions?goal=13", "/en/solutions/1-flood-warning", "/en/requests/1-early-warning-of-floods",
]  # fmt: skip
NEVER_SHOWN: list[dict[str, Any]] = [
    {"visibility": Visibility.MEMBERS},
    {"visibility": Visibility.MODERATORS},
    {"status": SolutionStatus.DRAFT},
    {"status": SolutionStatus.WITHDRAWN},
]


def public_world(app: Flask) -> None:
    with app.app_context(), writing() as session:
        facts: dict[str, Any] = {"standing": Standing.EXAMPLE, "sectors": ["disaster-risk"]}
        for title in ("Flood warning", "River gauges", "Seed banks"):
            a_solution(session, title, claims=("13",), countries_of_origin=["XB"], **facts)
        a_country_request(session, "Early warning of floods", targets=["13"], sectors=["disaster-risk"])
        an_organisation(session, "Delta Institute", country="XB", standing=Standing.EXAMPLE)


def seen(browser: Browser) -> dict[str, bytes]:
    """Every page as an outsider gets it, without the one id that is new each time."""
    answers = ((path, browser.client.get(path, follow_redirects=True)) for path in PATHS)
    return {path: re.sub(rb'value="[\w.-]{60,}"', b"", answer.data) for path, answer in answers}


@pytest.mark.parametrize("private", NEVER_SHOWN, ids=lambda facts: str(*facts.values()))
@pytest.mark.parametrize("outsider", ["a visitor", "a reader without a role"])
def test_an_outsider_sees_the_same_bytes(app: Flask, private: dict[str, Any], outsider: str) -> None:
    public_world(app)
    browser = Browser(app)
    if outsider != "a visitor":
        sign_in(browser, a_person(app, "Dalia"))
    before = seen(browser)
    with app.app_context(), writing() as session:
        facts: dict[str, Any] = {"standing": Standing.EXAMPLE, "sectors": ["disaster-risk"], **private}
        for number in range(5):
            a_solution(session, f"Flood warning gauges {number}", claims=("13",), countries_of_origin=["XB"], **facts)
    assert seen(browser) == before


def test_a_request_for_members_leaves_an_outsiders_bytes_as_they_were(app: Flask) -> None:
    public_world(app)
    browser = Browser(app)
    before = seen(browser)
    with app.app_context(), writing() as session:
        a_country_request(session, "Flood warning in the north", visibility=Visibility.MEMBERS, targets=["13"])
        a_country_request(session, "Flood warning", visibility=Visibility.MEMBERS, status=RequestStatus.SUBMITTED)
    assert seen(browser) == before
