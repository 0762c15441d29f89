"""The weekly batch ranks each record once for all its readers, and gives what a single call would give."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlmodel import col

from app import Settings
from app.core.changes import mark_changed
from app.core.db import db, writing
from app.core.index import catalogue
from app.countries.models import DoNotPropose
from app.country_requests.models import CountryRequest
from app.digest import jobs
from app.digest.matches import new_matches, rank_together
from app.digest.sections import EXTENSION, PREPARATIONS
from app.digest.selection import standings_mailed
from app.recommendations.batch import as_rows, forget_ranked
from app.recommendations.jobs import rank_for
from app.recommendations.mailed import MatchForMail, matches_for_person
from app.recommendations.models import RankedNeed, ShownMatch
from app.recommendations.selection import Masks, requests_for, solutions_for
from app.solutions.models import Solution, SolutionStatus
from matching import Document, Match, Recommender
from tests.core.mail_ground import Clock, Letterbox
from tests.digest.deaths import kill
from tests.digest.ground import NOW, Offers, mails, send_all
from tests.digest.test_matches import EXAMPLE, a_reader
from tests.factories import a_country_request, a_solution, an_organisation

pytestmark = pytest.mark.both_engines
STANDINGS = standings_mailed(demo=True)
WATER: dict[str, Any] = {"sectors": ["water-sanitation"], "modalities": ["training"], **EXAMPLE}


@pytest.fixture
def readers(app: Flask, offers: Offers) -> list[int]:
    """Amina and Bola for the requests of one country; Budi for three of six solutions; who finds, counts."""
    app.extensions[EXTENSION] = {"matches": new_matches}
    app.extensions[PREPARATIONS] = {"matches": rank_together}
    with writing() as session:
        budi_s, other = (an_organisation(session, country="XB", **EXAMPLE) for _ in range(2))
        for number in range(6):
            owner = (budi_s, other)[number % 2]
            words = f"Rainwater tanks for schools, way {number}"
            a_solution(session, words, claims=("6.1",), owner=owner, countries_of_origin=["XB"], **WATER)
        for number in range(3):
            a_country_request(session, f"Rainwater for dry schools {number}", country="XA", targets=["6.1"], **WATER)
        editor = ("organisation-editor", "organisation", str(budi_s.key))
        return [
            a_reader(session, "Amina", ("focal-point", "country", "XA")),
            a_reader(session, "Bola", ("focal-point", "country", "XA")),
            a_reader(session, "Budi", editor),
        ]


@pytest.fixture
def ranked_now(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The keys of the records that are ranked, one after the other."""
    keys: list[str] = []
    recommend = Recommender.recommend

    def counted(self: Recommender, need: Document, **asked: object) -> tuple[Match, ...]:
        keys.append(need.key)
        return recommend(self, need, **asked)  # type: ignore[arg-type]

    monkeypatch.setattr(Recommender, "recommend", counted)
    return keys


def rank(readers: list[int], stopping: Callable[[], bool] = jobs.never) -> int:
    db.session.rollback()
    return rank_for(readers, standing=STANDINGS, now=NOW, stopping=stopping)


def told(person: int) -> list[MatchForMail]:
    db.session.rollback()
    return matches_for_person(catalogue(), db.session, person, standing=STANDINGS, now=NOW)


def kept() -> list[RankedNeed]:
    db.session.rollback()
    return list(db.session.scalars(select(RankedNeed).order_by(col(RankedNeed.record_id))))


def test_the_batch_finds_what_a_call_for_each_record_finds(readers: list[int]) -> None:
    assert rank(readers) == 6
    index, masks = catalogue(), Masks(frozenset({"public", "members"}), STANDINGS)
    for row in kept():
        alone = (
            solutions_for(index, db.session, db.session.get_one(CountryRequest, row.record_id), masks)
            if row.direction == "solutions"
            else requests_for(index, db.session, db.session.get_one(Solution, row.record_id), masks)
        )
        assert alone
        assert row.found == as_rows(alone)


def test_a_reader_is_told_the_same_with_the_batch_and_without(readers: list[int]) -> None:
    without = [[(m.request.key, m.solution.key, m.score, m.parts) for m in told(person)] for person in readers]
    rank(readers)
    assert [[(m.request.key, m.solution.key, m.score, m.parts) for m in told(person)] for person in readers] == without
    assert all(without)


def test_each_record_is_ranked_once_however_many_read_of_it(readers: list[int], ranked_now: list[str]) -> None:
    jobs.plan_due(now=NOW)
    assert len(mails()) == 3
    assert sorted(ranked_now) == ["request:1", "request:2", "request:3", "solution:1", "solution:3", "solution:5"]


def test_what_a_stop_left_is_ranked_by_the_next_and_nothing_twice(
    readers: list[int], ranked_now: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.recommendations.jobs.AT_ONCE", 2)
    answers = iter([False, False, True])
    rank(readers, lambda: next(answers))
    assert len(kept()) == len(ranked_now) == 4
    rank(readers)
    rank(readers)
    assert len(kept()) == len(ranked_now) == len(set(ranked_now)) == 6


def test_a_solution_that_is_gone_or_that_comes_after_the_batch_is_seen(readers: list[int]) -> None:
    rank(readers)
    with writing() as session:
        session.get_one(Solution, 1).status = SolutionStatus.WITHDRAWN
        mark_changed(session, "solution", 1)
        late = a_solution(session, "Rainwater tanks, a late way", claims=("6.1",), countries_of_origin=["XB"], **WATER)
        late_id = late.key
    offered = {match.solution.key for match in told(readers[0])}
    assert 1 not in offered
    assert late_id in offered


def test_a_country_named_after_the_batch_is_not_proposed(readers: list[int]) -> None:
    rank(readers)
    assert told(readers[0])
    with writing() as session:
        session.add(DoNotPropose(country="XB", other="XA"))
    assert [told(person) for person in readers] == [[], [], []]


def test_what_a_mail_tells_is_kept_as_shown_once(readers: list[int]) -> None:
    jobs.plan_due(now=NOW)
    jobs.plan_due(now=NOW + timedelta(minutes=1))
    db.session.rollback()
    shown = db.session.scalars(select(ShownMatch)).all()
    places = [(row.shown_to, row.request_id, row.solution_id) for row in shown]
    assert len(places) == len(set(places))
    assert {row.shown_to for row in shown} == set(readers)
    first = next(row for row in shown if row.shown_to == readers[0])
    [match] = [m for m in told(readers[0]) if (m.request.key, m.solution.key) == (first.request_id, first.solution_id)]
    assert (first.rank, first.score, len(first.parts)) == (match.rank, match.score, len(match.parts))


def test_old_rows_of_the_batch_go(readers: list[int]) -> None:
    rank(readers)
    with writing() as session:
        forget_ranked(session, now=NOW + timedelta(days=13))
    assert len(kept()) == 6
    with writing() as session:
        forget_ranked(session, now=NOW + timedelta(days=15))
    assert kept() == []


@pytest.mark.parametrize("_time", [0, *[pytest.param(number, marks=pytest.mark.soak) for number in range(1, 20)]])
def test_a_run_killed_between_two_pieces_of_the_batch_is_completed_by_the_next(
    app: Flask, settings: Settings, readers: list[int], letterbox: Letterbox, _time: int
) -> None:
    db.session.close()
    kill(settings, "ranked")
    assert kept()
    jobs.plan_due(now=NOW + timedelta(minutes=61))
    send_all(app, Clock(NOW + timedelta(minutes=61)))
    assert Counter(letterbox.addresses) == Counter(f"{name}@example.org" for name in ("amina", "bola", "budi"))
