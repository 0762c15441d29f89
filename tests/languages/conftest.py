"""One site with everything in it, made once for each test process and only read from."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app import Settings, create_app
from app.accounts.models import Person
from app.accounts.proof import KEPT
from app.core.db import db, writing
from app.core.rate_windows import RateWindow
from app.taxonomy import vocabulary
from tests.accounts.signing_in import enter, sign_in
from tests.browser import Browser
from tests.languages.building import build
from tests.languages.reading import tree
from tests.languages.sentences import titles_of_records
from tests.languages.visits import VISITS, Visit, address_of
from tests.languages.world import TYPED, World
from tests.quick import hash_quickly

LANGUAGES = vocabulary().site.languages
PASSWORD = "three quiet wells and a lamp"
# Those whose roles ask for a second factor, and one who has it of their own will.
WITH_SECOND_FACTOR = frozenset({"amina", "bola", "carla", "budi", "celso", "adil"})
# Where the browser of somebody is: after the password and before the code; with a form sent before the code.
AT_THE_DOOR, WITH_KEPT_FORM = "at the door", "with a kept form"


@dataclass(frozen=True)
class Seen:
    """What came when an address was visited."""

    endpoint: str
    visit: Visit
    language: str
    address: str
    status: int
    html: str
    quoted: tuple[
        str, ...
    ] = ()  # what a mail tells of: titles in whatever language, without a mark inside its sentences

    @cached_property
    def root(self) -> Element:
        return tree(self.html)

    def __str__(self) -> str:
        return f"{self.address} ({self.visit.who})"


@dataclass
class Site:
    """The application, its world, and a browser for each person in it."""

    app: Flask
    world: World
    clients: dict[str, FlaskClient] = field(default_factory=dict)
    seen: dict[str, list[Seen]] = field(default_factory=dict)

    def client(self, who: str) -> FlaskClient:
        if who not in self.clients:
            browser, (name, _, where) = Browser(self.app), who.partition(", ")
            if name in WITH_SECOND_FACTOR and where != AT_THE_DOOR:
                sign_in(browser, self.world.people[name])
            elif name != "visitor":
                enter(browser, f"{name}@example.org", PASSWORD)
            self.clients[who] = browser.client
        return self.clients[who]

    def _ready(self, who: str) -> FlaskClient:
        """The browser of `who`, come to where the name says."""
        name, _, where = who.partition(", ")
        if where == AT_THE_DOOR:
            self.clients.pop(who, None)  # the code is waited for some minutes only
        client = self.client(who)
        if where == WITH_KEPT_FORM:
            with client.session_transaction() as session:
                fields = [["other", "XB"], ["note", TYPED["office"]]]
                session[KEPT] = {"to": "/en/countries/XA/rules", "fields": fields, "whose": self.world.people[name]}
        return client

    def visit(self, endpoint: str, visit: Visit, language: str) -> Seen:
        address = address_of(self.app, endpoint, visit, self.world, language)
        answer = self._ready(visit.who).get(address, headers={"Accept-Language": language}, follow_redirects=True)
        return self._seen(answer, endpoint, visit, language)

    def post(self, page: Seen, form: Element, values: dict[str, Any], *, who: str = "") -> Seen:
        """Send a form of a page, as whoever sees the page unless somebody else is meant."""
        address = form.get("action") or page.address
        answer = self.client(who or page.visit.who).post(address, data=values, follow_redirects=True)
        return self._seen(answer, page.endpoint, page.visit, page.language)

    def _seen(self, answer: TestResponse, endpoint: str, visit: Visit, language: str) -> Seen:
        html = answer.get_data(as_text=True) if answer.mimetype == "text/html" else ""
        answer.close()
        quoted = (*titles_of_records(), *self.world.subjects) if visit.kind == "mail" or "mailbox" in endpoint else ()
        path = answer.request.full_path.rstrip("?")
        return Seen(endpoint, visit, language, path, answer.status_code, html, quoted)

    def forget_tries(self) -> None:
        """As if the next look came on another day: limits that the last one reached stop nobody."""
        with self.app.app_context(), writing() as session:
            session.query(RateWindow).delete()

    @contextmanager
    def changed(self, name: str, **facts: Any) -> Iterator[None]:
        """A person with other facts, for a while."""
        before = self._set(name, facts)
        yield
        self._set(name, before)

    def _set(self, name: str, facts: dict[str, Any]) -> dict[str, Any]:
        with self.app.app_context(), writing() as session:
            person = session.get_one(Person, self.world.people[name])
            before = {fact: getattr(person, fact) for fact in facts}
            for fact, value in facts.items():
                setattr(person, fact, value)
        return before

    def pages(self, language: str) -> list[Seen]:
        """Every example, visited once in this language."""
        if language not in self.seen:
            self.forget_tries()
            self.seen[language] = [
                self.visit(endpoint, visit, language) for endpoint, visits in VISITS.items() for visit in visits
            ]
        return self.seen[language]


@pytest.fixture(scope="session")
def site(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with built(sqlite_template, tmp_path_factory.mktemp("languages")) as site:
        yield site


@contextmanager
def built(template: Path, folder: Path, **changes: Any) -> Iterator[Site]:
    """A site with the whole world in it."""
    shutil.copyfile(template, folder / "crux.sqlite")
    app = create_app(settings_of(folder), **changes)
    app.testing = True
    hash_quickly(app)
    yield Site(app, build(app))
    with app.app_context():
        db.engine.dispose()


def settings_of(folder: Path, **changes: Any) -> Settings:
    plain: dict[str, Any] = {
        "mode": "demo",
        "database_url": f"sqlite:///{folder / 'crux.sqlite'}",
        "secret_key": "for-tests-only-" + "0123456789abcdef" * 3,
        "base_url": "http://localhost",
        "mail_from": "Crux <crux@example.org>",
        "var": folder,
        "encoders": "none",
    }
    return Settings(**{**plain, **changes})
