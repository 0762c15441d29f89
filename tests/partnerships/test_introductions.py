"""From the shortlist to an introduction: both sides agree, then they have a brief and a conversation."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlmodel import col

from app.conversations.models import Conversation, Message
from app.core.audit import AuditEvent
from app.core.db import db, writing
from app.countries.models import Clearance, ClearanceRule
from app.country_requests.models import CountryRequest
from app.partnerships.models import Partnership, PartnershipStep
from app.partnerships.phases import AFTER_THE_WORK, BOTH_SIDES, LINE, MOVES, Phase, moves_from
from tests.browser import Page
from tests.partnerships.test_offers import WORDS, World

OTHERS = ("chen", "dalia", "wali")


@pytest.fixture
def world(app: Flask) -> World:
    """Budi's offer was cleared and sent."""
    found = World(app)
    found.offers(solution=str(found.solution))
    found.decides("cleared")
    return found


def shortlisted(world: World) -> None:
    amina = world.as_("amina")
    page = amina.get(f"{world.page}/offers/1")
    amina.submit(page, {}, action="/shortlist")


def goes_on(world: World, name: str, to: str, *, status: int = 200, **typed: Any) -> Page:
    browser = world.as_(name)
    return browser.submit(browser.get("/en/partnerships/1"), {"to": to, **typed}, status=status)


def introduced(world: World) -> None:
    shortlisted(world)
    goes_on(world, "budi", "introduced", gain="Our gauges are tried on longer rivers.")
    goes_on(world, "amina", "introduced", gain="Towns are warned in time.")


def partnership(world: World) -> Partnership:
    with world.app.app_context():
        return db.session.scalars(select(Partnership)).one()


def steps(world: World) -> list[tuple[str, str]]:
    with world.app.app_context():
        rows = db.session.scalars(select(PartnershipStep).order_by(col(PartnershipStep.id)))
        return [(str(row.phase), str(row.party)) for row in rows]


@pytest.mark.both_engines
def test_the_focal_point_puts_an_offer_on_the_shortlist_and_the_institution_is_told(world: World) -> None:
    shortlisted(world)
    assert steps(world) == [("identified", "asks"), ("cleared", "asks")]
    assert world.mailed("partnership") == ["budi@example.org"]
    shortlist_again = world.as_("amina").get(f"{world.page}/offers/1")
    assert "Put it on the shortlist" not in shortlist_again.text
    assert "Withdraw the offer" not in world.as_("budi").get(f"{world.page}/offers/1").text


@pytest.mark.both_engines
def test_nobody_else_shortlists_or_learns_of_it(world: World) -> None:
    for name in ("budi", "tariq", "carla"):
        assert "Put it on the shortlist" not in world.as_(name).get(f"{world.page}/offers/1").text
    shortlisted(world)
    for name in OTHERS:
        world.as_(name).get("/en/partnerships/1", status=404)
        world.as_(name).get("/en/partnerships/1/brief", status=404)
    for name in ("amina", "tariq", "budi", "carla"):
        world.as_(name).get("/en/partnerships/1")


@pytest.mark.both_engines
def test_two_sides_are_introduced_when_both_have_agreed(world: World) -> None:
    shortlisted(world)
    told = goes_on(world, "budi", "introduced")
    assert "waits for the other side" in told.text
    assert partnership(world).phase == Phase.CLEARED
    again = goes_on(world, "budi", "introduced")
    assert "waits for the other side" in again.text
    goes_on(world, "amina", "introduced")
    assert partnership(world).phase == Phase.INTRODUCED
    assert steps(world)[2:] == [("introduced", "offers"), ("introduced", "asks")]


@pytest.mark.both_engines
def test_then_they_write_to_each_other_by_relay(world: World) -> None:
    introduced(world)
    with world.app.app_context():
        row = db.session.scalars(select(Conversation)).one()
        assert (row.subject_kind, row.route, row.overseer) == ("partnership", None, None)
    for name in ("amina", "budi"):
        link = world.as_(name).get("/en/partnerships/1").links()["Open the conversation"]
        browser = world.as_(name)
        page = browser.get(link)
        assert WORDS in page.text
        browser.submit(page, {"words": f"Greetings from {name}"})
    world.as_("chen").get("/en/messages/1", status=404)
    with world.app.app_context():
        assert len(db.session.scalars(select(Message)).all()) == 3


@pytest.mark.both_engines
def test_the_brief_says_need_offer_and_what_each_gains_in_the_languages_of_both(world: World) -> None:
    with world.app.app_context(), writing() as session:
        session.get_one(CountryRequest, world.request).source_language = "fr"
    introduced(world)
    page = world.as_("amina").get("/en/partnerships/1/brief")
    assert [half.get("lang") for half in page.all(".//section[@class='half']")] == ["fr", "en"]
    for words in ("Delta Institute", WORDS, "Towns are warned in time.", "longer rivers", "Flood warning by radio"):
        assert page.text.count(words) == 2, words
    assert "Next step" in page.text
    assert "Prochaine étape" in page.text
    assert "@" not in page.text


@pytest.mark.both_engines
def test_who_comes_late_reads_what_has_changed(world: World) -> None:
    shortlisted(world)
    budi = world.as_("budi")
    old = budi.get("/en/partnerships/1")
    goes_on(world, "amina", "cancelled", note="The ministry has changed.")
    late = budi.submit(old, {"to": "introduced", "note": "Gladly"}, status=409)
    assert "Somebody else was here meanwhile" in late.text
    assert "The ministry has changed." in late.text


@pytest.mark.both_engines
def test_an_agreement_needs_both_sides_and_a_negotiation_one(world: World) -> None:
    world.rule(agreements=ClearanceRule.NONE)
    introduced(world)
    goes_on(world, "budi", "negotiating")
    goes_on(world, "amina", "formulated")
    goes_on(world, "amina", "agreed")
    assert partnership(world).phase == Phase.FORMULATED
    goes_on(world, "budi", "agreed")
    assert partnership(world).phase == Phase.AGREED
    goes_on(world, "budi", "suspended")
    goes_on(world, "amina", "agreed")  # goes on where it was
    assert partnership(world).phase == Phase.AGREED


def formulated(world: World) -> None:
    introduced(world)
    goes_on(world, "budi", "negotiating")
    goes_on(world, "amina", "formulated")


def decides_on_the_agreement(world: World, decision: str) -> None:
    with world.app.app_context():
        waiting = select(col(Clearance.id)).where(col(Clearance.decision).is_(None))
        number = db.session.scalars(waiting).one()
    bola = world.as_("bola")
    page = bola.get(f"/en/countries/XB/desk/{number}")
    bola.submit(page, {"decision": decision, "note": "Not this year"})


@pytest.mark.both_engines
@pytest.mark.parametrize("first", ["amina", "budi"])
def test_the_institutions_focal_point_clears_an_agreement_before_it_counts(world: World, first: str) -> None:
    formulated(world)
    if first == "amina":
        goes_on(world, "amina", "agreed")
    told = goes_on(world, "budi", "agreed")
    assert "waits for your focal point" in told.text
    assert "waits for your focal point" in world.as_("budi").get("/en/partnerships/1").text
    assert "waits for your focal point" not in world.as_("amina").get("/en/partnerships/1").text
    decides_on_the_agreement(world, "cleared")
    if first == "budi":
        assert partnership(world).phase == Phase.FORMULATED
        goes_on(world, "amina", "agreed")
    assert partnership(world).phase == Phase.AGREED
    assert {step for step in steps(world) if step[0] == "agreed"} == {("agreed", "asks"), ("agreed", "offers")}


@pytest.mark.both_engines
def test_an_agreement_that_is_not_cleared_stays_where_it_was(world: World) -> None:
    formulated(world)
    goes_on(world, "amina", "agreed")
    goes_on(world, "budi", "agreed")
    decides_on_the_agreement(world, "not_cleared")
    assert partnership(world).phase == Phase.FORMULATED


@pytest.mark.both_engines
def test_nothing_waits_on_the_desk_once_a_partnership_went_elsewhere(world: World) -> None:
    formulated(world)
    goes_on(world, "budi", "agreed")
    goes_on(world, "amina", "cancelled")
    assert "Nothing waits." in world.as_("bola").get("/en/countries/XB/desk").text


@pytest.mark.both_engines
def test_where_the_rule_asks_for_a_copy_the_institution_agrees_by_itself(world: World) -> None:
    world.rule(agreements=ClearanceRule.COPIED)
    formulated(world)
    goes_on(world, "budi", "agreed")
    goes_on(world, "amina", "agreed")
    assert partnership(world).phase == Phase.AGREED
    assert world.mailed("clearance-copy") == ["bola@example.org"]


@pytest.mark.both_engines
def test_every_step_is_on_record(world: World) -> None:
    introduced(world)
    with world.app.app_context():
        acts = db.session.scalars(select(col(AuditEvent.act)).where(col(AuditEvent.object_type) == "partnership"))
        assert list(acts) == ["move partnership", "move partnership", "agree to phase", "move partnership"]


def request_is(world: World) -> str:
    with world.app.app_context():
        return str(db.session.get_one(CountryRequest, world.request).status)


@pytest.mark.both_engines
def test_the_request_goes_with_its_partnership_from_open_to_partnered(world: World) -> None:
    world.rule(agreements=ClearanceRule.NONE)
    shortlisted(world)
    assert request_is(world) == "shortlisted"
    goes_on(world, "budi", "introduced")
    goes_on(world, "amina", "introduced")
    goes_on(world, "budi", "negotiating")
    assert request_is(world) == "negotiating"
    assert "In talks with a partner" in world.seen_by("chen")
    goes_on(world, "amina", "formulated")
    goes_on(world, "amina", "agreed")
    assert request_is(world) == "negotiating"
    goes_on(world, "budi", "agreed")
    assert request_is(world) == "partnered"
    with world.app.app_context():
        acts = db.session.scalars(select(col(AuditEvent.act)).where(col(AuditEvent.object_type) == "request"))
        assert list(acts) == ["request.shortlisted", "request.negotiating", "request.partnered"]


@pytest.mark.both_engines
def test_others_still_answer_while_partners_are_chosen_and_no_more_once_talks_have_begun(world: World) -> None:
    introduced(world)
    assert world.as_("chen").get(f"{world.page}/offer").heading == "Answer this request"
    goes_on(world, "budi", "negotiating")
    world.as_("chen").get(f"{world.page}/offer", status=403)


@pytest.mark.both_engines
def test_nothing_is_put_on_the_shortlist_of_a_closed_request(world: World) -> None:
    amina = world.as_("amina")
    opened = amina.get(f"{world.page}/offers/1")
    amina.submit(amina.get(f"{world.page}/close"), {"reason": "met_elsewhere"})
    assert "Put it on the shortlist" not in amina.get(f"{world.page}/offers/1").text
    amina.submit(opened, {}, action="/shortlist", status=403)


def test_a_move_that_the_phases_do_not_know_is_refused(world: World) -> None:
    shortlisted(world)
    page = goes_on(world, "budi", "agreed", status=422, note="At once")
    assert "Choose what comes next" in page.text
    assert "At once" in "".join("".join(area.itertext()) for area in page.all(".//textarea"))


def test_the_phases_are_those_of_the_plan() -> None:
    assert [phase.value for phase in Phase] == [
        "identified", "cleared", "introduced", "negotiating", "formulated", "agreed", "implementing", "completed",
        "evaluated", "followed_up", "suspended", "cancelled",
    ]  # fmt: skip
    assert {Phase.INTRODUCED, Phase.AGREED, Phase.COMPLETED} == BOTH_SIDES


@settings(max_examples=300, deadline=None)
@given(choices=st.lists(st.integers(0, 7), max_size=30))
def test_no_walk_leaves_the_line_or_goes_back_or_on_after_the_end(choices: list[int]) -> None:
    phase, paused, furthest = Phase.IDENTIFIED, None, 0
    for choice in choices:
        ways = sorted(moves_from(phase, paused))
        if not ways:
            assert phase in {Phase.CANCELLED, Phase.FOLLOWED_UP}
            return
        to = ways[choice % len(ways)]
        assert not (to == Phase.CANCELLED and phase in AFTER_THE_WORK)
        paused = phase if to == Phase.SUSPENDED else None
        phase = to
        if phase in LINE:
            assert furthest <= LINE.index(phase) <= furthest + 1
            furthest = LINE.index(phase)
    assert MOVES.keys() <= set(Phase)
