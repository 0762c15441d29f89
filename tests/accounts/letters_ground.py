"""Proposing and confirming appointments by letter, as several tests need it."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Flask

from app.accounts.models import Appointment, Letter
from app.accounts.service import appointments_in_force
from app.core.db import db, utc_now
from app.core.permissions import Appointment as Held
from tests.accounts.conftest import a_person
from tests.accounts.signing_in import sign_in
from tests.browser import Browser, Page

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


def four_people(app: Flask) -> dict[str, int]:
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
