"""Whoever speaks for an institution claims its page; a moderator decides, or an editor who is there already."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.accounts.models import Appointment
from app.core.db import db, utc_now, writing
from app.core.permissions import Actor
from app.core.records import Outdated, Standing
from app.organisations import service
from app.organisations.personal import forget
from app.organisations.service import Proof
from tests.accounts.conftest import a_person
from tests.accounts.signing_in import sign_in
from tests.browser import Browser
from tests.organisations.ground import (
    PROOF,
    acts,
    claimed,
    claims,
    decide,
    editor_of,
    editors,
    entered,
    listed,
    mails,
    moderator,
    role,
    row,
)
from tests.site.ground import SOURCE, one_of_each

pytestmark = pytest.mark.both_engines


def test_a_record_leads_to_the_institutions_it_names(app: Flask, browser: Browser) -> None:
    with app.app_context(), writing() as session:
        one_of_each(session)
    for kind in ("solution", "exchange"):
        page = browser.get("claims.start", kind=kind, number=1)
        assert page.links()["Rural Water Institute"] == "/en/organisations/1/claim"
    assert browser.get("claims.start", kind="organisation", number=1).heading == "Are you this institution?"
    for kind, number in (("solution", 2), ("exchange", 9), ("request", 1), ("x", 1)):
        browser.get("claims.start", kind=kind, number=number, status=404)


def test_a_visitor_is_asked_to_sign_in_first(app: Flask, browser: Browser) -> None:
    page = browser.get("claims.new", organisation_id=listed(app))
    assert page.links()["Open an account"] == "/en/register"
    browser.post("claims.new", PROOF, organisation_id=1, status=400)
    assert claims(app) == []


def test_a_claim_is_kept_and_told_to_the_moderators_and_makes_nobody_an_editor(app: Flask) -> None:
    entered(app, "Carla", moderator())
    budi = entered(app, "Budi")
    page = claimed(budi, listed(app))
    assert "It waits for a decision" in page.text
    assert claims(app) == [(2, "waiting")]
    assert mails(app) == [("carla@example.org", "Claim of an institution: Rural Water Institute")]
    assert editors(app) == []
    budi.get("editing.edit", organisation_id=1, status=404)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"position": ""}, "position"),
        ({"work_address": "nobody"}, "work_address"),
        ({"letter": ""}, "letter"),
        ({"letter": "", "telephone": "+254 20 1"}, "listed_at"),
    ],
)
def test_what_is_missing_is_said_beside_its_field_and_nothing_is_kept(
    app: Flask, wrong: dict[str, str], field: str
) -> None:
    budi = entered(app, "Budi")
    page = budi.get("claims.new", organisation_id=listed(app))
    answer = budi.submit(page, {**PROOF, **wrong}, status=422)
    assert answer.all(f".//*[@id='{field}-error']")
    assert answer.form_values()["position"] == {**PROOF, **wrong}["position"]
    assert claims(app) == []


def test_an_approved_claim_makes_an_editor_for_two_years_and_the_record_a_confirmed_one(app: Flask) -> None:
    number = listed(app, **SOURCE)
    claimed(entered(app, "Budi"), number)
    decide(entered(app, "Carla", moderator()), 1)
    found = row(app, number)
    assert (found.standing, found.source_title) == (Standing.CONFIRMED, SOURCE["source_title"])
    assert found.last_confirmed_on == utc_now().date()
    with app.app_context():
        held = db.session.scalars(select(Appointment).where(Appointment.person_id == 1)).one()  # type: ignore[arg-type]
    assert (held.role, held.scope_id, held.appointed_by) == ("organisation-editor", str(number), 2)
    assert held.valid_to == held.valid_from + timedelta(days=730)
    assert PROOF["letter"] in str(held.document)
    assert mails(app)[-1] == ("budi@example.org", "Your claim is approved: Rural Water Institute")
    assert acts(app) == ["claim", "appoint", "approve claim"]


def test_the_source_stays_on_the_page_of_a_confirmed_organisation(app: Flask, browser: Browser) -> None:
    number = listed(app, **SOURCE)
    claimed(entered(app, "Budi"), number)
    decide(entered(app, "Carla", moderator()), 1)
    page = browser.get("organisations.show", organisation_id=number)
    assert "Confirmed by its institution" in page.text
    assert "Annual report" in page.text


def test_a_claim_that_is_not_approved_says_why_and_changes_nothing(app: Flask) -> None:
    number = listed(app, **SOURCE)
    claimed(entered(app, "Budi"), number)
    carla = entered(app, "Carla", moderator())
    decide(carla, 1, decision="decline", status=422)
    decide(carla, 1, decision="decline", reason="Nobody answered at that number.")
    assert (row(app, number).standing, editors(app)) == (Standing.DOCUMENTED, [])
    assert claims(app) == [(1, "declined")]
    assert mails(app)[-1] == ("budi@example.org", "Your claim is not approved: Rural Water Institute")


def test_nobody_claims_twice_or_so_often_that_it_is_no_claim_any_more(app: Flask) -> None:
    budi = entered(app, "Budi")
    numbers = [listed(app, f"Institute {letter}") for letter in "ABCDEF"]
    page = budi.get("claims.new", organisation_id=numbers[0])
    budi.submit(page, PROOF)
    again = budi.submit(page, PROOF, status=422)
    assert "claimed this institution already" in again.text
    for number in numbers[1:5]:
        claimed(budi, number)
    page = budi.get("claims.new", organisation_id=numbers[5])
    assert "Too many claims" in budi.submit(page, PROOF, status=422).text
    assert len(claims(app)) == 5


def test_a_second_claimant_needs_the_consent_of_the_first_or_a_moderator(app: Flask) -> None:
    number = listed(app)
    first = entered(app, "Amina", editor_of(number))
    dalia = entered(app, "Dalia")
    assert "an editor already" in dalia.get("claims.new", organisation_id=number).text
    claimed(dalia, number)
    assert ("amina@example.org", "Claim of an institution: Rural Water Institute") in mails(app)
    assert editors(app) == [(1, "1")]
    page = first.get("claims.show", claim_id=1)
    first.submit(page, {}, action="/agree")
    assert editors(app) == [(1, "1"), (2, "1")]
    assert dalia.get("editing.edit", organisation_id=number).status == 200


@pytest.mark.parametrize(
    "held", [(), ("focal-point", "country", "KEN"), ("organisation-editor", "organisation", "99"), ("translator",)]
)
def test_other_people_neither_see_a_claim_nor_decide_it(app: Flask, held: tuple[Any, ...]) -> None:
    number = listed(app)
    claimed(entered(app, "Budi"), number)
    other = entered(app, "Dalia", *([role(*held)] if held else []))
    token = other.get("accounts.show").form_values("sign-out")
    other.get("claims.show", claim_id=1, status=404)
    other.get("claims.index", status=404)
    for act in ("agree", "decide"):
        other.post(f"claims.{act}", {**token, "seen": "1", "decision": "approve"}, claim_id=1, status=404)
    assert (claims(app), [scope for _who, scope in editors(app) if scope == str(number)]) == ([(1, "waiting")], [])


def test_nobody_decides_their_own_claim(app: Flask) -> None:
    carla = entered(app, "Carla", moderator())
    claimed(carla, listed(app))
    page = carla.get("claims.show", claim_id=1)
    assert not [form for form in page.root.iter("form") if "/decide" in form.get("action", "")]
    token = carla.get("accounts.show").form_values("sign-out")
    carla.post("claims.decide", {**token, "seen": "1", "decision": "approve"}, claim_id=1, status=403)
    carla.post("claims.agree", {**token, "seen": "1"}, claim_id=1, status=403)
    assert claims(app) == [(1, "waiting")]


def test_an_editor_of_another_organisation_does_not_agree(app: Flask) -> None:
    first, second = listed(app), listed(app, "Water University")
    claimed(entered(app, "Budi"), first)
    other = entered(app, "Dalia", editor_of(second))
    token = other.get("accounts.show").form_values("sign-out")
    other.post("claims.agree", {**token, "seen": "1"}, claim_id=1, status=404)


def test_of_two_claims_the_second_is_decided_in_the_knowledge_of_the_first(app: Flask) -> None:
    number = listed(app)
    claimed(entered(app, "Budi"), number)
    claimed(entered(app, "Dalia"), number)
    carla = entered(app, "Carla", moderator())
    opened = carla.get("claims.show", claim_id=2)
    decide(carla, 1)
    told = carla.submit(opened, {"decision": "approve"}, action="/decide", status=422)
    assert "Something has changed" in told.text
    assert "Budi" in told.text
    carla.submit(told, {"decision": "approve"}, action="/decide")
    assert editors(app) == [(1, str(number)), (2, str(number))]


def test_a_claim_is_decided_once(app: Flask) -> None:
    number = listed(app)
    budi, carla = a_person(app, "Budi"), a_person(app, "Carla")
    proof, now = Proof(position="Director", work_address="budi@water.example", letter="1"), utc_now()
    with app.app_context():
        with writing() as session:
            service.claim(session, number, proof, by=Actor(person_id=budi), now=now)
        with writing() as session:
            service.approve(session, 1, seen=1, by=Actor(person_id=carla), now=now)
        with pytest.raises(Outdated), writing() as session:
            service.decline(session, 1, reason="no", seen=1, by=Actor(person_id=carla), now=now)
    assert claims(app) == [(budi, "approved")]


def test_the_account_page_leads_to_what_one_edits_claims_and_decides(app: Flask) -> None:
    number = listed(app)
    amina = entered(app, "Amina", editor_of(number))
    assert f"/en/organisations/{number}/edit" in amina.get("accounts.show").links().values()
    claimed(amina, listed(app, "Water University"))
    assert "/en/organisations/claims/1" in amina.get("accounts.show").links().values()
    carla = entered(app, "Carla", moderator())
    assert carla.get("accounts.show").links()["Claims of institutions"] == "/en/organisations/claims"
    assert "Water University" in carla.get("claims.index").links()


def test_a_claim_stands_in_the_queue_of_the_moderators_until_it_is_decided_on_its_own_page(app: Flask) -> None:
    carla, budi = entered(app, "Carla", moderator()), entered(app, "Budi")
    claimed(budi, listed(app))
    queue = carla.get("moderation.index")
    assert "Claims of institutions" in queue.text
    address = queue.links()["Rural Water Institute"]
    assert address == "/en/organisations/claims/1"
    assert carla.get("moderation.show", number=1).response.request.path == address
    token = carla.get("accounts.show").form_values("sign-out")
    carla.post("moderation.decide", {**token, "act": "publish", "version": "1"}, number=1, status=404)
    decide(carla, 1)
    assert "Nothing waits here." in carla.get("moderation.index").text


def test_a_claim_of_whoever_leaves_waits_no_longer(app: Flask) -> None:
    carla, budi = entered(app, "Carla", moderator()), a_person(app, "Budi")
    browser = Browser(app)
    sign_in(browser, budi)
    claimed(browser, listed(app))
    with app.app_context(), writing() as session:
        forget(session, budi, now=utc_now())
    assert "Nothing waits here." in carla.get("moderation.index").text
