"""A focal point sets the rules of its country; nobody else learns of the private ones."""

from __future__ import annotations

import threading
from datetime import UTC, date, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.accounts.models import Appointment
from app.core.audit import AuditEvent, AuditText
from app.core.audit_check import check_chain
from app.core.db import db, writing
from app.core.index import catalogue
from app.core.permissions import Actor
from app.core.records import Outdated, Standing
from app.countries.models import ClearanceRule
from app.countries.service import add_not_to_propose, own_list, remove_not_to_propose, rule_of, set_clearance
from tests.accounts.conftest import a_person
from tests.accounts.signing_in import sign_in
from tests.browser import Browser, Page
from tests.factories import a_solution

pytestmark = pytest.mark.both_engines
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
RULES = "/en/countries/XA/rules"
AMINA = Actor(person_id=1)


def role(name: str, scope_type: str = "country", scope_id: str = "XA") -> Appointment:
    since = date(2026, 1, 1)
    return Appointment(person_id=0, role=name, scope_type=scope_type, scope_id=scope_id, valid_from=since)


def signed_in(app: Flask, name: str = "Amina", held: Appointment | None = None, language: str = "en") -> Browser:
    browser = Browser(app, language)
    sign_in(browser, a_person(app, name, roles=(held or role("focal-point"),)))
    return browser


def listed(app: Flask, country: str = "XA") -> frozenset[str]:
    with app.app_context():
        return own_list(db.session, country)


def add(browser: Browser, other: str, status: int = 200) -> Page:
    form = browser.get(RULES).form_values()
    return browser.post(RULES, {"csrf_token": form["csrf_token"], "other": other}, status=status)


def test_the_focal_point_finds_its_rules_on_its_account_page(app: Flask) -> None:
    browser = signed_in(app)
    links = [link for link in browser.get("accounts.show").links().values() if link.endswith("/rules")]
    assert links == [RULES]
    assert browser.get(links[0]).heading.startswith("Rules of")


@pytest.mark.parametrize("language", ["ar", "fr", "zh"])
def test_the_page_keeps_the_rules_of_the_house_in_every_language(app: Flask, language: str) -> None:
    browser = signed_in(app, language=language)
    add(browser, "XB")
    assert browser.get("countries.rules", code="XA").root.get("lang") == language


@pytest.mark.parametrize(
    "held",
    [
        ("team-assistant", "country", "XA"),
        ("focal-point", "country", "XC"),
        ("organisation-editor", "organisation", "1"),
        ("moderator", "site", ""),
        ("administrator", "site", ""),
        ("focal-point", "site", ""),
    ],
)
def test_for_everybody_else_the_page_does_not_exist(app: Flask, held: tuple[str, str, str]) -> None:
    browser = signed_in(app, "Carla", role(*held))
    token = browser.get("accounts.show").form_values("sign-out")
    browser.get(RULES, status=404)
    browser.post(RULES, {**token, "other": "XB"}, status=404)
    browser.post(f"{RULES}/remove", {**token, "other": "XB"}, status=404)
    assert listed(app) == frozenset()


def test_a_visitor_is_asked_to_sign_in_and_comes_back(app: Flask, browser: Browser) -> None:
    asked = browser.get(RULES)
    assert asked.heading == "Sign in"
    assert asked.form_values("/sign-in")["next"] == RULES


def test_a_country_is_put_on_the_list_once_and_taken_off(app: Flask) -> None:
    browser = signed_in(app)
    add(browser, "XB")
    page = add(browser, "XB")
    assert listed(app) == {"XB"}
    browser.submit(page, {}, action="/remove")
    assert listed(app) == frozenset()


@pytest.mark.parametrize(
    ("other", "words"), [("XA", "this is your own"), ("", "Choose a country"), ("ZZZ", "of the list"), ("\0", "Choose")]
)
def test_a_choice_that_cannot_be_is_explained_beside_the_field(app: Flask, other: str, words: str) -> None:
    page = add(signed_in(app), other, status=422)
    assert page.title.startswith("Error: ")
    assert words in " ".join("".join(each.itertext()) for each in page.all(".//*[@id='other-error']"))
    assert listed(app) == frozenset()


def test_a_real_country_is_offered_no_example_country(app: Flask) -> None:
    browser = signed_in(app, held=role("focal-point", scope_id="KEN"))
    offered = {option.get("value") for option in browser.get("/en/countries/KEN/rules").all(".//option")}
    assert "UGA" in offered
    assert not offered & {"XA", "XB", "XC"}


def test_the_record_of_acts_tells_that_the_list_was_touched_and_nothing_of_what_it_says(app: Flask) -> None:
    with app.app_context():
        for change in (add_not_to_propose, remove_not_to_propose):
            with writing() as session:
                change(session, "XA", "XB", by=AMINA, now=NOW)
        events = db.session.scalars(select(AuditEvent)).all()
        assert len({(event.act, event.object_type, event.object_id, event.text_digest) for event in events}) == 1
        assert (events[0].object_id, events[0].text_digest) == ("XA", "")
        assert db.session.scalars(select(AuditText)).all() == []
        assert check_chain(db.session).good


def test_two_focal_points_who_add_the_same_country_at_once_both_succeed(app: Flask) -> None:
    failed: list[BaseException] = []

    def add_it() -> None:
        try:
            with app.app_context(), writing() as session:
                add_not_to_propose(session, "XA", "XB", by=AMINA, now=NOW)
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=add_it) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed
    assert listed(app) == {"XB"}


FREE: dict[str, Any] = {"offers": "none", "first_contact": "copied", "agreements": "clears"}


def test_clearance_is_saved_and_shown_again(app: Flask) -> None:
    browser = signed_in(app)
    page = browser.submit(browser.get(RULES), FREE)
    assert "are saved" in page.text
    shown = browser.get(RULES).form_values()
    assert {name: shown[name] for name in FREE} == {name: [value] for name, value in FREE.items()}
    with app.app_context():
        (text,) = db.session.scalars(select(AuditText)).all()
        assert (text.before, text.after) == (dict.fromkeys(FREE, "clears"), FREE)


@pytest.mark.parametrize("wrong", [{"offers": "perhaps"}, {"offers": ""}, {"version": "x"}, {"version": "9" * 400}])
def test_bad_answers_change_no_rule(app: Flask, wrong: dict[str, str]) -> None:
    browser = signed_in(app)
    answer = browser.submit(browser.get(RULES), {**FREE, **wrong}, status=422)
    assert answer.form_values()["agreements"] == ["clears"]
    with app.app_context():
        assert rule_of(db.session, "XA").version == 0


def test_who_saves_second_sees_both_choices_and_may_keep_their_own(app: Flask) -> None:
    browser = signed_in(app)
    opened = browser.get(RULES)
    with app.app_context(), writing() as session:
        saved = dict.fromkeys(FREE, ClearanceRule.CLEARS)
        set_clearance(session, "XA", saved, seen=0, by=Actor(person_id=9), now=NOW)
    told = browser.submit(opened, FREE, status=422)
    assert "Saved in the meantime: “The focal point clears it first”" in told.text
    assert told.form_values()["offers"] == ["none"]
    browser.submit(told, {})
    with app.app_context():
        assert rule_of(db.session, "XA").offers == ClearanceRule.NONE


def test_of_two_who_save_at_once_one_is_told(app: Flask) -> None:
    outcomes: list[str] = []

    def save(choice: ClearanceRule) -> None:
        try:
            with app.app_context(), writing() as session:
                set_clearance(session, "XA", dict.fromkeys(FREE, choice), seen=0, by=AMINA, now=NOW)
        except Outdated:
            outcomes.append("told")
        else:
            outcomes.append("saved")

    threads = [threading.Thread(target=save, args=(choice,)) for choice in ClearanceRule]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["saved", "told", "told"]


def test_a_new_rule_for_offers_is_followed_by_the_index_at_once(app: Flask) -> None:
    with app.app_context(), writing() as session:
        key = a_solution(session, standing=Standing.CONFIRMED, countries_of_origin=["KEN"]).key

    def pending() -> list[str]:
        with app.test_request_context():
            masks: dict[str, Any] = {"audience": {"public"}, "standing": {"confirmed"}}
            return [hit.key for hit in catalogue().search(filters={"clearance": {"pending"}}, **masks).hits]

    browser = signed_in(app, held=role("focal-point", scope_id="KEN"))
    before = pending()
    browser.submit(browser.get("/en/countries/KEN/rules"), FREE)
    assert (before, pending()) == ([f"solution:{key}"], [])
