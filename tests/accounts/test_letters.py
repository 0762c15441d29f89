"""A focal point is appointed by a letter, a call back and two people; of two offices one holds the place."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlmodel import col

from app.accounts import letters
from app.accounts.models import Appointment, Letter, LetterState
from app.core.audit_check import check_chain
from app.core.db import db, utc_now, writing
from app.core.mail import Mail
from app.core.permissions import Actor
from app.core.records import Outdated
from tests.accounts.letters_ground import ANSWERS, PAGES, as_, decides, four_people, holds, letter, proposed, today
from tests.browser import Browser

pytestmark = pytest.mark.both_engines


@pytest.fixture
def people(app: Flask) -> dict[str, int]:
    return four_people(app)


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
        assert check_chain(db.session).good


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
