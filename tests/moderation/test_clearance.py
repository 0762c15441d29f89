"""Where a country asks for it, its focal point clears an offer before the moderators see it."""

from __future__ import annotations

import pytest
from flask import Flask

from app.solutions.models import RevisionState, SolutionStatus
from tests.browser import Browser
from tests.moderation.ground import Open, answer, item_of, offered, revisions, solution

pytestmark = pytest.mark.both_engines
People = dict[str, int]


def decide(browser: Browser, decision: str, note: str = "") -> None:
    desk = browser.get("desk.show", code="XB")
    place = next(url for url in desk.links().values() if "/clearance/" in url or "/desk/" in url)
    browser.submit(browser.get(place), {"decision": decision, "note": note}, action="")


def test_a_state_bodys_offer_waits_for_its_focal_point_and_then_for_a_moderator(
    app: Flask, as_: Open, people: People
) -> None:
    number = offered(as_("mira"), people["ministry"])
    assert revisions(app, number)[0].state == RevisionState.CLEARANCE
    assert "Nothing waits here." in as_("carla").get("moderation.index").text
    bola = as_("bola")
    assert "Fridges with ice banks" in bola.get("solution_sending.state", number=number).text
    as_("amina").get("solution_sending.state", number=number, status=404)
    as_("dalia").get("solution_sending.state", number=number, status=404)
    decide(bola, "cleared")
    assert revisions(app, number)[0].state == RevisionState.SUBMITTED
    answer(as_("carla"), item_of(app, number), "publish")
    assert solution(app, number).cleared_by == people["bola"]
    assert "Submitted through the national focal point" in Browser(app).get("solutions.show", solution_id=number).text


def test_not_cleared_it_goes_back_with_the_focal_points_words(app: Flask, as_: Open, people: People) -> None:
    number = offered(as_("mira"), people["ministry"])
    decide(as_("bola"), "not_cleared", "Ask the province first.")
    assert solution(app, number).status == SolutionStatus.CHANGES_REQUESTED
    assert "Ask the province first." in as_("mira").get("solution_sending.state", number=number).text
    assert "Nothing waits here." in as_("carla").get("moderation.index").text


def test_others_than_state_bodies_are_not_held_up_where_their_country_has_set_no_rule(
    app: Flask, as_: Open, people: People
) -> None:
    number = offered(as_("budi"), people["institute"])
    assert revisions(app, number)[0].state == RevisionState.SUBMITTED
