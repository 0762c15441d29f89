"""An institution that is not listed brings itself in: what is similar is shown first, and nothing blocks."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from app.core.records import Standing
from tests.browser import Browser
from tests.organisations.ground import PROOF, claims, decide, editors, entered, listed, mails, moderator, row

pytestmark = pytest.mark.both_engines
FACTS: dict[str, Any] = {
    "name": "Water Institute of Kenya",
    "acronym": "WIK",
    "country": "KEN",
    "organisation_type": "80",
}


def sent(browser: Browser, **changes: str) -> Any:
    page = browser.get("claims.create", name=FACTS["name"])
    return browser.submit(page, {**FACTS, **PROOF, **changes}, action="/new")


def test_a_visitor_signs_in_first(app: Flask, browser: Browser) -> None:
    assert browser.get("claims.create").heading == "Sign in"


@pytest.mark.parametrize("asked", [{"name": "Institute of Rural Water"}, {"name": "x", "acronym": "RWI"}])
def test_similar_names_and_short_names_are_shown_first(app: Flask, asked: dict[str, Any]) -> None:
    number = listed(app, acronym="RWI")
    page = entered(app, "Budi").get("claims.create", **asked)
    assert page.links()["Rural Water Institute"] == f"/en/organisations/{number}/claim"
    assert page.form_values("/new")["name"] == asked["name"]


def test_a_similar_name_blocks_nothing(app: Flask) -> None:
    listed(app, FACTS["name"])
    sent(entered(app, "Budi"))
    assert claims(app) == [(1, "waiting")]


def test_nobody_finds_it_until_a_moderator_approves_it(app: Flask, browser: Browser) -> None:
    budi, carla = entered(app, "Budi"), entered(app, "Carla", moderator())
    page = sent(budi)
    assert "Water Institute of Kenya" in page.text
    for reader in (browser, budi, carla):
        reader.get("organisations.show", organisation_id=1, status=404)
    assert "Water Institute of Kenya" not in browser.get("organisations.index", q="Kenya").links()
    assert mails(app) == [("carla@example.org", "Claim of an institution: Water Institute of Kenya")]
    decide(carla, 1)
    assert "Water Institute of Kenya" in browser.get("organisations.index", q="Kenya").links()
    assert (row(app, 1).standing, editors(app)) == (Standing.CONFIRMED, [(1, "1")])


def test_what_is_not_approved_is_never_shown(app: Flask, browser: Browser) -> None:
    sent(entered(app, "Budi"))
    decide(entered(app, "Carla", moderator()), 1, decision="decline", reason="No such institution.")
    browser.get("organisations.show", organisation_id=1, status=404)
    assert row(app, 1).status == "declined"


def test_an_institution_of_an_invented_country_is_an_example(app: Flask) -> None:
    sent(entered(app, "Budi"), country="XB")
    decide(entered(app, "Carla", moderator()), 1)
    assert row(app, 1).standing == Standing.EXAMPLE


@pytest.mark.parametrize("wrong", [{"name": ""}, {"country": ""}, {"country": "ZZZ"}, {"organisation_type": "1"}])
def test_bad_answers_keep_what_was_typed(app: Flask, wrong: dict[str, str]) -> None:
    budi = entered(app, "Budi")
    page = budi.get("claims.create", name="Any")
    answer = budi.submit(page, {**FACTS, **PROOF, **wrong}, action="/new", status=422)
    assert answer.title.startswith("Error: ")
    assert answer.form_values("/new")["position"] == PROOF["position"]
    assert claims(app) == []
