"""Times of all engines, interleaved: each need is put to one engine after the other, in an order drawn anew.

Nobody profits from what the engine before has left in the caches, or suffers from it, more than others.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any

import numpy as np

from matching.benchmark.corpus import Need
from matching.benchmark.engine import Engine
from matching.benchmark.machine import load

_LEAST = 5  # needs that even the slowest engine answers

Times = dict[str, list[float]]


def block(engines: Sequence[Engine], needs: Sequence[Need], *, filtered: bool, patience: float) -> dict[str, Any]:
    """Load before and after, and one row for each engine.

    An engine that has used up its `patience` (seconds) is not asked again once it has answered a
    few needs; ratios compare the needs that both have answered. The first engine is ours.
    """
    before = load()
    taking_part = [engine for engine in engines if engine.filters or not filtered]
    times = interleaved(taking_part, needs, filtered, patience)
    rows = [_row(engine, times, times[engines[0].name]) for engine in taking_part]
    return {"filtered": filtered, "load_before": before, "load_after": load(), "engines": rows}


def interleaved(engines: Sequence[Engine], needs: Sequence[Need], filtered: bool, patience: float) -> Times:
    """Seconds of each answer, by engine, in the order of the needs; every engine warms up with the first need."""
    times: Times = {engine.name: [] for engine in engines}
    for engine in engines:
        engine.ask(needs[0], filtered)
    drawn = np.random.default_rng(len(needs))
    for need in needs:
        for place in drawn.permutation(len(engines)).tolist():
            engine = engines[place]
            taken = times[engine.name]
            if len(taken) < _LEAST or sum(taken) < patience:
                started = time.perf_counter()
                engine.ask(need, filtered)
                taken.append(time.perf_counter() - started)
    return times


def _row(engine: Engine, times: Times, ours: Sequence[float]) -> dict[str, Any]:
    taken = times[engine.name]
    p50, p95, p99 = (float(number) for number in np.percentile(taken, [50, 95, 99]))
    both = min(len(taken), len(ours))
    ratio = float(np.median(taken[:both]) / np.median(ours[:both]))
    return {
        "name": engine.name,
        "scores": engine.scores,
        "asked": len(taken),
        "p50": p50,
        "p95": p95,
        "p99": p99,
        "ratio": ratio,
    }
