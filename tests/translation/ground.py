"""Translators at work: people of one language, a moderator, and a solution that was written in French."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Flask
from sqlalchemy import select
from sqlmodel import col

from app.accounts.models import Appointment
from app.core.db import db, writing
from app.solutions.models import Solution
from app.translation.models import Translation
from tests.accounts.conftest import a_person
from tests.accounts.signing_in import sign_in
from tests.browser import Browser, Page
from tests.factories import a_solution

TITLE = "Citernes pour les écoles"
TITLE_AR = "خزانات للمدارس"
APPROACH = "En 2016, 340 familles ont construit des citernes."
APPROACH_AR = "في عام 2016، بنت 340 أسرة خزانات."


def appointment(role: str, scope_type: str = "site", scope_id: str = "") -> Appointment:
    return Appointment(person_id=0, role=role, scope_type=scope_type, scope_id=scope_id, valid_from=date(2026, 1, 1))


def translator(app: Flask, name: str, *languages: str) -> Browser:
    """Somebody appointed for these languages, signed in, reading in English."""
    return signed_in(app, name, *(appointment("translator", "language", each) for each in languages))


def signed_in(app: Flask, name: str, *roles: Appointment) -> Browser:
    browser = Browser(app)
    sign_in(browser, a_person(app, name, roles=roles))
    return browser


def a_french_solution(app: Flask, **facts: Any) -> int:
    with app.app_context(), writing() as session:
        solution = a_solution(session, TITLE, **{"source_language": "fr", "approach": APPROACH, **facts})
        return solution.key


@dataclass(frozen=True)
class Stored:
    """A row as it stands."""

    text: str
    state: str
    written_by: int | None
    note: str
    machine: bool


def stored(app: Flask, field: str = "title", lang: str = "ar", number: int = 1) -> Stored | None:
    with app.app_context():
        row = db.session.scalars(
            select(Translation).where(
                col(Translation.object_id) == number, col(Translation.field) == field, col(Translation.lang) == lang
            )
        ).first()
        return None if row is None else Stored(row.text, row.state.value, row.written_by, row.note, row.machine_draft)


def desk(browser: Browser, kind: str = "solution", number: int = 1, lang: str = "ar", status: int = 200) -> Page:
    return browser.get(f"/en/translations/into/{lang}/{kind}/{number}", status=status)


def write(browser: Browser, page: Page, act: str = "save", status: int = 200, **texts: str) -> Page:
    """Fill boxes by field (dots as double underscores) and press a button."""
    named = {f"text-{field.replace('__', '.')}": text for field, text in texts.items()}
    return browser.submit(page, {**named, "act": act}, status=status)


def answer(browser: Browser, act: str, *fields: str, note: str = "", status: int = 200, number: int = 1) -> Page:
    """Open the page of a record and answer the review of these fields (all that are ticked, when none is named)."""
    page = desk(browser, number=number)
    changes: dict[str, Any] = {"act": act, "note": note}
    return browser.submit(page, changes | ({"review": list(fields)} if fields else {}), status=status)


def edit_source(app: Flask, number: int = 1, **facts: Any) -> None:
    """What any edit path does: alter the row and say that it changed."""
    from app.core.changes import mark_changed

    with app.app_context(), writing() as session:
        row = session.get_one(Solution, number)
        for name, value in facts.items():
            setattr(row, name, value)
        mark_changed(session, "solution", number)
