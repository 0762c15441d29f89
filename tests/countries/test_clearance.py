"""Before an institution acts, its country's focal point clears it, gets a copy, or is not asked."""

from __future__ import annotations

import threading
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from app.accounts.models import Appointment
from app.core.audit import AuditEvent
from app.core.audit_check import check_chain
from app.core.db import db, writing
from app.core.mail import Mail
from app.core.permissions import Actor
from app.core.permissions import Appointment as Held
from app.core.records import Outdated
from app.countries.clearance import (
    NotTheFocalPoint,
    Subject,
    ask_clearance,
    call_off,
    decide,
    is_state_body,
    open_for,
    register_cleared,
)
from app.countries.models import Clearance, ClearanceRule, CountryRule, Decision
from tests.accounts.conftest import a_person
from tests.accounts.signing_in import sign_in
from tests.browser import Browser

pytestmark = pytest.mark.both_engines
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
DESK = "/en/countries/XB/desk"
TITLE = "Tanks for schools"


class Heard(list[tuple[int, str]]):
    """What the feature above was told, by number and decision."""


@pytest.fixture
def heard(app: Flask) -> Heard:
    told = Heard()
    register_cleared(
        app,
        "kettle",
        lambda _session, number, row: told.append((number, str(row.decision))),
        named=lambda _session, _number: Subject(title=TITLE),
    )
    return told


@pytest.fixture
def people(app: Flask, heard: Heard) -> dict[str, int]:
    def role(name: str, scope: str, scope_id: str) -> tuple[Appointment, ...]:
        since = date(2026, 1, 1)
        return (Appointment(person_id=0, role=name, scope_type=scope, scope_id=scope_id, valid_from=since),)

    return {
        "Bola": a_person(app, "Bola", roles=role("focal-point", "country", "XB")),
        "Bashir": a_person(app, "Bashir", roles=role("team-assistant", "country", "XB")),
        "Budi": a_person(app, "Budi", roles=role("organisation-editor", "organisation", "1")),
        "Amina": a_person(app, "Amina", roles=role("focal-point", "country", "XA")),
        "Carla": a_person(app, "Carla", roles=role("moderator", "site", "")),
    }


def focal_point(people: dict[str, int], name: str = "Bola", country: str = "XB") -> Actor:
    return Actor(person_id=people[name], name=name, appointments=frozenset({Held("focal-point", "country", country)}))


def ask(app: Flask, by: Actor, number: int = 7, *, country: str = "XB", state_body: bool = True) -> int | None:
    """The number of the clearance, or None."""
    with app.test_request_context(), writing() as session:
        row = ask_clearance(
            session, country=country, act="offers", object_type="kettle", object_id=number, by=by, now=NOW,
            state_body=state_body,
        )  # fmt: skip
        return row.id if row else None


def rule(app: Flask, choice: ClearanceRule) -> None:
    with app.app_context(), writing() as session:
        session.add(CountryRule(country="XB", offers=choice))


def budi(people: dict[str, int]) -> Actor:
    return Actor(person_id=people["Budi"], name="Budi")


def kept(app: Flask, number: int | None) -> Clearance:
    with app.app_context():
        return db.session.get_one(Clearance, number)


def mails(app: Flask, kind: str) -> list[str]:
    with app.app_context():
        return list(db.session.scalars(select(Mail.to_address).where(Mail.kind == kind).order_by(Mail.id)))  # type: ignore[call-overload]


def as_(app: Flask, people: dict[str, int], name: str) -> Browser:
    browser = Browser(app)
    sign_in(browser, people[name])
    return browser


def test_without_a_rule_a_state_body_waits_and_the_focal_point_is_told_once_a_day(
    app: Flask, people: dict[str, int]
) -> None:
    first, again, other = ask(app, budi(people)), ask(app, budi(people)), ask(app, budi(people), 8)
    assert first is not None
    assert (first == again, first == other) == (True, False)
    assert kept(app, first).decision is None
    assert mails(app, "clearance-waits") == ["bola@example.org"]


def test_without_a_rule_the_focal_point_gets_a_copy_of_what_others_than_state_bodies_do(
    app: Flask, people: dict[str, int]
) -> None:
    assert ask(app, budi(people), state_body=False) is None
    assert mails(app, "clearance-copy") == ["bola@example.org"]
    assert not is_state_body("22")
    assert is_state_body(None)
    assert is_state_body("10")


@pytest.mark.parametrize(
    ("choice", "waits", "copied"),
    [(ClearanceRule.CLEARS, True, 0), (ClearanceRule.COPIED, False, 1), (ClearanceRule.NONE, False, 0)],
)
@pytest.mark.parametrize("state_body", [True, False])
def test_a_rule_that_the_country_has_set_holds_for_all_its_institutions(
    app: Flask, people: dict[str, int], choice: ClearanceRule, waits: bool, copied: int, state_body: bool
) -> None:
    rule(app, choice)
    assert (ask(app, budi(people), state_body=state_body) is not None) == waits
    assert len(mails(app, "clearance-copy")) == copied


def test_what_the_focal_point_asks_is_cleared_at_once_and_recorded(
    app: Flask, people: dict[str, int], heard: Heard
) -> None:
    row = kept(app, ask(app, focal_point(people)))
    assert (row.decision, row.decided_by, heard) == (Decision.CLEARED, people["Bola"], [])
    assert mails(app, "clearance-waits") == []
    with app.app_context():
        acts = list(db.session.scalars(select(AuditEvent.act).order_by(AuditEvent.id)))  # type: ignore[call-overload]
        assert acts == ["ask clearance", "decide clearance"]
        assert check_chain(db.session).good


def test_the_focal_point_of_another_country_does_not_clear(app: Flask, people: dict[str, int]) -> None:
    amina = focal_point(people, "Amina", "XA")
    number = ask(app, amina)
    assert kept(app, number).decision is None
    with app.test_request_context(), pytest.raises(NotTheFocalPoint), writing() as session:
        row = session.get_one(Clearance, number)
        decide(session, row, decision=Decision.CLEARED, note="", by=amina, now=NOW, version=1)


def test_what_was_called_off_waits_no_more_and_may_be_asked_again(app: Flask, people: dict[str, int]) -> None:
    first = ask(app, budi(people))
    with app.app_context(), writing() as session:
        call_off(session, "kettle", 7, by=budi(people), now=NOW)
        assert open_for(session, "kettle", 7) == []
    assert kept(app, first).decision == Decision.WITHDRAWN
    assert ask(app, budi(people)) not in {None, first}


def test_of_many_who_ask_at_once_all_get_the_one_row(app: Flask, people: dict[str, int]) -> None:
    found: list[int | None] = []
    threads = [threading.Thread(target=lambda: found.append(ask(app, budi(people)))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 4
    assert len(set(found)) == 1


def test_the_desk_shows_what_waits_with_its_clock_and_the_button_clears_it(
    app: Flask, people: dict[str, int], heard: Heard
) -> None:
    number = ask(app, budi(people))
    with app.app_context(), writing() as session:
        session.get_one(Clearance, number).asked_at = datetime.now(UTC) - timedelta(days=3)
    browser = as_(app, people, "Bola")
    desk = browser.get(next(link for link in browser.get("accounts.show").links().values() if link.endswith("/desk")))
    assert "Time waited: 3 days" in desk.text
    assert "Budi" in desk.text
    page = browser.get(desk.links()[TITLE])
    told = browser.submit(page, {"decision": "cleared", "note": "Go well"})
    assert "It is cleared." in told.text
    assert "Nothing waits." in told.text
    assert heard == [(7, "cleared")]
    assert mails(app, "clearance-decided") == ["budi@example.org"]


def test_not_clearing_needs_a_word_to_whoever_asked(app: Flask, people: dict[str, int], heard: Heard) -> None:
    number = ask(app, budi(people))
    browser = as_(app, people, "Bola")
    page = browser.get(f"{DESK}/{number}")
    asked = browser.submit(page, {"decision": "not_cleared"}, status=422)
    assert "Say why" in asked.text
    browser.submit(asked, {"decision": "not_cleared", "note": "Wait for the ministry"})
    assert heard == [(7, "not_cleared")]
    assert kept(app, number).note == "Wait for the ministry"


@pytest.mark.parametrize("wrong", [{}, {"decision": "withdrawn"}, {"decision": "x"}, {"version": "9" * 400}])
def test_bad_answers_decide_nothing(app: Flask, people: dict[str, int], wrong: dict[str, str]) -> None:
    number = ask(app, budi(people))
    browser = as_(app, people, "Bola")
    status = 409 if "version" in wrong else 422
    sent = {"decision": "cleared", **wrong} if wrong else {}
    browser.submit(browser.get(f"{DESK}/{number}"), sent, status=status)
    assert kept(app, number).decision is None


def test_who_decides_second_reads_what_was_decided_and_keeps_their_words(app: Flask, people: dict[str, int]) -> None:
    number = ask(app, budi(people))
    browser = as_(app, people, "Bola")
    opened = browser.get(f"{DESK}/{number}")
    with app.test_request_context(), writing() as session:
        row = session.get_one(Clearance, number)
        words = "Not this year"
        decide(session, row, decision=Decision.NOT_CLEARED, note=words, by=focal_point(people), now=NOW, version=1)
    told = browser.submit(opened, {"decision": "cleared", "note": "With pleasure"}, status=409)
    assert "Not this year" in told.text
    assert "With pleasure" in told.text
    assert kept(app, number).decision == Decision.NOT_CLEARED


def test_of_two_who_decide_at_once_one_is_told(app: Flask, people: dict[str, int]) -> None:
    number, outcomes = ask(app, budi(people)), []

    def settle(decision: Decision) -> None:
        try:
            with app.test_request_context(), writing() as session:
                row = session.get_one(Clearance, number)
                decide(session, row, decision=decision, note="x", by=focal_point(people), now=NOW, version=1)
        except Outdated:
            outcomes.append("told")
        else:
            outcomes.append("saved")

    threads = [threading.Thread(target=settle, args=(each,)) for each in (Decision.CLEARED, Decision.NOT_CLEARED)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["saved", "told"]


def test_an_assistant_sees_the_desk_and_decides_nothing(app: Flask, people: dict[str, int]) -> None:
    number = ask(app, budi(people))
    browser = as_(app, people, "Bashir")
    assert TITLE in browser.get(DESK).text
    page = browser.get(f"{DESK}/{number}")
    assert "Clear it" not in page.text.replace("Clear it or not?", "")
    token = browser.get("accounts.show").form_values("sign-out")
    browser.post(f"{DESK}/{number}", {**token, "decision": "cleared", "version": "1"}, status=403)
    assert kept(app, number).decision is None


@pytest.mark.parametrize("name", ["Amina", "Budi", "Carla"])
def test_for_everybody_else_there_is_no_desk(app: Flask, people: dict[str, int], name: str) -> None:
    number = ask(app, budi(people))
    browser = as_(app, people, name)
    token = browser.get("accounts.show").form_values("sign-out")
    browser.get(DESK, status=404)
    browser.get(f"{DESK}/{number}", status=404)
    browser.post(f"{DESK}/{number}", {**token, "decision": "cleared", "version": "1"}, status=404)
    assert kept(app, number).decision is None


def test_a_visitor_is_asked_to_sign_in(app: Flask, browser: Browser) -> None:
    assert browser.get(DESK).form_values("/sign-in")["next"] == DESK


def test_a_clearance_of_one_country_is_not_on_the_desk_of_another(app: Flask, people: dict[str, int]) -> None:
    number = ask(app, budi(people))
    as_(app, people, "Amina").get(f"/en/countries/XA/desk/{number}", status=404)
