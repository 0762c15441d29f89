"""The ground of the random walk: people of one country, institutions of three others, and those who watch over them.

The people and their sessions are made once; each walk begins on a copy of that database with an application anew.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from app import Settings, create_app
from app.accounts.models import Appointment
from app.core.db import db, writing
from app.core.records import Standing
from app.countries.models import ClearanceRule, CountryRule
from tests.accounts.conftest import a_person
from tests.accounts.signing_in import sign_in
from tests.browser import Browser
from tests.factories import a_solution, an_organisation

HOME = "XA"
ABROAD = ("XB", "XC", "XD")
RULES = {"XC": (ClearanceRule.COPIED, ClearanceRule.NONE, ClearanceRule.COPIED), "XD": (ClearanceRule.NONE,) * 3}
TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
VISITOR = "visitor"


@dataclass(frozen=True)
class Player:
    """Whoever acts, by what the tables of roles say of them; the application's own rules are not asked."""

    name: str
    person_id: int | None = None
    role: str = ""
    country: str = ""
    organisation: int = 0

    @property
    def speaks(self) -> bool:
        return self.role == "focal-point"

    def of_country(self, code: str) -> bool:
        return self.role in {"focal-point", "team-assistant"} and self.country == code


class Ground:
    """A stage that walks are begun on: `people` of one country, as many institutions, each with an editor."""

    def __init__(self, template: Path, crowd: int) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="crux-walk-"))
        self.stage = self.folder / "stage.sqlite"
        shutil.copyfile(template, self.stage)
        app = self.app_on(self.stage)
        self.players = [Player(VISITOR), *self._cast(app, crowd)]
        self.cookies = {player.name: self._signed_in(app, player) for player in self.players}
        with app.app_context():
            db.session.execute(text("PRAGMA query_only = OFF"))
            db.engine.raw_connection().execute("PRAGMA wal_checkpoint(TRUNCATE)")
            db.session.close()
            db.engine.dispose()

    def app_on(self, path: Path) -> Flask:
        app = create_app(
            Settings(
                mode="demo",
                database_url=f"sqlite:///{path}",
                secret_key="for-tests-only-" + "0123456789abcdef" * 3,
                base_url="http://localhost",
                mail_from="Crux <crux@example.org>",
                var=self.folder,
            )
        )
        app.testing = True
        return app

    def begin(self) -> Flask:
        """A fresh application on a fresh copy."""
        path = self.folder / "walk.sqlite"
        for each in self.folder.glob("walk.sqlite*"):
            each.unlink()
        shutil.copyfile(self.stage, path)
        return self.app_on(path)

    def remove(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)

    def _cast(self, app: Flask, crowd: int) -> list[Player]:
        home = [self._at_home(number, crowd) for number in range(crowd)]
        watchers = [(f"clears{code}", "focal-point", code) for code in ABROAD]
        watchers += [(f"assists{code}", "team-assistant", code) for code in ABROAD]
        players = [self._person(app, name, role, code) for name, role, code in (*home, *watchers)]
        players += [self._person(app, name, "moderator", "") for name in ("modest", "monica")]
        with app.app_context(), writing() as session:
            session.add_all(
                CountryRule(country=code, offers=offers, first_contact=first, agreements=agreements, version=1)
                for code, (offers, first, agreements) in RULES.items()
            )
        return players + [self._editor(app, number, ABROAD[number % 3]) for number in range(crowd)]

    @staticmethod
    def _at_home(number: int, crowd: int) -> tuple[str, str, str]:
        """Two focal points, assistants for a third, editors of institutions at home and readers for the rest."""
        if number < 2:
            return f"speaks{number}", "focal-point", HOME
        if number < crowd // 3 + 1:
            return f"assists{number}", "team-assistant", HOME
        return (f"writes{number}", "organisation-editor", HOME) if number % 5 else (f"reads{number}", "", HOME)

    def _person(self, app: Flask, name: str, role: str, country: str) -> Player:
        if role == "organisation-editor":
            return self._editor(app, int(name.removeprefix("writes")), country, name)
        scope = "country" if country else "site"
        held = (_appointed(role, scope, country),) if role else ()
        return Player(name, a_person(app, name, roles=held), role, country if role else "")

    def _editor(self, app: Flask, number: int, country: str, name: str = "") -> Player:
        name = name or f"edits{number}"
        example: dict[str, Any] = {"standing": Standing.EXAMPLE, "country": country}
        kind = "10" if number % 2 else "21"
        with app.app_context(), writing() as session:
            row = an_organisation(session, f"Institute of {name}", organisation_type=kind, **example)
            if country != HOME:
                places: dict[str, Any] = {"countries_of_origin": [country], "standing": Standing.EXAMPLE}
                a_solution(session, f"Early warning of floods {number}", owner=row, **places)
            key = row.key
        held = _appointed("organisation-editor", "organisation", str(key))
        return Player(name, a_person(app, name, roles=(held,)), "organisation-editor", country, key)

    @staticmethod
    def _signed_in(app: Flask, player: Player) -> Any:
        browser = Browser(app)
        if player.person_id is not None:
            sign_in(browser, player.person_id)
        return dict(browser.client._cookies or {})


def _appointed(role: str, scope: str, key: str) -> Appointment:
    return Appointment(person_id=0, role=role, scope_type=scope, scope_id=key, valid_from=date(2026, 1, 1))


class Clients:
    """One browser for each player, signed in from before."""

    def __init__(self, app: Flask, ground: Ground) -> None:
        self._app, self._ground = app, ground
        self._known: dict[str, FlaskClient] = {}
        self._tokens: dict[str, str] = {}

    def of(self, player: Player) -> FlaskClient:
        if player.name not in self._known:
            client = self._known[player.name] = self._app.test_client()
            client._cookies = dict(self._ground.cookies[player.name])
        return self._known[player.name]

    def token(self, player: Player) -> str:
        """What goes with each form that this player sends."""
        if player.name not in self._tokens:
            page = self.of(player).get("/en/account" if player.person_id else "/en/sign-in").get_data(as_text=True)
            self._tokens[player.name] = TOKEN.findall(page)[0]
        return self._tokens[player.name]
