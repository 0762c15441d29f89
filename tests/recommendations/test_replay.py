"""A moderator sees what was shown, with the numbers of that moment, beside what would be shown now."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest
from flask import Flask
from sqlalchemy import event, select

from app.accounts.models import Appointment
from app.core.changes import mark_changed
from app.core.db import db, writing
from app.core.records import Standing
from app.recommendations.models import ShownMatch
from app.recommendations.replay import LISTS
from app.solutions.models import Solution
from tests.accounts.conftest import a_person
from tests.accounts.signing_in import sign_in
from tests.browser import Browser
from tests.counting import counted
from tests.factories import a_country_request, a_solution

pytestmark = pytest.mark.both_engines
FIRST, SECOND = "Early warning of floods by radio", "Early warning of storms"


def _as(app: Flask, name: str, role: str, scope: str, key: str, *more: tuple[str, str, str]) -> Browser:
    since = date(2026, 1, 1)
    held = [
        Appointment(person_id=0, role=role, scope_type=scope, scope_id=key, valid_from=since)
        for role, scope, key in ((role, scope, key), *more)
    ]
    browser = Browser(app)
    sign_in(browser, a_person(app, name, roles=tuple(held)))
    return browser


@pytest.fixture
def request_number(app: Flask) -> int:
    with app.app_context(), writing() as session:
        for title in (FIRST, SECOND):
            a_solution(session, title, standing=Standing.EXAMPLE, countries_of_origin=["XB"])
        return a_country_request(session, title="Early warning of floods").key


def test_what_the_focal_point_saw_is_replayed_with_its_reasons(app: Flask, request_number: int) -> None:
    amina, carla = _as(app, "Amina", "focal-point", "country", "XA"), _as(app, "Carla", "moderator", "site", "")
    page = f"/en/requests/{request_number}/matches"
    assert "No matches have been shown" in carla.get(f"{page}/shown").text
    amina.get(page)
    text = carla.get(f"{page}/shown").text
    assert text.index(FIRST) < text.index(SECOND)
    assert "Today the order is the same." in text
    assert "need " in text
    assert "Amina" not in text


def test_a_changed_catalogue_shows_beside_what_stood_then(app: Flask, request_number: int) -> None:
    amina, carla = _as(app, "Amina", "focal-point", "country", "XA"), _as(app, "Carla", "moderator", "site", "")
    amina.get(f"/en/requests/{request_number}/matches")
    with app.app_context(), writing() as session:
        first = session.get_one(Solution, 1)
        first.countries_of_origin = ["XA"]  # a country is not proposed to itself
        mark_changed(session, "solution", 1)
    text = carla.get(f"/en/requests/{request_number}/matches/shown").text
    assert "Today the order is another." in text
    assert "not among the first" in text


LONG_AGO = datetime(2026, 9, 1, tzinfo=UTC)


@contextmanager
def rows_made(kind: type[object]) -> Iterator[list[object]]:
    """The rows of one table that are made into objects meanwhile."""
    made: list[object] = []

    def note(row: object, _context: object) -> None:
        made.append(row)

    event.listen(kind, "load", note)
    try:
        yield made
    finally:
        event.remove(kind, "load", note)


def shown_often(app: Flask, request_number: int, times: int) -> None:
    """The list that was just shown, once for each of so many earlier days."""
    with app.app_context(), writing() as session:
        newest = session.scalars(select(ShownMatch)).all()
        for day, row in product(range(times), newest):
            at = LONG_AGO + timedelta(days=day)
            session.add(ShownMatch(**{**row.model_dump(exclude={"id"}), "shown_at": at, "score": 0.1}))


def test_of_many_lists_only_the_newest_are_read(app: Flask, request_number: int) -> None:
    amina, carla = _as(app, "Amina", "focal-point", "country", "XA"), _as(app, "Carla", "moderator", "site", "")
    page = f"/en/requests/{request_number}/matches"
    amina.get(page)
    shown_often(app, request_number, 3 * LISTS)
    with counted(app) as statements, rows_made(ShownMatch) as made:
        amina.get(page)
    assert len(made) == 0
    assert sum("shown_match" in statement for statement in statements) == 1
    with rows_made(ShownMatch) as made:
        replayed = carla.get(f"{page}/shown")
    assert len(made) == 2 * LISTS
    assert replayed.text.count("Today the order is") == LISTS


def test_the_same_list_again_is_not_stored_again_and_another_one_is(app: Flask, request_number: int) -> None:
    amina, page = _as(app, "Amina", "focal-point", "country", "XA"), f"/en/requests/{request_number}/matches"

    def stored() -> int:
        amina.get(page)
        with app.app_context():
            return len(db.session.scalars(select(ShownMatch)).all())

    assert [stored(), stored()] == [2, 2]
    with app.app_context(), writing() as session:
        session.get_one(Solution, 1).countries_of_origin = ["XA"]
        mark_changed(session, "solution", 1)
    assert [stored(), stored()] == [3, 3]


def test_nobody_else_replays(app: Flask, request_number: int) -> None:
    amina = _as(app, "Amina", "focal-point", "country", "XA")
    amina.get(f"/en/requests/{request_number}/matches/shown", status=403)
