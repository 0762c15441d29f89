"""Drafts, members' records and, outside a demonstration, invented ones: no page, no row, no count tells of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask

from app import Settings, create_app
from app.core.db import db, writing
from app.core.records import Standing, Visibility
from app.solutions.models import SolutionStatus
from tests.browser import Browser
from tests.factories import a_solution, an_exchange, an_organisation

pytestmark = pytest.mark.both_engines

HIDDEN: list[dict[str, Any]] = [
    {"status": SolutionStatus.DRAFT},
    {"status": SolutionStatus.ARCHIVED},
    {"visibility": Visibility.MEMBERS},
    {"visibility": Visibility.MODERATORS},
]


@pytest.fixture
def production(settings: Settings) -> Iterator[Flask]:
    application = create_app(replace(settings, mode="production", smtp_url="smtp://localhost:25"))
    application.testing = True
    yield application
    with application.app_context():
        db.engine.dispose()


@pytest.mark.parametrize("facts", HIDDEN)
def test_a_hidden_solution_has_no_page(app: Flask, browser: Browser, facts: dict[str, Any]) -> None:
    with app.app_context(), writing() as session:
        a_solution(session, "Quiet work", **facts)
    page = browser.get("/en/solutions/1-quiet-work", status=404)
    assert "Quiet work" not in page.html


@pytest.mark.parametrize("facts", HIDDEN)
def test_a_wrong_name_does_not_betray_the_title_of_a_hidden_solution(
    app: Flask, browser: Browser, facts: dict[str, Any]
) -> None:
    with app.app_context(), writing() as session:
        a_solution(session, "Quiet work", **facts)
    browser.get("/en/solutions/1", status=404, follow=False)


@pytest.mark.parametrize("facts", HIDDEN)
def test_a_hidden_solution_changes_no_byte_of_the_list(app: Flask, browser: Browser, facts: dict[str, Any]) -> None:
    with app.app_context(), writing() as session:
        a_solution(session, "Open work", claims=("6",))
    before = browser.get("solutions.index", q="work").html
    with app.app_context(), writing() as session:
        a_solution(session, "Quiet work", claims=("6", "7"), countries_of_origin=["KEN"], **facts)
    assert browser.get("solutions.index", q="work").html == before


def test_a_hidden_organisation_is_not_named_on_the_page_of_its_solution(app: Flask, browser: Browser) -> None:
    with app.app_context(), writing() as session:
        a_solution(session, owner=an_organisation(session, "Quiet Institute", visibility=Visibility.MEMBERS))
    assert "Quiet Institute" not in browser.get("solutions.show", solution_id=1).html


def test_a_hidden_exchange_is_not_named_on_the_page_of_its_solution(app: Flask, browser: Browser) -> None:
    with app.app_context(), writing() as session:
        tanks = a_solution(session)
        an_exchange(session, "Quiet exchange", solution_id=tanks.key, visibility=Visibility.MEMBERS)
    assert "Quiet exchange" not in browser.get("solutions.show", solution_id=1).html


@pytest.mark.parametrize(
    ("kind", "make"), [("solutions", a_solution), ("exchanges", an_exchange), ("organisations", an_organisation)]
)
def test_outside_a_demonstration_an_example_has_no_row_and_no_page(
    production: Flask, kind: str, make: Callable[..., object]
) -> None:
    with production.app_context(), writing() as session:
        make(session, "Invented work", standing=Standing.EXAMPLE)
    browser = Browser(production)
    assert "Invented work" not in browser.get(f"{kind}.index").html
    browser.get(f"/en/{kind}/1", status=404)


def test_in_a_demonstration_an_example_is_marked_on_its_row_and_on_its_page(app: Flask, browser: Browser) -> None:
    with app.app_context(), writing() as session:
        a_solution(session, "Invented work", standing=Standing.EXAMPLE, countries_of_origin=["XA"])
    row = browser.get("solutions.index")
    assert "1 of them is an invented example." in row.text
    for page in (row, browser.get("solutions.show", solution_id=1)):
        assert any(mark.get("class") == "mark mark-example" for mark in page.all(".//span"))
