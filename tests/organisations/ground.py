"""An organisation, and people who want to edit it, do, or decide who does."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Flask
from sqlalchemy import select

from app.accounts.models import Appointment
from app.core.audit import AuditEvent
from app.core.db import db, writing
from app.core.mail import Mail
from app.organisations.models import Organisation, OrganisationClaim
from tests.accounts.conftest import a_person
from tests.accounts.signing_in import sign_in
from tests.browser import Browser, Page
from tests.factories import an_organisation

SINCE = date(2026, 1, 1)
PROOF = {"position": "Director of water", "work_address": "budi@water.example", "letter": "DW/12 of 3 March 2026"}


def role(name: str, scope_type: str = "site", scope_id: str = "", until: date | None = None) -> Appointment:
    scope: dict[str, Any] = {"scope_type": scope_type, "scope_id": scope_id}
    return Appointment(person_id=0, role=name, valid_from=SINCE, valid_to=until, **scope)


def editor_of(organisation_id: int) -> Appointment:
    return role("organisation-editor", "organisation", str(organisation_id))


def moderator() -> Appointment:
    return role("moderator")


def entered(app: Flask, name: str, *roles: Appointment, language: str = "en") -> Browser:
    """A browser in which somebody of that name is signed in."""
    browser = Browser(app, language)
    sign_in(browser, a_person(app, name, roles=roles))
    return browser


def listed(app: Flask, name: str = "Rural Water Institute", **facts: Any) -> int:
    with app.app_context(), writing() as session:
        return an_organisation(session, name, **facts).key


def claimed(browser: Browser, organisation_id: int, **changes: str) -> Page:
    page = browser.get("claims.new", organisation_id=organisation_id)
    return browser.submit(page, {**PROOF, **changes})


def decide(browser: Browser, claim_id: int, *, status: int = 200, **answers: str) -> Page:
    page = browser.get("claims.show", claim_id=claim_id)
    return browser.submit(page, {"decision": "approve", **answers}, action="/decide", status=status)


def row(app: Flask, organisation_id: int) -> Organisation:
    with app.app_context():
        found = db.session.get_one(Organisation, organisation_id)
        db.session.expunge(found)
        return found


def claims(app: Flask) -> list[tuple[int, str]]:
    with app.app_context():
        return [(each.person_id, each.status.value) for each in db.session.scalars(select(OrganisationClaim))]


def editors(app: Flask) -> list[tuple[int, str]]:
    with app.app_context():
        held = select(Appointment).where(Appointment.role == "organisation-editor")  # type: ignore[arg-type]
        return [(each.person_id, each.scope_id) for each in db.session.scalars(held)]


def mails(app: Flask) -> list[tuple[str, str]]:
    with app.app_context():
        return [(mail.to_address, mail.subject) for mail in db.session.scalars(select(Mail))]


def acts(app: Flask) -> list[str]:
    with app.app_context():
        return [event.act for event in db.session.scalars(select(AuditEvent))]
