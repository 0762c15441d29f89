"""Two institutions of two countries, with everybody around them, who write to each other through the site."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Flask
from sqlalchemy import select
from sqlmodel import col

from app.accounts.models import Appointment
from app.conversations.models import Conversation, Message
from app.core.db import db, writing
from app.core.mail import Mail
from app.core.records import Standing
from app.countries.models import Clearance, CountryRule
from tests.accounts.conftest import a_person
from tests.accounts.signing_in import sign_in
from tests.browser import Browser, Page
from tests.factories import a_solution, an_organisation

WORDS = "We would like to learn from your gauges."
ROLES = {
    "amina": ("focal-point", "country", "XA"),
    "tariq": ("team-assistant", "country", "XA"),
    "bola": ("focal-point", "country", "XB"),
    "bashir": ("team-assistant", "country", "XB"),
    "carla": ("moderator", "site", ""),
    "dalia": ("focal-point", "country", "XC"),
}


class World:
    """Budi edits the institute of XB, Wali the board of XA, Chen the agency of XC. Nobody edits the school of XA."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        example: dict[str, Any] = {"standing": Standing.EXAMPLE}
        with app.app_context(), writing() as session:
            names = {"budi": ("Delta Institute", "XB"), "wali": ("Water Board", "XA"), "chen": ("River Agency", "XC")}
            rows = {
                person: an_organisation(session, name, country=code, organisation_type="10", **example)
                for person, (name, code) in names.items()
            }
            school = an_organisation(session, "Gauge School", country="XA", **example)
            self.organisations = {person: row.key for person, row in rows.items()} | {"nobody": school.key}
            self.solution = a_solution(session, "Flood warning by radio", owner=rows["wali"], **example).key
        roles = ROLES | {name: ("organisation-editor", "organisation", str(self.organisations[name])) for name in names}
        self.people = {
            name: a_person(app, name.title(), roles=(self._appointed(*held),)) for name, held in roles.items()
        }
        self.people["rita"] = a_person(app, "Rita")
        self.address = f"/en/messages/new/solution/{self.solution}"
        self._browsers: dict[str, Browser] = {}

    @staticmethod
    def _appointed(role: str, scope: str, key: str) -> Appointment:
        return Appointment(person_id=0, role=role, scope_type=scope, scope_id=key, valid_from=date(2026, 1, 1))

    def as_(self, name: str) -> Browser:
        if name not in self._browsers:
            self._browsers[name] = Browser(self.app)
            sign_in(self._browsers[name], self.people[name])
        return self._browsers[name]

    def rule(self, code: str = "XB", **choices: Any) -> None:
        with self.app.app_context(), writing() as session:
            session.add(CountryRule(country=code, **choices))

    def to(self, name: str) -> str:
        """Where one writes to the institution of that editor."""
        return f"/en/messages/new/organisation/{self.organisations[name]}"

    def writes(self, name: str = "budi", address: str = "", *, status: int = 200, **typed: Any) -> Page:
        browser = self.as_(name)
        form = browser.get(address or self.address)
        return browser.submit(form, {"words": WORDS, **typed}, status=status)

    def answers(self, name: str, words: str, number: int = 1) -> Page:
        browser = self.as_(name)
        return browser.submit(browser.get(f"/en/messages/{number}"), {"words": words})

    def decides(self, decision: str, name: str = "bola", code: str = "XB") -> None:
        with self.app.app_context():
            open_ones = select(col(Clearance.id)).where(col(Clearance.decision).is_(None))
            number = db.session.scalars(open_ones).one()
        page = self.as_(name).get(f"/en/countries/{code}/desk/{number}")
        self.as_(name).submit(page, {"decision": decision, "note": "Not this year"})

    def only(self) -> Conversation:
        with self.app.app_context():
            return db.session.scalars(select(Conversation)).one()

    def written(self) -> list[str]:
        with self.app.app_context():
            return list(db.session.scalars(select(col(Message.words)).order_by(col(Message.id))))

    def mails(self, kind: str = "message") -> list[str]:
        with self.app.app_context():
            wanted = select(col(Mail.to_address)).where(col(Mail.kind) == kind)
            return sorted(db.session.scalars(wanted))
