"""What the index holds of solutions: who must clear an offer first, and the same whether built anew or step by step."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from app.core.changes import mark_changed
from app.core.db import db, writing
from app.core.index import CatalogueIndex, catalogue
from app.core.records import Standing
from app.countries.models import ClearanceRule, CountryRule
from app.exchanges.search import documents as exchange_documents
from app.organisations.search import documents as organisation_documents
from app.solutions.models import Solution, SolutionStatus
from app.solutions.search import documents
from tests.factories import LONG_AGO, a_solution, an_exchange, an_organisation

pytestmark = pytest.mark.both_engines


def clearance(app: Flask) -> list[str]:
    with app.app_context():
        return [code for document in documents(db.session, None) for code in document.facets["clearance"]]


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"countries_of_origin": ["KEN"]}, "pending"),
        ({"countries_of_origin": ["KEN"], "cleared_at": LONG_AGO}, "cleared"),
        ({"countries_of_origin": ["KEN"], "standing": Standing.DOCUMENTED}, "cleared"),
        ({"countries_of_origin": ["XB"], "standing": Standing.EXAMPLE}, "cleared"),
        ({"countries_of_origin": ["MWI"]}, "cleared"),
        ({"countries_of_origin": ["MWI", "KEN"]}, "pending"),
    ],
)
def test_an_offer_waits_for_the_focal_point_unless_its_country_says_otherwise(
    app: Flask, facts: dict[str, Any], expected: str
) -> None:
    with app.app_context(), writing() as session:
        session.add(CountryRule(country="MWI", offers=ClearanceRule.COPIED))
        a_solution(session, **facts)
    assert clearance(app) == [expected]


def built_anew(app: Flask) -> CatalogueIndex:
    index = CatalogueIndex(Path(app.config["VAR"]) / "anew")
    index.register("organisation", organisation_documents)
    index.register("solution", documents)
    index.register("exchange", exchange_documents)
    return index


def test_the_index_followed_step_by_step_answers_as_one_built_anew(app: Flask) -> None:
    with app.app_context():
        catalogue()  # the process has an index before anything is written
    with app.app_context(), writing() as session:
        owner = an_organisation(session, "Water Institute", country="KEN")
        for number in range(6):
            solution = a_solution(session, f"Practice {number}", claims=("6.1",), owner=owner)
            an_exchange(session, f"Exchange {number}", solution_id=solution.key, partner_countries=["MWI"])
    with app.app_context():
        catalogue()
    with app.app_context(), writing() as session:
        for row in session.query(Solution).limit(3):
            row.title, row.status = "Changed", SolutionStatus.PUBLISHED if row.key % 2 else SolutionStatus.WITHDRAWN
            mark_changed(session, "solution", row.key)
    with app.app_context():
        masks: dict[str, Any] = {"audience": {"public"}, "standing": {"confirmed", "documented"}}
        followed, anew = catalogue(), built_anew(app).at_present(db.session)
        for words in ("", "changed", "practice", "water institute", "malawi", "clean water"):
            assert followed.search(words, **masks) == anew.search(words, **masks)
        assert followed.count(facets=["kind", "place", "goals"], **masks) == anew.count(
            facets=["kind", "place", "goals"], **masks
        )
