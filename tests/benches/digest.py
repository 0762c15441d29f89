"""`python -m tests.benches.digest`: the week of a large site, planned, written and handed over.

10,000 readers, half of them focal points and half editors of institutions, each with a list that they follow; 1,000
open requests in real words; 10,000 solutions made of the real ones. Planning and writing happen in a process of their
own, whose peak memory is told; then the mails go to a sink on loopback, in turns with as many bare smtplib sends.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

from app import create_app
from app.core.db import db, utc_now
from app.core.index import keep_up
from app.core.records import Standing
from app.digest import jobs, matches
from app.recommendations.jobs import look_at_open_requests, rank_for
from tests.benches.handing import rates, sink
from tests.benches.readers import bring_readers, bring_requests
from tests.benches.world import make_world, settings_in

PEOPLE, REQUESTS, SOLUTIONS = 10_000, 1_000, 10_000
LEAST_RATIO = 0.5
SINK_SECONDS = 0.005  # to think over a mail, as a mail server on the same machine does


@dataclass(frozen=True, slots=True)
class Planned:
    done: Counter[str]
    seconds: float
    cpu: float
    ranking: float
    megabytes: float


def main(arguments: Sequence[str] | None = None) -> int:
    """0 if mails are handed over at half the rate of bare sends or faster, else 1."""
    parser = argparse.ArgumentParser(prog="python -m tests.benches.digest")
    parser.add_argument("--people", type=int, default=PEOPLE, metavar="N", help="readers of the weekly mail")
    parser.add_argument("--requests", type=int, default=REQUESTS, metavar="N", help="open requests")
    parser.add_argument("--solutions", type=int, default=SOLUTIONS, metavar="N", help="solutions")
    options = parser.parse_args(arguments)
    print(f"\n{options.people:,} people, {options.requests:,} requests, {options.solutions:,} solutions", flush=True)
    with tempfile.TemporaryDirectory(prefix="crux-bench-") as folder:
        _make(Path(folder), options.people, options.requests, options.solutions)
        with multiprocessing.get_context("spawn").Pool(1) as process:
            planned = process.apply(plan, (folder,))
        print(_told(planned), flush=True)
        return _hand_over(Path(folder))


def _make(folder: Path, people: int, requests: int, solutions: int) -> None:
    """A site whose owners have confirmed their records: only those enter a production site's mails."""
    now = utc_now()
    make_world(folder, solutions, standing=Standing.CONFIRMED, cleared_at=now)
    app = create_app(settings_in(folder))
    with app.app_context():
        bring_requests(requests, now=now)
        bring_readers(people, now=now)
        keep_up()
        look_at_open_requests()
        db.session.rollback()
        db.engine.dispose()


def plan(folder: str) -> Planned:
    """What `crux digest plan` does, with a clock at the batch."""
    app, ranking = create_app(settings_in(Path(folder))), [0.0]

    def timed(*arguments: Any, **named: Any) -> int:
        began = time.perf_counter()
        found = rank_for(*arguments, **named)
        ranking[0] += time.perf_counter() - began
        return found

    with app.app_context(), patch.object(matches, "rank_for", timed):
        began, worked = time.perf_counter(), time.process_time()
        done = jobs.plan_everybody(now=utc_now())
        seconds, cpu = time.perf_counter() - began, time.process_time() - worked
        db.engine.dispose()
    return Planned(done, seconds, cpu, ranking[0], resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def _told(planned: Planned) -> str:
    mails = planned.done["rendered"]
    return (
        f"  planning and writing {planned.seconds:.1f} s ({planned.cpu:.1f} s of work): {mails:,} mails,"
        f" {planned.done['empty']:,} with nothing new,"
        f" {mails / planned.seconds:.1f} mails/s; {planned.ranking / planned.seconds:.0%} of it is ranking"
        f" ({planned.ranking:.1f} s); peak memory {planned.megabytes:.0f} MB"
    )


def _hand_over(folder: Path) -> int:
    with sink(SINK_SECONDS) as port:
        app = create_app(replace(settings_in(folder), smtp_url=f"smtp://127.0.0.1:{port}"))
        with app.app_context():
            count, ours, bare = rates(app, port)
            db.engine.dispose()
    falls_short = ours < LEAST_RATIO * bare
    verdict = "FAIL" if falls_short else "pass"
    print(
        f"  handing over {count:,} mails: {ours:.0f}/s, bare smtplib {bare:.0f}/s: {ours / bare:.2f}"
        f"  asked {LEAST_RATIO}: {verdict}",
        flush=True,
    )
    return int(falls_short)


if __name__ == "__main__":
    sys.exit(main())
