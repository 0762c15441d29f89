"""Of two offices one holds the place; what is renewed or ended keeps its history."""

from __future__ import annotations

import threading
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlmodel import col

from app.accounts import letters
from app.accounts.models import Appointment, LetterState
from app.accounts.personal import delete_account
from app.core.db import db, utc_now, writing
from app.core.permissions import Actor
from tests.accounts.conftest import a_person
from tests.accounts.letters_ground import (
    ANSWERS,
    PAGES,
    as_,
    decides,
    four_people,
    holds,
    letter,
    proposed,
    role,
    today,
)

pytestmark = pytest.mark.both_engines


@pytest.fixture
def people(app: Flask) -> dict[str, int]:
    return four_people(app)


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


@pytest.mark.parametrize("way", ["confirm", "this_one"])
def test_nobody_gives_way_to_somebody_who_has_no_account_any_more(app: Flask, people: dict[str, int], way: str) -> None:
    if way == "this_one":
        contested(app, people)
    else:
        proposed(app, people)
        decides(app, people, "celso", "confirm")
        proposed(app, people, email="abel@example.org", office=" ministry of foreign affairs ")
    with app.app_context(), writing() as session:
        delete_account(session, people["abel"], by=Actor(people["abel"]), now=utc_now())
    browser = as_(app, people, "celso")
    page = browser.submit(browser.get(f"{PAGES}/2"), {"act": way, "note": "The cabinet wrote"}, status=409)
    assert "The person has no account here any more." in page.text
    assert holds(app, people["amina"])
