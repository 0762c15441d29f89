"""One act for one key, however often and however simultaneously it is sent."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from app.core.db import db, writing
from app.core.idempotency import KEPT_FOR, IdempotencyKey, OtherContent, earlier_result, keep_result

pytestmark = pytest.mark.both_engines
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


def act(app: Flask, result: str, *, content: object = "same", person_id: int = 1, now: datetime = NOW) -> str:
    """Do something once for the key `k`: its result, or that of the first time."""
    with app.app_context(), writing() as session:
        earlier = earlier_result(session, person_id=person_id, key="k", content=content, now=now)
        if earlier is not None:
            return earlier
        keep_result(session, person_id=person_id, key="k", result=result)
        return result


def test_the_second_time_gives_the_first_result(app: Flask) -> None:
    assert [act(app, "first"), act(app, "second")] == ["first", "first"]


def test_other_content_under_the_same_key_is_refused(app: Flask) -> None:
    act(app, "first")
    with pytest.raises(OtherContent):
        act(app, "second", content="other")


def test_keys_belong_to_a_person(app: Flask) -> None:
    assert [act(app, "hers", person_id=1), act(app, "his", person_id=2)] == ["hers", "his"]


def test_a_key_serves_a_day(app: Flask) -> None:
    act(app, "first")
    assert act(app, "next", content="other", now=NOW + KEPT_FOR + timedelta(seconds=1)) == "next"


def test_an_act_that_fails_leaves_its_key_free(app: Flask) -> None:
    with app.app_context(), pytest.raises(RuntimeError), writing() as session:
        earlier_result(session, person_id=1, key="k", content="same", now=NOW)
        raise RuntimeError
    assert act(app, "second") == "second"
    with app.app_context():
        assert db.session.query(IdempotencyKey).count() == 1


@pytest.mark.parametrize("crowd", [6, pytest.param(1_000, marks=pytest.mark.soak)], ids=["small", "whole"])
def test_many_at_the_same_moment_all_get_one_result(app: Flask, crowd: int) -> None:
    at_once = min(crowd, 16)
    together = threading.Barrier(at_once)

    def press(number: int) -> str:
        if number < at_once:
            together.wait()
        return act(app, f"result {number}")

    with ThreadPoolExecutor(at_once) as presses:
        results = list(presses.map(press, range(crowd)))
    assert len(results) == crowd
    assert len(set(results)) == 1
