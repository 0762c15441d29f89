"""The people around two countries and a third, and what they do through the site in tests of several features."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask import Flask
from sqlalchemy import select
from sqlmodel import col

from app.accounts.models import Appointment
from app.core.db import db, writing
from app.core.mail import Mail
from app.countries.models import Clearance, CountryRule
from tests.accounts.conftest import a_person
from tests.accounts.signing_in import sign_in
from tests.browser import Browser

ROLES = {
    "amina": ("focal-point", "country", "XA"),
    "tariq": ("team-assistant", "country", "XA"),
    "bola": ("focal-point", "country", "XB"),
    "bashir": ("team-assistant", "country", "XB"),
    "dalia": ("focal-point", "country", "XC"),
    "carla": ("moderator", "site", ""),
}


class Crowd:
    """Focal points of XA, XB and XC, a moderator, `editors` of institutions by name; Rita reads."""

    def __init__(self, app: Flask, editors: Mapping[str, int]) -> None:
        self.app = app
        held = ROLES | {name: ("organisation-editor", "organisation", str(key)) for name, key in editors.items()}
        self.people = {name: a_person(app, name.title(), roles=(_appointed(*one),)) for name, one in held.items()}
        self.people["rita"] = a_person(app, "Rita")
        self._browsers: dict[str, Browser] = {}

    def as_(self, name: str) -> Browser:
        """Their browser, signed in; that of the "visitor" is not."""
        if name not in self._browsers:
            self._browsers[name] = Browser(self.app)
            if name != "visitor":
                sign_in(self._browsers[name], self.people[name])
        return self._browsers[name]

    def rule(self, code: str = "XB", **choices: Any) -> None:
        """What a country has chosen about clearance."""
        with self.app.app_context(), writing() as session:
            session.add(CountryRule(country=code, **choices))

    def decides(self, decision: str, name: str = "bola", code: str = "XB", note: str = "Not this year") -> None:
        """The one clearance that waits."""
        with self.app.app_context():
            number = db.session.scalars(select(col(Clearance.id)).where(col(Clearance.decision).is_(None))).one()
        page = self.as_(name).get(f"/en/countries/{code}/desk/{number}")
        self.as_(name).submit(page, {"decision": decision, "note": note})

    def mails(self, kind: str) -> list[Mail]:
        with self.app.app_context():
            return list(db.session.scalars(select(Mail).where(col(Mail.kind) == kind)))

    def mailed(self, kind: str) -> list[str]:
        """To whom mails of that kind go."""
        return sorted(mail.to_address for mail in self.mails(kind))


def _appointed(role: str, scope: str, key: str) -> Appointment:
    return Appointment(person_id=0, role=role, scope_type=scope, scope_id=key, valid_from=date(2026, 1, 1))
