"""A country's private list works in both directions, and no answer lets anybody infer it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask

from app.core.changes import mark_changed
from app.core.db import db, writing
from app.core.index import catalogue
from app.core.records import Standing
from app.countries.models import ClearanceRule, DoNotPropose
from app.countries.service import countries_not_to_propose, rule_of
from app.country_requests.models import CountryRequest
from app.recommendations.selection import Masks, requests_for, solutions_for
from app.solutions.models import Solution
from tests.factories import a_country_request, a_solution

pytestmark = pytest.mark.both_engines
EXAMPLE: dict[str, Any] = {"standing": Standing.EXAMPLE}
EVERYTHING = Masks(frozenset({"public", "members"}), frozenset({"confirmed", "documented", "example"}))


def world(app: Flask) -> tuple[int, list[int]]:
    """A request of XA, and solutions of XB and XC that both fit."""
    with app.app_context(), writing() as session:
        request = a_country_request(session, country="XA", title="Early warning of floods", sectors=["disaster-risk"])
        solutions = [
            a_solution(
                session, title="Flood warning", countries_of_origin=[code], sectors=["disaster-risk"], **EXAMPLE
            ).key
            for code in ("XB", "XC")
        ]
        return request.key, solutions


def told(app: Flask, request_id: int) -> dict[int, tuple[float, tuple[tuple[str, float], ...]]]:
    with app.test_request_context():
        request = db.session.get_one(CountryRequest, request_id)
        found = solutions_for(catalogue(), db.session, request, EVERYTHING)
        return {
            int(match.key.partition(":")[2]): (match.score, tuple((part.name, part.value) for part in match.parts))
            for match in found
        }


@pytest.mark.parametrize(("country", "other"), [("XA", "XB"), ("XB", "XA")])
def test_a_pair_that_either_side_ruled_out_is_not_proposed_to_either(app: Flask, country: str, other: str) -> None:
    request_id, (of_xb, of_xc) = world(app)
    before = told(app, request_id)
    with app.app_context(), writing() as session:
        session.add(DoNotPropose(country=country, other=other))
    after = told(app, request_id)
    assert set(before) == {of_xb, of_xc}
    assert after == {of_xc: before[of_xc]}, "what is left keeps its score and every part of it"
    with app.test_request_context():
        solution = db.session.get_one(Solution, of_xb)
        assert requests_for(catalogue(), db.session, solution, EVERYTHING) == ()


def test_the_list_changes_no_count_of_the_catalogue(app: Flask) -> None:
    world(app)

    def counts() -> object:
        with app.test_request_context():
            return catalogue().count(
                "",
                audience={"public"},
                standing=EVERYTHING.standing,
                filters={"kind": {"solution"}},
                facets=["country"],
            )

    before = counts()
    with app.app_context(), writing() as session:
        session.add(DoNotPropose(country="XA", other="XB"))
        assert countries_not_to_propose(session, "XA") == countries_not_to_propose(session, "XB") ^ {"XA", "XB"}
    assert counts() == before


def test_an_offer_waits_until_its_focal_point_has_cleared_it(app: Flask) -> None:
    request_id, _ = world(app)
    with app.app_context(), writing() as session:
        offer = a_solution(
            session,
            title="Flood warning",
            countries_of_origin=["XD"],
            standing=Standing.CONFIRMED,
            sectors=["disaster-risk"],
        )
        key = offer.key
    assert key not in told(app, request_id)
    with app.app_context(), writing() as session:
        session.get_one(Solution, key).cleared_at = datetime(2026, 11, 23, tzinfo=UTC)
        mark_changed(session, "solution", key)
    assert key in told(app, request_id)


def test_a_country_that_has_set_no_rule_clears_everything(app: Flask) -> None:
    with app.app_context():
        rule = rule_of(db.session, "XA")
    assert {rule.offers, rule.first_contact, rule.agreements} == {ClearanceRule.CLEARS}
