"""`python -m tests.benches.similar`: solutions like a need that is being typed, by words and labels, without encoder.

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
from pathlib import Path

from app import create_app
from app.config import FIXTURES
from app.core.alike import Written
from app.core.index import catalogue, standings_shown
from app.recommendations.alike import solutions_alike
from app.recommendations.selection import Masks
from tests.benches.serving import bare
from tests.benches.world import make_world, settings_in

SIZES = (5_000, 100_000)
MOST_MILLISECONDS = 60
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
    client = bare("9000").test_client()
    other = _p95([lambda: client.get("/")] * TEXTS)
    verdict = "pass" if ours <= MOST_MILLISECONDS else "FAIL"
    print(
        f"{solutions:,} solutions, {len(answer)} texts: p95 {ours:.1f} ms, {ours / other:.0f} times a bare page "
        f"({other:.2f} ms); asked at most {MOST_MILLISECONDS} ms: {verdict}",
        flush=True,
    )
    return int(ours > MOST_MILLISECONDS)


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
