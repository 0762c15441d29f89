"""A private list changes no byte that anybody outside its pairs gets, and asks the database no more questions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, event

from app.accounts.models import Appointment
from app.core.db import db, writing
from app.core.index import catalogue
from app.core.records import Standing
from app.countries.models import DoNotPropose
from app.country_requests.models import CountryRequest
from app.recommendations.reasons import changes_for, reasons_for
from app.recommendations.selection import Masks, requests_for, solutions_for
from app.solutions.models import Solution
from matching import HybridIndex, Match
from tests.accounts.conftest import a_person
from tests.accounts.signing_in import sign_in
from tests.browser import Browser
from tests.factories import a_country_request, a_solution, an_organisation

COUNTRIES = ("XA", "XB", "XC", "XD")
Pairs = frozenset[tuple[str, str]]
PAIRS = st.frozensets(
    st.tuples(st.sampled_from(COUNTRIES), st.sampled_from((*COUNTRIES, "XE"))).filter(lambda pair: pair[0] != pair[1]),
    max_size=4,
)
CHANGING = re.compile(r'name="csrf_token"[^>]*|\?v=[0-9a-f]+|\b[0-9a-f]{16}\b')  # tokens, and the number of a request
EVERYTHING = Masks(frozenset({"public", "members"}), frozenset({"example"}))
OFTEN = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


class World:
    """Each country has one request and two solutions about floods, a focal point, and an institution's editor."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.requests: dict[str, int] = {}
        self.solutions: dict[str, int] = {}
        self.browsers: dict[str, list[Browser]] = {}
        for code in COUNTRIES:
            self._add(code)
        self.visitor = Browser(app)
        self.look("XA")

    def _add(self, code: str) -> None:
        facts: dict[str, Any] = {"standing": Standing.EXAMPLE, "sectors": ["disaster-risk"], "languages": ["en"]}
        with self.app.app_context(), writing() as session:
            plain: dict[str, Any] = {key: facts[key] for key in ("standing", "sectors")}
            owner = an_organisation(session, f"Institute {code}", country=code, **plain)
            title = f"Early warning of floods {code}"
            self.requests[code] = a_country_request(session, title, country=code, targets=["13"], **facts).key
            for title in (f"Flood warning by radio {code}", f"River gauges and flood warning {code}"):
                row = a_solution(session, title, owner=owner, claims=("13",), countries_of_origin=[code], **plain)
                self.solutions[code] = row.key
            editor = ("organisation-editor", "organisation", str(owner.key))
        self.browsers[code] = [
            self._browser(f"{role}{code}", role, scope, key)
            for role, scope, key in (("focal-point", "country", code), editor)
        ]

    def _browser(self, name: str, role: str, scope: str, key: str) -> Browser:
        since = date(2026, 1, 1)
        held = Appointment(person_id=0, role=role, scope_type=scope, scope_id=key, valid_from=since)
        browser = Browser(self.app)
        sign_in(browser, a_person(self.app, name, roles=(held,)))
        return browser

    def list_is(self, pairs: Pairs) -> None:
        with self.app.app_context(), writing() as session:
            session.execute(delete(DoNotPropose))
            session.add_all(DoNotPropose(country=country, other=other) for country, other in pairs)

    def look(self, *countries: str) -> dict[str, tuple[int, str]]:
        """Status and bytes of what visitors and the people of `countries` get."""
        found = {}
        for path in ("/en/", "/en/solutions?q=flood", "/en/requests?q=flood", "/en/organisations", "/ar/solutions"):
            found[path] = _asked(self.visitor, path)
        for code in countries:
            paths = [
                f"/en/requests/{self.requests[code]}/matches",
                f"/en/solutions/{self.solutions[code]}/requests",
                *(f"/en/countries/{other}/rules" for other in COUNTRIES if other != code),
                *(f"/en/requests/{number}" for number in self.requests.values()),
            ]
            for who, browser in enumerate(self.browsers[code]):
                found |= {f"{code} {who} {path}": _asked(browser, path) for path in paths}
        return found

    def matches(self) -> dict[str, list[Match]]:
        """What each request and each solution is matched with."""
        with self.app.test_request_context():
            asked = {code: db.session.get_one(CountryRequest, number) for code, number in self.requests.items()}
            offered = {code: db.session.get_one(Solution, number) for code, number in self.solutions.items()}
            index, session = catalogue(), db.session
            found = {f"{code} asks": solutions_for(index, session, row, EVERYTHING) for code, row in asked.items()}
            found |= {f"{code} offers": requests_for(index, session, row, EVERYTHING) for code, row in offered.items()}
            return {name: list(matches) for name, matches in found.items()}

    def country_of(self, match: Match) -> str:
        kind, _, number = match.key.partition(":")
        with self.app.app_context():
            if kind == "request":
                return db.session.get_one(CountryRequest, int(number)).country
            return str(db.session.get_one(Solution, int(number)).countries_of_origin[0])


def _asked(browser: Browser, path: str) -> tuple[int, str]:
    answer = browser.client.get(path, follow_redirects=True)
    return answer.status_code, CHANGING.sub("", answer.get_data(as_text=True))


def said(app: Flask, match: Match) -> tuple[object, ...]:
    """Score and reasons, in the words of the page."""
    with app.test_request_context("/en/"):
        return match.key, match.score, [str(reason.words) for reason in reasons_for(match.parts)]


def places(app: Flask, match: Match) -> set[int]:
    """The places that "what would change its place" speaks of as the present one."""
    with app.test_request_context("/en/"):
        return {int(place) for line in changes_for(match) for place in re.findall(r"from place (\d+)", line)}


@pytest.fixture
def world(app: Flask) -> World:
    return World(app)


@OFTEN
@given(pairs=PAIRS)
def test_who_stands_in_no_pair_gets_the_same_bytes_whatever_the_lists_say(world: World, pairs: Pairs) -> None:
    outside = [code for code in COUNTRIES if not any(code in pair for pair in pairs)]
    world.list_is(frozenset())
    before = world.look(*outside)
    world.list_is(pairs)
    assert world.look(*outside) == before


@OFTEN
@given(pairs=PAIRS)
def test_what_a_list_leaves_keeps_its_score_and_reasons_and_names_no_other_place(world: World, pairs: Pairs) -> None:
    world.list_is(frozenset())
    before = world.matches()
    world.list_is(pairs)
    for name, left in world.matches().items():
        own = name.partition(" ")[0]
        avoided = {code for pair in pairs if own in pair for code in pair} - {own}
        expected = [match for match in before[name] if world.country_of(match) not in avoided]
        assert [said(world.app, match) for match in left] == [said(world.app, match) for match in expected]
        candidates = (2 if "asks" in name else 1) * (len(COUNTRIES) - 1 - len(avoided & set(COUNTRIES)))
        spoken = {place for match in left for place in places(world.app, match)}
        assert spoken <= set(range(1, candidates + 1)), "a place beyond would tell of what is not shown"


@contextmanager
def questions(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Each statement to the database and each call of the index, by its shape."""
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        asked.append(re.sub(r"\(\?(, \?)*\)", "(…)", statement))

    with app.app_context():
        engine = db.engine
    with monkeypatch.context() as patch:
        for name in ("search", "best", "count", "explain"):
            patch.setattr(HybridIndex, name, _noted(name, getattr(HybridIndex, name), asked))
        event.listen(engine, "before_cursor_execute", note)
        try:
            yield asked
        finally:
            event.remove(engine, "before_cursor_execute", note)


def _noted(name: str, original: Any, asked: list[str]) -> Any:
    def call(*args: Any, **options: Any) -> Any:
        asked.append(f"index.{name}")
        return original(*args, **options)

    return call


@pytest.mark.parametrize("other", ["XE", "XB"])
def test_the_same_questions_are_asked_with_a_list_and_without(
    world: World, monkeypatch: pytest.MonkeyPatch, other: str
) -> None:
    """So the time of an answer cannot tell: the list is read in any case, and filters before anything is scored."""
    pages = [f"/en/requests/{world.requests[code]}/matches" for code in ("XA", "XC")]
    browsers = [world.browsers[code][0] for code in ("XA", "XC")]

    def shapes() -> list[str]:
        for browser, page in zip(browsers, pages, strict=True):
            _asked(browser, page)
        with questions(world.app, monkeypatch) as asked:
            for browser, page in zip(browsers, pages, strict=True):
                _asked(browser, page)
        return asked

    world.list_is(frozenset())
    without = shapes()
    world.list_is(frozenset({("XA", other)}))
    assert shapes() == without
    assert any("do_not_propose" in each for each in without)
