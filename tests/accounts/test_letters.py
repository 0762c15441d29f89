"""A focal point is appointed by a letter, a call back and two people; of two offices one holds the place."""

from __future__ import annotations

import threading
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlmodel import col

from app.accounts import letters
from app.accounts.models import Appointment, Letter, LetterState
from app.accounts.service import appointments_in_force
from app.core.audit import first_broken
from app.core.db import db, utc_now, writing
from app.core.mail import Mail
from app.core.permissions import Actor
from app.core.permissions import Appointment as Held
from app.core.records import Outdated
from tests.accounts.conftest import a_person
from tests.accounts.signing_in import sign_in
from tests.browser import Browser, Page

pytestmark = pytest.mark.both_engines
PAGES = "/en/appointments"
FOCAL_POINT = Held("focal-point", "country", "XA")
ANSWERS: dict[str, Any] = {
    "email": "amina@example.org",
    "role": "focal-point",
    "country": "XA",
    "office": "Ministry of Foreign Affairs",
    "reference": "MFA/2026/118",
    "letter_date-day": "2",
    "letter_date-month": "11",
    "letter_date-year": "2026",
    "called_number": "+000 1 234",
    "listed_at": "Directory of the government",
    "called_on-day": "9",
    "called_on-month": "11",
    "called_on-year": "2026",
    "valid_to-day": "31",
    "valid_to-month": "12",
    "valid_to-year": "2199",
}


def today() -> date:
    return utc_now().date()


def role(name: str, scope_type: str = "site", scope_id: str = "", **facts: Any) -> Appointment:
    since = date(2026, 1, 1)
    return Appointment(person_id=0, role=name, scope_type=scope_type, scope_id=scope_id, valid_from=since, **facts)


@pytest.fixture
def people(app: Flask) -> dict[str, int]:
    return {
        "carla": a_person(app, "Carla", roles=(role("moderator"),)),
        "celso": a_person(app, "Celso", roles=(role("administrator"),)),
        "amina": a_person(app, "Amina"),
        "abel": a_person(app, "Abel"),
    }


def as_(app: Flask, people: dict[str, int], name: str) -> Browser:
    browser = Browser(app)
    sign_in(browser, people[name])
    return browser


def proposed(app: Flask, people: dict[str, int], by: str = "carla", **answers: Any) -> Page:
    browser = as_(app, people, by)
    return browser.submit(browser.get(f"{PAGES}/new"), {**ANSWERS, **answers})


def decides(app: Flask, people: dict[str, int], name: str, act: str, note: str = "", number: int = 1) -> Page:
    browser = as_(app, people, name)
    return browser.submit(browser.get(f"{PAGES}/{number}"), {"act": act, "note": note})


def holds(app: Flask, person_id: int) -> bool:
    with app.app_context():
        return FOCAL_POINT in appointments_in_force(db.session, person_id, today())


def letter(app: Flask, number: int = 1) -> Letter:
    with app.app_context():
        return db.session.get_one(Letter, number)


def test_one_proposes_another_confirms_and_the_person_is_told(app: Flask, people: dict[str, int]) -> None:
    shown = proposed(app, people)
    assert "A second person confirms it." in shown.text
    assert not holds(app, people["amina"])
    told = decides(app, people, "celso", "confirm")
    assert "The appointment is in force." in told.text
    assert holds(app, people["amina"])
    with app.app_context():
        row = db.session.scalars(select(Appointment).where(col(Appointment.person_id) == people["amina"])).one()
        assert (row.office, row.document) == ("Ministry of Foreign Affairs", "MFA/2026/118, 2026-11-02")
        assert (row.valid_to, row.appointed_by) == (date(2199, 12, 31), people["celso"])
        assert list(db.session.scalars(select(col(Mail.to_address)))) == ["amina@example.org"]
        assert first_broken(db.session) is None


def test_the_letter_says_who_called_which_listed_number_and_when(app: Flask, people: dict[str, int]) -> None:
    text = proposed(app, people).text
    for fact in ("Carla", "+000 1 234", "Directory of the government", "9 November 2026", "MFA/2026/118"):
        assert fact in text


def test_who_proposed_it_cannot_confirm_it(app: Flask, people: dict[str, int]) -> None:
    page = proposed(app, people)
    assert "Confirm the appointment" not in page.text
    browser = as_(app, people, "carla")
    opened = browser.get(f"{PAGES}/1")
    browser.submit(opened, {"act": "confirm"}, status=403)
    assert not holds(app, people["amina"])
    with app.app_context(), pytest.raises(letters.SamePerson), writing() as session:
        letters.confirm(session, 1, by=Actor(person_id=people["carla"]), now=utc_now(), version=1)


def test_whom_it_appoints_cannot_confirm_it_nor_propose_it(app: Flask, people: dict[str, int]) -> None:
    proposed(app, people, email="celso@example.org")
    browser = as_(app, people, "celso")
    browser.submit(browser.get(f"{PAGES}/1"), {"act": "confirm"}, status=403)
    told = browser.submit(browser.get(f"{PAGES}/new"), {**ANSWERS, "email": "celso@example.org"}, status=422)
    assert "You cannot appoint yourself" in told.text
    assert not holds(app, people["celso"])


@pytest.mark.parametrize("name", ["amina", "abel"])
def test_for_everybody_else_there_are_no_such_pages(app: Flask, people: dict[str, int], name: str) -> None:
    proposed(app, people)
    browser = as_(app, people, name)
    token = browser.get("accounts.show").form_values("sign-out")
    for page in ("", "/new", "/1", "/held/1/end"):
        browser.get(f"{PAGES}{page}", status=404)
    for page in ("/new", "/1", "/held/1/end"):
        browser.post(f"{PAGES}{page}", {**token, "act": "confirm", "version": "1"}, status=404)
    assert letter(app).state == LetterState.PROPOSED


def test_a_visitor_is_asked_to_sign_in(app: Flask, browser: Browser) -> None:
    assert browser.get(PAGES).form_values("/sign-in")["next"] == PAGES


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"email": "nobody@example.org"}, "they register first"),
        ({"valid_to-year": "2020"}, "Enter a day after today"),
        ({"valid_to-day": "", "valid_to-month": "", "valid_to-year": ""}, "Enter day, month and year"),
        ({"letter_date-year": "2199"}, "not in the future"),
        ({"called_on-year": "2199"}, "not in the future"),
        ({"called_number": ""}, "Enter the number you called"),
        ({"listed_at": ""}, "Enter where the number is listed"),
        ({"office": ""}, "Enter the office"),
        ({"reference": " "}, "Enter the reference of the letter"),
        ({"role": "moderator"}, "Choose a role"),
        ({"country": "ZZ"}, "of the list"),
    ],
)
def test_what_is_missing_is_asked_for_beside_the_field(
    app: Flask, people: dict[str, int], wrong: dict[str, str], words: str
) -> None:
    browser = as_(app, people, "carla")
    told = browser.submit(browser.get(f"{PAGES}/new"), {**ANSWERS, **wrong}, status=422)
    errors = " ".join("".join(each.itertext()) for each in told.all(".//p[@class='field-error']"))
    assert words in errors
    with app.app_context():
        assert db.session.scalars(select(Letter)).all() == []


def contested(app: Flask, people: dict[str, int]) -> None:
    """Amina's ministry is in force; a letter of Abel's planning office is confirmed afterwards."""
    proposed(app, people)
    decides(app, people, "celso", "confirm")
    proposed(app, people, email="abel@example.org", office="Planning Office")
    told = decides(app, people, "celso", "confirm", number=2)
    assert "contested" in told.text


def test_a_letter_of_another_office_is_contested_and_the_earlier_one_stays(app: Flask, people: dict[str, int]) -> None:
    contested(app, people)
    assert letter(app, 2).state == LetterState.CONTESTED
    assert (holds(app, people["amina"]), holds(app, people["abel"])) == (True, False)


@pytest.mark.parametrize(("act", "amina", "abel"), [("this_one", False, True), ("earlier_one", True, False)])
def test_it_is_recorded_which_letter_prevails(
    app: Flask, people: dict[str, int], act: str, amina: bool, abel: bool
) -> None:
    contested(app, people)
    browser = as_(app, people, "celso")
    page = browser.get(f"{PAGES}/2")
    assert "Ministry of Foreign Affairs" in page.text
    asked = browser.submit(page, {"act": act}, status=422)
    assert "Say why" in asked.text
    browser.submit(asked, {"act": act, "note": "The cabinet wrote on 12 November"})
    assert (holds(app, people["amina"]), holds(app, people["abel"])) == (amina, abel)
    assert letter(app, 2).note == "The cabinet wrote on 12 November"
    assert "Amina" in browser.get(PAGES).text, "what has ended keeps its history"


def test_a_second_person_of_the_same_office_and_an_assistant_are_not_contested(
    app: Flask, people: dict[str, int]
) -> None:
    proposed(app, people)
    decides(app, people, "celso", "confirm")
    proposed(app, people, email="abel@example.org", office=" ministry of  foreign affairs ")
    decides(app, people, "celso", "confirm", number=2)
    assert (holds(app, people["amina"]), holds(app, people["abel"])) == (True, True)
    proposed(app, people, email="abel@example.org", office="Country team", role="team-assistant")
    decides(app, people, "celso", "confirm", number=3)
    assert letter(app, 3).state == LetterState.IN_FORCE


def test_one_who_holds_the_place_for_an_office_that_nobody_wrote_down_counts_as_another(
    app: Flask, people: dict[str, int]
) -> None:
    a_person(app, "Old", roles=(role("focal-point", "country", "XA"),))
    proposed(app, people)
    decides(app, people, "celso", "confirm")
    assert letter(app).state == LetterState.CONTESTED


def test_of_two_offices_confirmed_at_once_one_is_contested(app: Flask, people: dict[str, int]) -> None:
    proposed(app, people)
    proposed(app, people, email="abel@example.org", office="Planning Office")

    def confirm(number: int) -> None:
        with app.app_context(), writing() as session:
            letters.confirm(session, number, by=Actor(person_id=people["celso"]), now=utc_now(), version=1)

    threads = [threading.Thread(target=confirm, args=(number,)) for number in (1, 2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {letter(app, 1).state, letter(app, 2).state} == {LetterState.IN_FORCE, LetterState.CONTESTED}


def test_renewal_keeps_the_answers_and_the_history(app: Flask, people: dict[str, int]) -> None:
    proposed(app, people)
    decides(app, people, "celso", "confirm")
    browser = as_(app, people, "carla")
    form = browser.get(browser.get(PAGES).links()["Renew"])
    kept = form.form_values()
    assert {name: kept[name] for name in ("email", "office", "called_number")} == {
        name: ANSWERS[name] for name in ("email", "office", "called_number")
    }
    days = {name: value for name, value in ANSWERS.items() if "-" in name}
    browser.submit(form, {**days, "reference": "MFA/2026/200", "valid_to-year": "2198"})
    decides(app, people, "celso", "confirm", number=2)
    with app.app_context():
        rows = db.session.scalars(select(Appointment).where(col(Appointment.person_id) == people["amina"])).all()
        assert sorted(row.valid_to for row in rows if row.valid_to) == [
            today() - timedelta(days=1),
            date(2198, 12, 31),
        ]
    assert holds(app, people["amina"])


def test_an_appointment_ends_at_once_and_stays_in_the_history(app: Flask, people: dict[str, int]) -> None:
    proposed(app, people)
    decides(app, people, "celso", "confirm")
    browser = as_(app, people, "carla")
    page = browser.get(browser.get(PAGES).links()["End"])
    told = browser.submit(page, {})
    assert "no longer acts" in told.text
    assert not holds(app, people["amina"])
    assert "Ended" in told.text
    assert "MFA/2026/118" in told.text
    assert letter(app).state == LetterState.IN_FORCE, "the letter keeps what it led to"


def test_who_ends_what_was_changed_meanwhile_is_told(app: Flask, people: dict[str, int]) -> None:
    proposed(app, people)
    decides(app, people, "celso", "confirm")
    browser = as_(app, people, "carla")
    page = browser.get(browser.get(PAGES).links()["End"])
    with app.app_context(), writing() as session:
        wanted = select(Appointment).where(col(Appointment.person_id) == people["amina"])
        session.scalars(wanted).one().valid_to = date(2190, 1, 1)
    assert "changed meanwhile" in browser.submit(page, {}, status=409).text
    assert holds(app, people["amina"])


def test_only_appointments_of_countries_are_ended_here(app: Flask, people: dict[str, int]) -> None:
    with app.app_context():
        wanted = select(Appointment.id).where(col(Appointment.role) == "administrator")  # type: ignore[call-overload]
        number = db.session.scalars(wanted).one()
    as_(app, people, "carla").get(f"{PAGES}/held/{number}/end", status=404)


def test_a_proposal_can_be_set_aside_by_its_proposer_with_a_word(app: Flask, people: dict[str, int]) -> None:
    proposed(app, people)
    decides(app, people, "carla", "set_aside", "The office knows nothing of it")
    assert letter(app).state == LetterState.SET_ASIDE
    assert "The office knows nothing of it" in as_(app, people, "celso").get(f"{PAGES}/1").text


def test_who_decides_second_reads_what_was_decided_and_keeps_their_words(app: Flask, people: dict[str, int]) -> None:
    proposed(app, people)
    browser = as_(app, people, "celso")
    opened = browser.get(f"{PAGES}/1")
    with app.app_context(), writing() as session:
        letters.set_aside(session, 1, note="No answer", by=Actor(person_id=people["carla"]), now=utc_now(), version=1)
    told = browser.submit(opened, {"act": "confirm", "note": "All is well"}, status=409)
    assert "No answer" in told.text
    assert "All is well" in told.text
    assert not holds(app, people["amina"])


def test_a_letter_whose_last_day_is_over_appoints_nobody(app: Flask, people: dict[str, int]) -> None:
    proposed(app, people)
    with app.app_context(), writing() as session:
        session.get_one(Letter, 1).valid_to = today() - timedelta(days=1)
    browser = as_(app, people, "celso")
    told = browser.submit(browser.get(f"{PAGES}/1"), {"act": "confirm"}, status=409)
    assert "last day" in told.text
    assert not holds(app, people["amina"])


def test_an_act_that_does_not_fit_the_state_changes_nothing(app: Flask, people: dict[str, int]) -> None:
    proposed(app, people)
    browser = as_(app, people, "celso")
    opened = browser.get(f"{PAGES}/1")
    browser.submit(opened, {"act": "this_one", "note": "x"}, status=409)
    browser.submit(opened, {"act": "x"}, status=422)
    with app.app_context(), pytest.raises(Outdated), writing() as session:
        now = datetime.now(UTC)
        letters.prevail(session, 1, this_one=True, note="x", by=Actor(person_id=people["celso"]), now=now, version=1)
    assert not holds(app, people["amina"])
