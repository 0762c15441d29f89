"""Vectors: made by the worker, kept with a fingerprint, used by search and ranking, and doing without them."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from app.core.changes import current_number, mark_changed
from app.core.db import db, writing
from app.core.index import CatalogueIndex, catalogue, keep_up
from app.core.meaning import usable
from app.recommendations.jobs import look_at_open_requests
from app.solutions.models import Solution
from tests.factories import a_country_request, a_solution

WATER: dict[str, Any] = {
    "title": "Rainwater tanks for schools",
    "challenge": "Pupils drink unsafe water.",
    "approach": "Tanks keep clean drinking water.",
}


def with_three_solutions(app: Flask) -> None:
    with app.app_context(), writing() as session:
        a_solution(session, **WATER)
        a_solution(session, title="Customs risk management", challenge="Slow ports.", approach="Officers inspect less.")
        a_solution(session, title="Solar dryers for fruit", challenge="Fruit rots.", approach="Sun dries the fruit.")


@pytest.mark.both_engines
def test_a_search_in_another_language_finds_what_the_worker_has_read(app: Flask) -> None:
    client = app.test_client()
    with_three_solutions(app)
    address = "/en/solutions?q=l%27eau+potable+des+%C3%A9l%C3%A8ves"
    assert "Rainwater tanks" not in client.get(address).text

    with app.app_context():
        assert keep_up() == 3

    page = client.get(address).text
    assert "Rainwater tanks" in page
    assert "Customs risk" not in page


def test_what_is_read_is_not_read_again_until_its_words_change(app: Flask) -> None:
    with_three_solutions(app)
    with app.app_context():
        assert (keep_up(), keep_up(), keep_up()) == (3, 0, 0)
    with app.app_context(), writing() as session:
        changed = session.get(Solution, 1)
        assert changed is not None
        changed.title = "Rainwater tanks for clinics"
        a_solution(session, title="A fourth practice")
        mark_changed(session, "solution", 1)
    with app.app_context():
        assert keep_up() == 2


def test_a_process_that_starts_takes_the_index_from_disk_and_then_what_changed(app: Flask) -> None:
    with_three_solutions(app)
    with app.app_context():
        keep_up()
        catalogue()
        keep_up()
    with app.app_context(), writing() as session:
        a_solution(session, title="Published after the file was written")
    with app.app_context():
        started = CatalogueIndex(app.config["VAR"] / "index")
        for kind, source in app.extensions["crux_index"]._sources.items():
            started.register(kind, source)
        found = started.at_present(db.session)
        page = found.search(audience=["public"], standing=["confirmed"], filters={"kind": ["solution"]})
        assert page.total == 4
        assert len(found.snapshot().segments[1]) >= 1, "only what changed was added to the mapped part"
        assert current_number(db.session) > 0


@pytest.mark.both_engines
def test_the_worker_looks_at_open_requests_and_keeps_two_numbers_for_each_solution(app: Flask) -> None:
    with_three_solutions(app)
    with app.app_context(), writing() as session:
        for number in range(12):
            a_country_request(session, title=f"Water for school {number}")
    with app.app_context():
        keep_up()
        assert look_at_open_requests() == 12


def test_an_encoder_that_is_not_there_is_left_out_with_a_word() -> None:
    assert [encoder.name for encoder in usable("none")] == ["topics"]
