"""Five checks by a verifier: verified while all five hold; flags on bodies that are no state's, by four eyes."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from app.core.audit_check import check_chain
from app.core.db import db, utc_now, writing
from app.core.permissions import Actor
from app.countries.service import NOT_OF_THE_STATE
from app.organisations.flags import StateBody, confirm_flag, raise_flag
from app.organisations.models import CheckKind, FlagKind, OrganisationCheck
from app.organisations.verification import Answer, record_checks, verified_until
from app.taxonomy import vocabulary
from tests.accounts.conftest import a_person
from tests.accounts.signing_in import sign_in_alone
from tests.browser import Browser, Page
from tests.factories import a_solution, an_exchange
from tests.organisations.ground import acts, editor_of, entered, listed, moderator, role, row

pytestmark = pytest.mark.both_engines
NAMES = [str(kind).replace("-", "_") for kind in CheckKind]


def answered(**changes: str) -> dict[str, Any]:
    until = utc_now().date() + timedelta(days=300)
    day = {f"valid_until-{part}": str(getattr(until, part)) for part in ("day", "month", "year")}
    given: dict[str, Any] = {name: ["yes"] for name in NAMES}
    return {**given, **{f"{name}_comment": "Called back." for name in NAMES}, **day, **changes}


def check(browser: Browser, number: int, changes: dict[str, str] | None = None, *, status: int = 200) -> Page:
    page = browser.get("trust.verification", organisation_id=number)
    return browser.submit(page, answered(**(changes or {})), status=status)


def shown(app: Flask, number: int) -> bool:
    return "Verified until" in Browser(app).get("organisations.show", organisation_id=number).text


@pytest.mark.parametrize("held", ["organisation-verifier", "moderator"])
def test_it_is_verified_while_all_five_hold_and_everybody_reads_until_when(app: Flask, held: str) -> None:
    number = listed(app)
    assert not shown(app, number)
    check(entered(app, "Vera", role(held)), number)
    assert shown(app, number)
    with time_machine.travel(utc_now() + timedelta(days=301), tick=False):
        assert not shown(app, number)
    assert acts(app) == ["verify"]


def test_a_verifier_shows_a_second_factor_first_and_cannot_turn_it_off(app: Flask) -> None:
    """Everybody trusts what the five checks say."""
    number, browser = listed(app), Browser(app)
    sign_in_alone(browser, a_person(app, "Vera", roles=(role("organisation-verifier"),)))
    led = browser.get("trust.verification", organisation_id=number)
    assert led.heading == "Your second factor"
    assert "verifies institutions" in led.text
    assert "Turn it off" not in entered(app, "Willa", role("organisation-verifier")).get("second_factor.show").text


@pytest.mark.parametrize("name", NAMES)
def test_one_no_or_one_check_that_nobody_made_is_enough_not_to_be_verified(app: Flask, name: str) -> None:
    first, second = listed(app), listed(app, "Water University")
    vera = entered(app, "Vera", role("organisation-verifier"))
    check(vera, first, {name: "no"})
    check(vera, second, {name: ""})
    assert (shown(app, first), shown(app, second)) == (False, False)


def test_a_later_answer_takes_the_place_of_an_earlier_one_and_both_stay_on_record(app: Flask) -> None:
    number = listed(app)
    vera = entered(app, "Vera", role("organisation-verifier"))
    check(vera, number)
    check(vera, number, {"reached": "no"})
    assert not shown(app, number)
    check(vera, number, {**dict.fromkeys(NAMES, ""), "reached": "yes"})
    assert shown(app, number)
    with app.app_context():
        rows = db.session.scalars(select(OrganisationCheck)).all()
        assert len(rows) == 11
        assert {(each.checked_by, each.comment) for each in rows} == {(1, "Called back.")}


def test_another_name_or_type_must_be_checked_anew(app: Flask) -> None:
    number = listed(app, country="KEN", organisation_type="80")
    check(entered(app, "Vera", role("organisation-verifier")), number)
    amina = entered(app, "Amina", editor_of(number))
    amina.submit(amina.get("editing.edit", organisation_id=number), {"summary": "Trains mechanics."})
    assert shown(app, number)
    amina.submit(amina.get("editing.edit", organisation_id=number), {"name": "Another Institute"})
    assert not shown(app, number)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"reached_comment": ""}, "Say how it was checked"),
        ({"valid_until-year": "2999"}, "within the next two years"),
        ({"valid_until-year": "1999"}, "within the next two years"),
        ({"valid_until-day": ""}, "the day, the month and the year"),
        (dict.fromkeys(NAMES, ""), "Answer at least one question"),
        ({"reached": "perhaps"}, "Choose yes or no"),
    ],
)
def test_bad_answers_record_nothing(app: Flask, wrong: dict[str, str], words: str) -> None:
    number = listed(app)
    page = check(entered(app, "Vera", role("organisation-verifier")), number, wrong, status=422)
    assert words in page.text
    assert acts(app) == []


@pytest.mark.parametrize(
    "held", [(), ("focal-point", "country", "KEN"), ("organisation-editor", "organisation", "1"), ("translator",)]
)
def test_other_people_and_its_own_editors_verify_and_flag_nothing(app: Flask, held: tuple[Any, ...]) -> None:
    number = listed(app, country="KEN", organisation_type="70")
    other = entered(app, "Dalia", *([role(*held)] if held else []))
    token = other.get("accounts.show").form_values("sign-out")
    for endpoint in ("trust.verification", "trust.flag"):
        other.get(endpoint, organisation_id=number, status=404)
        other.post(endpoint, {**token, **answered(), "kind": "suspended"}, organisation_id=number, status=404)
    other.get("trust.index", status=404)
    assert acts(app) == []


def test_a_verifier_or_moderator_who_edits_it_does_not_judge_it(app: Flask) -> None:
    number = listed(app, organisation_type="70")
    both = entered(app, "Vera", moderator(), role("organisation-verifier"), editor_of(number))
    both.get("trust.verification", organisation_id=number, status=404)
    both.get("trust.flag", organisation_id=number, status=404)


def flagged(browser: Browser, number: int, kind: str = "suspended", *, status: int = 200) -> Page:
    page = browser.get("trust.flag", organisation_id=number)
    return browser.submit(page, {"kind": [kind], "note": "Nobody answers."}, status=status)


@pytest.mark.parametrize("kind", list(FlagKind))
@pytest.mark.parametrize("code", ["10", "11", "15", "30", "40", "80", "90", None])
def test_a_body_that_is_or_may_be_a_state_s_is_never_flagged(app: Flask, code: str | None, kind: FlagKind) -> None:
    number = listed(app, organisation_type=code)
    carla = a_person(app, "Carla")
    with app.app_context(), pytest.raises(StateBody), writing() as session:
        raise_flag(session, number, kind, "why", by=Actor(person_id=carla), now=utc_now())
    assert acts(app) == []


def test_every_other_type_of_organisation_can_be_flagged(app: Flask) -> None:
    carla = a_person(app, "Carla")
    numbers = [listed(app, f"Body {code}", organisation_type=code) for code in sorted(NOT_OF_THE_STATE)]
    with app.app_context(), writing() as session:
        for number in numbers:
            raise_flag(session, number, FlagKind.OBSERVATION, "why", by=Actor(person_id=carla), now=utc_now())
    assert acts(app) == ["raise flag"] * len(numbers)
    assert vocabulary().organisation_types.keys() > NOT_OF_THE_STATE


def test_a_page_offers_no_flag_for_a_state_s_body_and_refuses_one_all_the_same(app: Flask) -> None:
    number = listed(app, organisation_type="10")
    carla = entered(app, "Carla", moderator())
    page = carla.get("trust.flag", organisation_id=number)
    assert not page.all(".//input[@name='kind']")
    token = carla.get("accounts.show").form_values("sign-out")
    carla.post("trust.flag", {**token, "kind": "suspended", "note": "x"}, organisation_id=number, status=422)


def test_two_moderators_suspend_and_everything_it_owns_leaves_the_public_lists(app: Flask, browser: Browser) -> None:
    number = listed(app, organisation_type="70")
    with app.app_context(), writing() as session:
        owner = session.get_one(type(row(app, number)), number)
        a_solution(session, "Rainwater tanks for schools", owner=owner)
        an_exchange(session, "Rainwater tanks: two countries", owner=owner)
    first, second = entered(app, "Carla", moderator()), entered(app, "Cyril", moderator())
    waiting = flagged(first, number)
    assert "waits for a second moderator" in waiting.text
    assert not [form for form in waiting.root.iter("form") if "/confirm" in form.get("action", "")]
    token = first.get("accounts.show").form_values("sign-out")
    first.post("trust.confirm", token, flag_id=1, status=403)
    assert row(app, number).status == "published"

    second.submit(second.get("trust.flag", organisation_id=number), {}, action="/confirm")
    assert row(app, number).status == "suspended"
    browser.get("organisations.show", organisation_id=number, status=404)
    for page in ("organisations", "solutions", "exchanges"):
        assert not [name for name in browser.get(f"/en/{page}").links() if name.startswith("R") and "ain" in name]
    assert "Rural Water Institute" in first.get("trust.index").links()
    editor, other = entered(app, "Amina", editor_of(number)), entered(app, "Dalia")
    for endpoint, key in (("organisations.show", number), ("solutions.show", 1), ("exchanges.show", 1)):
        values: dict[str, Any] = {f"{endpoint[:-6]}_id": key}
        for reader in (browser, other):
            reader.get(endpoint, status=404, **values)
        for reader in (first, editor):
            assert "It is in no public list" in reader.get(endpoint, **values).text
    browser.get("/en/solutions/1.jsonld", status=404)

    first.submit(first.get("trust.flag", organisation_id=number), {}, action="/lift")
    assert "Rural Water Institute" in browser.get("organisations.index").links()
    assert "Rainwater tanks for schools" in browser.get("solutions.index").links()
    with app.app_context():
        assert check_chain(db.session).good
    assert acts(app) == ["raise flag", "confirm flag", "lift flag"]


def test_flags_are_seen_by_moderators_alone(app: Flask, browser: Browser) -> None:
    number = listed(app, organisation_type="70")
    carla, amina = entered(app, "Carla", moderator()), entered(app, "Amina", editor_of(number))
    flagged(carla, number, "observation")
    for reader in (browser, amina):
        page = reader.get("organisations.show", organisation_id=number)
        assert "observation" not in page.text.lower()
        assert "Nobody answers" not in page.text
    assert "Under observation" in carla.get("trust.flag", organisation_id=number).text


def test_a_body_that_turns_out_to_be_a_state_s_loses_its_flags(app: Flask) -> None:
    number = listed(app, country="KEN", organisation_type="70")
    first, second = a_person(app, "Carla"), a_person(app, "Cyril")
    with app.app_context(), writing() as session:
        flag = raise_flag(session, number, FlagKind.SUSPENDED, "why", by=Actor(person_id=first), now=utc_now())
        confirm_flag(session, flag.id or 0, by=Actor(person_id=second), now=utc_now())
    from app.organisations.profile import edit_profile

    with app.app_context(), writing() as session:
        seen = row(app, number).version
        facts = {"organisation_type": "10"}
        edit_profile(session, number, facts, seen=seen, by=Actor(person_id=first), now=utc_now())
    assert row(app, number).status == "published"


def test_the_day_is_the_earliest_of_the_five(app: Flask) -> None:
    number, vera = listed(app), Actor(person_id=a_person(app, "Vera"))
    now = utc_now()
    with app.app_context():
        for index, kind in enumerate(CheckKind):
            with writing() as session:
                until = now.date() + timedelta(days=10 + index)
                record_checks(session, number, {kind: Answer(True, "x")}, valid_until=until, by=vera, now=now)
        found = verified_until(db.session, number, on=now.date())
        assert found == now.date() + timedelta(days=10)
        assert verified_until(db.session, number, on=date(2199, 1, 1)) is None
