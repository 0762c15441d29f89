"""F-02: killed at each edge between two states, the run is completed by the next one without a hand."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest
from flask import Flask

from app import Settings
from app.core.db import db
from app.core.fail_points import EDGES, arm
from app.digest import jobs
from app.digest.figures import runs
from tests.core.mail_ground import Clock, Letterbox
from tests.digest.deaths import kill
from tests.digest.ground import NOW, Offers, a_candidate, send_all, subscribe

PEOPLE = 9
LATER = NOW + timedelta(minutes=61)  # leases are over, and what was put off is due again
ANSWERS = {"retry_at": "450 later", "held": "550 nobody", "failed": "554 no", "uncertain": "299 perhaps"}
# The others are in tests/core/test_mail_kills.py; "ranked" is in test_batch.py.
HERE = (
    "planned",
    "rendered",
    "empty",
    "closed",
    "uncertain",
    "cancelled",
)  # the sender's are in tests/core/test_mail_kills.py


def killed_and_completed(app: Flask, settings: Settings, offers: Offers, letterbox: Letterbox, edge: str) -> None:
    subscribe(PEOPLE)
    offers.to_one = {f"reader{n}@example.org": [a_candidate(n)] for n in range(1, PEOPLE + 1) if n % 3}
    where = letterbox.answers_of_body if edge in {"failed", "uncertain"} else letterbox.answers_to
    where |= {"reader2@example.org": ANSWERS[edge]} if edge in ANSWERS else {}
    db.session.close()
    kill(settings, edge)
    letterbox.answers_to, letterbox.answers_of_body = {}, {}
    jobs.plan_due(now=LATER)
    send_all(app, Clock(LATER))
    jobs.close_runs(now=LATER)
    [run] = runs(db.session, now=LATER)
    assert (run.due + run.called_back, run.finished) == (PEOPLE, True)
    assert run.empty == PEOPLE // 3
    assert run.uncertain == (edge in {"handing", "accepted", "uncertain"})
    assert run.called_back == (edge == "cancelled")
    assert run.sent + run.uncertain + run.held + run.failed == run.due - run.empty
    assert max(Counter(letterbox.addresses).values()) == 1
    assert len(letterbox.addresses) >= run.sent


@pytest.mark.parametrize("edge", HERE)
def test_a_run_killed_while_planning_or_giving_up_is_completed_by_the_next(
    app: Flask, settings: Settings, offers: Offers, letterbox: Letterbox, edge: str
) -> None:
    killed_and_completed(app, settings, offers, letterbox, edge)


@pytest.mark.soak
@pytest.mark.both_engines
@pytest.mark.parametrize("_time", range(20))
@pytest.mark.parametrize("edge", [edge for edge in EDGES if edge != "ranked"])
def test_a_run_killed_at_any_edge_is_completed_by_the_next(
    app: Flask, settings: Settings, offers: Offers, letterbox: Letterbox, edge: str, _time: int
) -> None:
    killed_and_completed(app, settings, offers, letterbox, edge)


def test_an_edge_that_is_none_is_named() -> None:
    with pytest.raises(ValueError, match="CRUX_FAIL_AT is “nowhere”"):
        arm("nowhere")
