"""Two institutions of two countries, with everybody around them, who write to each other through the site."""

from __future__ import annotations

from typing import Any

from flask import Flask
from sqlalchemy import select
from sqlmodel import col

from app.conversations.models import Conversation, Message
from app.core.db import db, writing
from app.core.records import Standing
from tests.browser import Page
from tests.crowd import Crowd
from tests.factories import a_solution, an_organisation

WORDS = "We would like to learn from your gauges."


class World(Crowd):
    """Budi edits the institute of XB, Wali the board of XA, Chen the agency of XC. Nobody edits the school of XA."""

    def __init__(self, app: Flask) -> None:
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
        super().__init__(app, {name: self.organisations[name] for name in names})
        self.address = f"/en/messages/new/solution/{self.solution}"

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

    def only(self) -> Conversation:
        with self.app.app_context():
            return db.session.scalars(select(Conversation)).one()

    def written(self) -> list[str]:
        with self.app.app_context():
            return list(db.session.scalars(select(col(Message.words)).order_by(col(Message.id))))

    def mailed(self, kind: str = "message") -> list[str]:
        return super().mailed(kind)
