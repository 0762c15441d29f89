"""Filling in the partner request form as a person without JavaScript does: page by page."""

from __future__ import annotations

from typing import Any

from flask import Flask

from app.core.db import db, writing
from app.core.permissions import Actor, Appointment
from app.country_requests.facts import RequestFacts
from app.country_requests.models import CountryRequest
from app.country_requests.service import submit
from tests.browser import Browser, Page

ANSWERS: dict[str, dict[str, Any]] = {
    "asking": {"country": "XA", "institution": "Ministry of Water", "ministry": "Ministry of Planning"},
    "readers": {"wished_visibility": "public"},
    "title": {"title": "Early warning of floods", "source_language": "en"},
    "problem": {"problem": "Eleven towns flood within hours.", "who_is_affected": "40,000 families", "where": "North"},
    "background": {"causes": "No gauges upstream.", "efforts": "A pilot with two gauges."},
    "deadline": {"deadline-day": "30", "deadline-month": "4", "deadline-year": "2199"},
    "plan": {"plan_reference": "National Adaptation Plan", "gender_marker": "1"},
    "goals": {"goals": ["11", "13"]},
    "targets": {"targets": ["13.1"]},
    "sectors": {"sectors": ["disaster-risk"]},
    "outcome": {"outcome": "Towns are warned six hours ahead.", "indicators": "Hours of warning"},
    "modalities": {"modalities": ["training", "technology-transfer"]},
    "partners": {"languages": ["en", "fr"], "preferred_regions": ["202"]},
    "requirements": {"must_speak": ["en"], "must_offer": ["training"], "practical_requirements": "No mains power."},
    "timing": {
        "start-day": "1", "start-month": "9", "start-year": "2199", "duration_months": "18", "remote_possible": "yes",
    },
    "amounts": {"currency": "USD", "total": "250 000", "own_cash": "50,000", "own_kind": "20000"},
    "instruments": {"instruments": ["grant"]},
    "capacity": {"absorptive_capacity": "A team of four."},
    "afterwards": {"sustainability": "In next year's budget.", "monitoring": "Every quarter."},
    "files": {},
    "contact": {"contact": "amina@example.org", "consent": ["yes"]},
}  # fmt: skip
NEEDED = ("asking", "readers", "title", "problem", "outcome", "contact")


def sign_in(browser: Browser, person_id: int) -> None:
    from tests.accounts import signing_in

    signing_in.sign_in(browser, person_id)


def begin(browser: Browser) -> str:
    """Start a draft; the address of its task list."""
    page = browser.submit(browser.get("drafts.new"), {}, action="/new")
    return page.response.request.path


def fill(browser: Browser, draft: str, *names: str) -> None:
    """Answer these pages of the draft (all by default)."""
    for name in names or ANSWERS:
        send(browser, draft, name, ANSWERS[name])


def send(
    browser: Browser, draft: str, name: str, answers: dict[str, Any], *, status: int = 200, query: str = ""
) -> Page:
    page = browser.get(f"{draft}/{name}{query}")
    return browser.submit(page, answers, action=f"/{name}", status=status)


def send_off(browser: Browser, draft: str) -> Page:
    """Press "Send the request" on the check-answers page."""
    return browser.submit(browser.get(f"{draft}/check"), {}, action="/check")


def sent_request(browser: Browser, *names: str) -> int:
    """Write and send a request through the front door; its number."""
    draft = begin(browser)
    fill(browser, draft, *(names or NEEDED))
    return int(send_off(browser, draft).response.request.path.split("/")[-2])


def acting(role: str, country: str, person_id: int | None = None) -> Actor:
    return Actor(person_id, role, frozenset({Appointment(role, "country", country)}))


def facts(**other: Any) -> RequestFacts:
    plain = {"country": "XA", "institution": "Ministry of Water", "title": "Early warning", "problem": "Floods."}
    return RequestFacts(**{**plain, **other})


def stored(app: Flask, number: int) -> CountryRequest:
    with app.app_context():
        row = db.session.get_one(CountryRequest, number)
        db.session.expunge(row)
        return row


__all__ = [
    "ANSWERS", "NEEDED", "acting", "begin", "facts", "fill", "send", "send_off", "sent_request", "sign_in", "stored",
    "submit", "writing",
]  # fmt: skip
