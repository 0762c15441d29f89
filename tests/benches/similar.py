"""`python -m tests.benches.similar`: solutions like a need that is being written.

While it is typed, by words and labels, without encoder; on Continue, with one encode by the default encoder, over a
catalogue that the worker has read (a minute or two at 5,000 solutions, twenty times as long at 100,000).

500 texts: the needs of the evaluation, each as it stands after a third, a half, three quarters and all of it was
typed. What is timed is the answer in the process that serves it; the bare page is a Flask page that returns a constant.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from app import create_app
from app.config import FIXTURES
from app.core.alike import Written
from app.core.index import HybridIndex, catalogue, keep_up, standings_shown
from app.core.meaning_written import meaning_of_written, read_for_meaning
from app.recommendations.alike import solutions_alike
from app.recommendations.selection import Masks
from matching.encoders import DEFAULT
from tests.benches.serving import bare
from tests.benches.world import make_world, settings_in

SIZES = (5_000, 100_000)
MOST_MILLISECONDS, MOST_ON_CONTINUE = 60, 1_000
TEXTS, SHOWN = 500, 3
TYPED = (1 / 3, 1 / 2, 3 / 4, 1)


def main(arguments: Sequence[str] | None = None) -> int:
    """0 if nineteen of twenty texts are answered within the limit at every size, else 1."""
    parser = argparse.ArgumentParser(prog="python -m tests.benches.similar")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, metavar="N", help="solutions of each catalogue")
    return max(_bench(size) for size in parser.parse_args(arguments).sizes)


def texts() -> list[Written]:
    """The needs as they grow, in English."""
    with (FIXTURES / "evaluation" / "initiatives.jsonl").open(encoding="utf-8") as file:
        needs = [json.loads(line) for line in file]
    grown = [
        Written("en", need["request_title"], text[: round(len(text) * share)], asks=True)
        for need in needs
        for text in [need["request_summary"]]
        for share in TYPED
    ]
    return grown[:TEXTS]


def _bench(solutions: int) -> int:
    with tempfile.TemporaryDirectory(prefix="crux-bench-") as folder:
        make_world(Path(folder), solutions)
        app = create_app(settings_in(Path(folder)))
        with app.test_request_context("/en/"):
            masks, index = Masks(frozenset({"public", "members"}), standings_shown()), catalogue()
            answer = [lambda one=one: solutions_alike(index, one, masks, limit=SHOWN) for one in texts()]
            answer[0]()  # the labels are read at first use
            ours = _p95(answer)
        quick = _told_while_typing(solutions, ours)
        continued = _on_continue(Path(folder), masks)
    verdict = "pass" if continued <= MOST_ON_CONTINUE else "FAIL"
    print(
        f"{solutions:,} solutions, {TEXTS} texts, on Continue with the default encoder: p95 {continued:.1f} ms; "
        f"asked at most {MOST_ON_CONTINUE:,} ms: {verdict}",
        flush=True,
    )
    return int(not quick or continued > MOST_ON_CONTINUE)


def _told_while_typing(solutions: int, ours: float) -> bool:
    """Printed before the catalogue is read for its meaning, which takes long."""
    client = bare("9000").test_client()
    other = _p95([lambda: client.get("/")] * TEXTS)
    quick = ours <= MOST_MILLISECONDS
    print(
        f"{solutions:,} solutions, {TEXTS} texts: p95 {ours:.1f} ms, {ours / other:.0f} times a bare page "
        f"({other:.2f} ms); asked at most {MOST_MILLISECONDS} ms: {'pass' if quick else 'FAIL'}",
        flush=True,
    )
    return quick


def _on_continue(folder: Path, masks: Masks) -> float:
    """One encode and one answer with it, in a process that has its encoder."""
    app = create_app(replace(settings_in(folder), encoders=DEFAULT))
    with app.test_request_context("/en/"):
        keep_up()
        index = catalogue()
        took = _p95([partial(_continued, index, one, masks) for one in texts()])
        if not all(meaning_of_written(one) for one in texts()):
            raise SystemExit("a text was not encoded in time")
    return took


def _continued(index: HybridIndex, one: Written, masks: Masks) -> None:
    read_for_meaning(one)
    solutions_alike(index, one, masks, limit=SHOWN, meaning=meaning_of_written(one))


def _p95(acts: Sequence[Callable[[], object]]) -> float:
    """Milliseconds."""
    times = []
    for act in acts:
        began = time.perf_counter()
        act()
        times.append((time.perf_counter() - began) * 1000)
    return statistics.quantiles(times, n=20)[-1]


if __name__ == "__main__":
    sys.exit(main())
