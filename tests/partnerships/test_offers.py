"""An institution answers a request; its own country's focal point has the first word, and others learn nothing."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.core.db import db, writing
from app.core.records import Standing, Visibility
from app.countries.models import ClearanceRule
from app.country_requests.models import CountryRequest, RequestStatus
from app.organisations.models import Organisation
from app.partnerships.models import Offer, OfferStatus
from tests.browser import Browser, Page
from tests.crowd import Crowd
from tests.factories import a_country_request, a_solution, an_organisation

pytestmark = pytest.mark.both_engines
WORDS = "We have warned towns for ten years."


class World(Crowd):
    """XA asks; an institute of XB and an agency of XC, with an editor each, may answer."""

    def __init__(self, app: Flask) -> None:
        with app.app_context(), writing() as session:
            example: dict[str, Any] = {"standing": Standing.EXAMPLE}
            institute = an_organisation(session, "Delta Institute", country="XB", **example)
            agency = an_organisation(session, "River Agency", country="XC", **example)
            self.request = a_country_request(session, title="Early warning of floods").key
            self.solution = a_solution(session, "Flood warning by radio", owner=institute, **example).key
            editors = {"budi": institute.key, "chen": agency.key}
            own = an_organisation(session, "Water Board", country="XA", **example)
            editors["wali"] = own.key
        super().__init__(app, editors)
        self.page = f"/en/requests/{self.request}"

    def offers(self, name: str = "budi", **answers: Any) -> Page:
        """The page that comes when the editor has answered."""
        browser = self.as_(name)
        form = browser.get(f"{self.page}/offer")
        return browser.submit(form, {"message": WORDS, **answers})

    def only_offer(self) -> Offer:
        with self.app.app_context():
            return db.session.scalars(select(Offer)).one()

    def seen_by(self, name: str) -> str:
        return self.as_(name).get(self.page).text


@pytest.fixture
def world(app: Flask) -> World:
    return World(app)


def test_an_offer_waits_for_the_focal_point_and_the_other_side_sees_nothing_of_it(world: World) -> None:
    before = {name: world.seen_by(name) for name in ("amina", "tariq", "carla", "dalia", "chen")}
    told = world.offers(solution=str(world.solution))
    assert "waits for your focal point" in told.text
    assert {name: world.seen_by(name) for name in before} == before
    offer = f"{world.page}/offers/{world.only_offer().key}"
    for name in before:
        world.as_(name).get(offer, status=404)
    for name in ("bola", "bashir", "budi"):
        assert WORDS in world.as_(name).get(offer).text
    assert world.mailed("offer-sent") == []


def test_a_cleared_offer_reaches_the_requesting_country_and_nobody_else(world: World) -> None:
    world.offers(solution=str(world.solution))
    world.decides("cleared")
    assert world.only_offer().status == OfferStatus.SENT
    assert world.mailed("offer-sent") == ["amina@example.org"]
    offer = f"{world.page}/offers/{world.only_offer().key}"
    for name in ("amina", "tariq", "carla"):
        assert "Delta Institute" in world.seen_by(name)
        page = world.as_(name).get(offer)
        assert WORDS in page.text
        assert "Flood warning by radio" in page.text
    for name in ("dalia", "chen"):
        assert "Delta Institute" not in world.seen_by(name)
        assert "1 answer has reached the country so far." in world.seen_by(name)
        world.as_(name).get(offer, status=404)


def test_an_offer_that_was_not_cleared_never_shows_on_the_other_side(world: World) -> None:
    before = world.seen_by("amina")
    world.offers()
    world.decides("not_cleared")
    assert world.only_offer().status == OfferStatus.NOT_CLEARED
    assert world.seen_by("amina") == before
    assert "Not cleared" in world.seen_by("budi")
    assert world.mailed("clearance-decided") == ["budi@example.org"]


def test_directly_is_offered_only_where_the_rules_of_the_country_let_it(world: World) -> None:
    def ways() -> set[str | None]:
        page = world.as_("budi").get(f"{world.page}/offer")
        return {field.get("value") for field in page.all(".//input[@name='route']")}

    assert ways() == {"via_focal_point"}
    world.rule(offers=ClearanceRule.NONE, first_contact=ClearanceRule.COPIED)
    assert ways() == {"via_focal_point", "directly"}


@pytest.mark.parametrize("rules", [{"offers": "none"}, {"first_contact": "none"}, {}])
def test_a_way_that_is_not_open_cannot_be_forced(world: World, rules: dict[str, str]) -> None:
    world.rule(**{name: ClearanceRule(choice) for name, choice in rules.items()})
    browser = world.as_("budi")
    form = browser.get(f"{world.page}/offer")
    browser.submit(form, {"message": WORDS, "route": "directly"}, status=422)
    with world.app.app_context():
        assert db.session.scalars(select(Offer)).all() == []


def test_a_rule_that_tightens_while_the_form_is_open_holds(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.partnerships.views.service.may_go_directly", _first_yes_then_no())
    browser = world.as_("budi")
    form = browser.get(f"{world.page}/offer")
    told = browser.submit(form, {"message": WORDS, "route": "directly"}, status=422)
    assert WORDS in told.html
    with world.app.app_context():
        assert db.session.scalars(select(Offer)).all() == []


def _first_yes_then_no() -> Any:
    answers = iter([True, True, False])
    return lambda *_: next(answers)


@pytest.mark.parametrize(("offers", "copies"), [(ClearanceRule.COPIED, ["bola@example.org"]), (ClearanceRule.NONE, [])])
def test_a_direct_offer_is_sent_at_once_with_the_copy_that_the_rule_asks_for(
    world: World, offers: ClearanceRule, copies: list[str]
) -> None:
    world.rule(offers=offers, first_contact=ClearanceRule.NONE)
    assert "is sent" in world.offers(route="directly").text
    assert world.mailed("clearance-copy") == copies
    assert world.mailed("offer-sent") == ["amina@example.org"]
    assert "Delta Institute" in world.seen_by("amina")


def test_who_wants_the_focal_point_waits_for_it_whatever_the_rule(world: World) -> None:
    world.rule(offers=ClearanceRule.NONE, first_contact=ClearanceRule.NONE)
    world.offers()
    assert world.only_offer().status == OfferStatus.WAITING


def test_an_institution_answers_once_and_again_after_withdrawing(world: World) -> None:
    browser = world.as_("budi")
    opened = browser.get(f"{world.page}/offer")
    shown = world.offers()
    told = browser.submit(opened, {"message": "Once more"}, status=409)
    assert "answered this request already" in told.text
    assert "Once more" in told.html
    withdrawn = browser.submit(browser.get(shown.response.request.path), {}, action="/withdraw")
    assert "is withdrawn" in withdrawn.text
    assert "Nothing waits." in world.as_("bola").get("/en/countries/XB/desk").text
    world.offers()
    with world.app.app_context():
        assert len(db.session.scalars(select(Offer)).all()) == 2


def test_who_withdraws_what_was_decided_meanwhile_is_told(world: World) -> None:
    shown = world.offers()
    browser = world.as_("budi")
    opened = browser.get(shown.response.request.path)
    world.decides("cleared")
    told = browser.submit(opened, {}, action="/withdraw", status=409)
    assert "changed meanwhile" in told.text
    assert world.only_offer().status == OfferStatus.SENT


def test_only_the_institutions_editor_withdraws(world: World) -> None:
    world.offers()
    offer = f"{world.page}/offers/{world.only_offer().key}/withdraw"
    for name, status in (("bola", 403), ("amina", 404), ("carla", 404), ("chen", 404)):
        browser = world.as_(name)
        token = browser.get("accounts.show").form_values("sign-out")
        browser.post(offer, {**token, "version": "1"}, status=status)
    assert world.only_offer().stands


@pytest.mark.parametrize("name", ["amina", "carla", "bola"])
def test_who_edits_no_institution_answers_no_request(world: World, name: str) -> None:
    world.as_(name).get(f"{world.page}/offer", status=403)
    assert "Answer this request" not in world.seen_by(name)


@pytest.mark.parametrize(
    "facts",
    [
        {"status": RequestStatus.ENDORSED, "visibility": Visibility.MEMBERS},
        {"status": RequestStatus.CLOSED},
        {"status": RequestStatus.SUBMITTED},
        {"visibility": Visibility.MODERATORS},
    ],
)
def test_a_request_that_is_not_open_to_them_takes_no_answer(world: World, facts: dict[str, Any]) -> None:
    browser = world.as_("budi")
    opened = browser.get(f"{world.page}/offer")
    with world.app.app_context(), writing() as session:
        row = session.get_one(CountryRequest, world.request)
        for name, value in facts.items():
            setattr(row, name, value)
    hidden = facts.get("status") == RequestStatus.SUBMITTED or "status" not in facts
    browser.submit(opened, {"message": WORDS}, to=f"{world.page}/offer", status=404 if hidden else 403)
    with world.app.app_context():
        assert db.session.scalars(select(Offer)).all() == []


@pytest.mark.parametrize("wrong", [{"message": ""}, {"message": "x" * 3_001}, {"route": "x"}, {"solution": "999"}])
def test_bad_answers_are_explained_and_keep_the_words(world: World, wrong: dict[str, str]) -> None:
    browser = world.as_("budi")
    form = browser.get(f"{world.page}/offer")
    told = browser.submit(form, {"message": WORDS, **wrong}, status=422)
    assert told.title.startswith("Error: ")


def test_the_solution_of_another_institution_cannot_be_offered(world: World) -> None:
    browser = world.as_("chen")
    form = browser.get(f"{world.page}/offer")
    browser.submit(form, {"message": WORDS, "solution": str(world.solution)}, status=422)


def test_a_visitor_is_asked_to_sign_in_and_one_address_belongs_to_one_request(world: World) -> None:
    assert Browser(world.app).get(f"{world.page}/offer").heading == "Sign in"
    world.offers()
    with world.app.app_context(), writing() as session:
        other = a_country_request(session, title="Another", created_at=datetime.now(UTC)).key
    world.as_("budi").get(f"/en/requests/{other}/offers/{world.only_offer().key}", status=404)


def test_an_eleventh_answer_within_an_hour_waits_and_keeps_its_words(app: Flask, world: World) -> None:
    with app.app_context(), writing() as session:
        others = [a_country_request(session, title=f"Need {number}").key for number in range(11)]
    browser = world.as_("budi")
    for number in others[:10]:
        browser.submit(browser.get(f"/en/requests/{number}/offer"), {"message": WORDS})
    page = browser.submit(browser.get(f"/en/requests/{others[10]}/offer"), {"message": WORDS}, status=429)
    assert page.form_values()["message"] == WORDS


def test_an_institution_answers_its_own_country_only_if_it_says_that_it_means_to(app: Flask) -> None:
    world = World(app)
    wali = world.as_("wali")
    form = wali.get(f"{world.page}/offer")
    again = wali.submit(form, {"message": WORDS}, to=f"{world.page}/offer", status=422)
    assert "Tick the box if you mean to answer your own country" in again.text
    assert WORDS in again.html
    wali.submit(form, {"message": WORDS, "own_country": ["yes"]}, to=f"{world.page}/offer")
    assert world.only_offer().message == WORDS
    assert "own country" not in world.as_("budi").get(f"{world.page}/offer").text


def suspend(world: World, name: str) -> None:
    with world.app.app_context(), writing() as session:
        session.query(Organisation).filter_by(name=name).one().status = "suspended"


def test_nobody_offers_or_asks_in_the_name_of_a_suspended_institution(world: World) -> None:
    form = world.as_("budi").get(f"{world.page}/offer")
    suspend(world, "Delta Institute")
    budi = world.as_("budi")
    assert "Delta Institute" not in budi.get(world.page).text
    budi.submit(form, {"message": WORDS}, status=403)
    assert budi.client.get(f"{world.page}/question").status_code == 403
    with world.app.app_context():
        assert db.session.scalars(select(Offer)).all() == []


def test_an_offer_that_is_cleared_after_the_request_was_closed_reaches_nobody(world: World) -> None:
    world.offers()
    with world.app.app_context(), writing() as session:
        session.get_one(CountryRequest, world.request).status = RequestStatus.CLOSED
    world.decides("cleared")
    assert world.only_offer().status == OfferStatus.WITHDRAWN
    assert world.mailed("offer-sent") == []
