"""Related solutions on the page of one: like it and serving the same, each with its mark and one reason."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from app.core.changes import mark_changed
from app.core.db import writing
from app.core.records import Standing
from app.solutions.models import Solution, SolutionStatus
from tests.browser import Browser, Page
from tests.factories import a_country_request, a_solution
from tests.moderation.ground import Open, answer, item_of, offered

pytestmark = pytest.mark.both_engines
Told = Callable[..., int]
FRIDGES = "Solar fridges for vaccines"


@pytest.fixture
def told(app: Flask) -> Told:
    """Publish a solution; its number."""

    def add(title: str, claims: tuple[str, ...] = (), **facts: Any) -> int:
        with app.app_context(), writing() as session:
            return a_solution(session, title, claims=claims, **facts).key

    return add


def related(page: Page) -> str:
    section = page.root.find(".//section[@aria-labelledby='related']")
    return "" if section is None else " ".join("".join(section.itertext()).split())


def test_the_nearest_that_serve_the_same_are_shown_with_the_reason(app: Flask, told: Told) -> None:
    number = told(FRIDGES, ("3.8", "7.1"), challenge="Vaccines spoil without power.")
    told("Vaccines by bicycle", ("3.8",), challenge="Vaccines spoil on the way.", standing=Standing.DOCUMENTED)
    told("Rice banks", ("2.1",))
    shown = related(Browser(app).get("solutions.show", solution_id=number))
    assert "Vaccines by bicycle" in shown
    assert "Both serve 3.8" in shown
    assert "Documented from public sources" in shown
    assert "Rice banks" not in shown
    assert FRIDGES not in shown
    assert "Les deux" in related(Browser(app, "fr").get("solutions.show", solution_id=number))


def test_at_most_three_and_none_that_shares_nothing(app: Flask, told: Told) -> None:
    numbers = [told(f"Solar fridges {place}", ("3.8",), sectors=["health"]) for place in "ABCDE"]
    page = Browser(app).get("solutions.show", solution_id=numbers[0])
    assert related(page).count("Both serve 3.8") == 3
    alone = told("Solar fridges of another kind")
    assert related(Browser(app).get("solutions.show", solution_id=alone)) == ""


def test_what_is_published_or_gone_changes_the_list_at_once(app: Flask, told: Told) -> None:
    number, visitor = told(FRIDGES, ("3.8",)), Browser(app)
    assert related(visitor.get("solutions.show", solution_id=number)) == ""
    other = told("Vaccines by bicycle", ("3.8",))
    assert "Vaccines by bicycle" in related(visitor.get("solutions.show", solution_id=number))
    with app.app_context(), writing() as session:
        session.get_one(Solution, other).status = SolutionStatus.WITHDRAWN
        mark_changed(session, "solution", other)
    assert related(visitor.get("solutions.show", solution_id=number)) == ""


def test_an_institution_sees_the_first_requests_it_could_meet_with_a_reason(
    app: Flask, as_: Open, people: dict[str, int]
) -> None:
    number = offered(as_("budi"), people["institute"])
    answer(as_("carla"), item_of(app, number), "publish")
    with app.app_context(), writing() as session:
        a_country_request(session, title="Vaccines that stay cold", problem="Clinics lose vaccines.", targets=["3.8"])
    text = as_("budi").get("solutions.show", solution_id=number).text
    assert "Requests this solution could meet" in text
    assert "Vaccines that stay cold" in text
    assert "of 100 Both " in text
    assert "Vaccines that stay cold" not in Browser(app).get("solutions.show", solution_id=number).text
