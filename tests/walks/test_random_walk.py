"""People of one country and institutions of others act at random; nothing happens that the plan does not know.

What is looked at after each step: the answer is none that the plan forbids and never a fault of ours; every state and
every move is listed in `oracle.py`; nobody has read, on a page or in a mail, words that are not theirs. At the end of
each walk the record of acts, played again, gives the same states.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.walks.ground import Ground
from tests.walks.machine import Walk
from tests.walks.stage import Stage


@pytest.fixture
def ground(sqlite_template: Path, crowd: int) -> Iterator[Ground]:
    made = Ground(sqlite_template, crowd)
    yield made
    made.remove()


@pytest.mark.parametrize(
    ("crowd", "walks", "steps"),
    [pytest.param(8, 2, 200, id="short"), pytest.param(30, 20, 500, id="whole", marks=pytest.mark.soak)],
)
def test_whoever_acts_at_random_nothing_happens_that_the_plan_does_not_know(
    ground: Ground, walks: int, steps: int
) -> None:
    Stage.ground, Stage.steps, Stage.acts = ground, 0, {}
    run_state_machine_as_test(
        Walk,
        settings=settings(
            max_examples=walks + 1,  # the first is hypothesis's own try, and may be cut short
            stateful_step_count=steps + 1,  # to begin is one as well
            deadline=None,
            database=None,
            derandomize=walks < 10,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )
    print(f"\n{Stage.steps} steps: {dict(sorted(Stage.acts.items()))}")  # noqa: T201 - the figures of the run
    assert Stage.steps >= walks * steps
