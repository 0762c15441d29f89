"""`python -m tests.benches.digest`: the week of a large site, planned, written and handed over.

10,000 readers, half of them focal points and half editors of institutions, each with a list that they follow; 1,000
open requests in real words; 10,000 solutions made of the real ones. Planning and writing happen in a process of their
own; then, in another, the mails go to a sink on loopback, in turns with as many bare smtplib sends. All the while
somebody visits the site, as before the run (F-10): what both processes hold, how long the run takes and how long the
visitor waits are told beside their limits.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
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
from tests.benches.asking import Server, Times, peak_megabytes, serving
from tests.benches.handing import rates, sink
from tests.benches.readers import bring_readers, bring_requests
from tests.benches.world import make_world, settings_in

PEOPLE, REQUESTS, SOLUTIONS = 10_000, 1_000, 10_000
LEAST_RATIO = 0.5
SINK_SECONDS = 0.005  # to think over a mail, as a mail server on the same machine does
MOST_MINUTES, MOST_MEGABYTES, MOST_SLOWER = 20, 300, 2.0  # of reliability.md, F-10
IDLE_VISITS = 300
REST = 0.1  # seconds between two pages of a visitor


@dataclass(frozen=True, slots=True)
class Planned:
    done: Counter[str]
    seconds: float
    cpu: float
    ranking: float
    megabytes: float


@dataclass(frozen=True, slots=True)
class Handed:
    mails: int
    ours: float  # a second
    bare: float
    megabytes: float


def main(arguments: Sequence[str] | None = None) -> int:
    """0 if everything that has a limit keeps it, else 1."""
    parser = argparse.ArgumentParser(prog="python -m tests.benches.digest")
    parser.add_argument("--people", type=int, default=PEOPLE, metavar="N", help="readers of the weekly mail")
    parser.add_argument("--requests", type=int, default=REQUESTS, metavar="N", help="open requests")
    parser.add_argument("--solutions", type=int, default=SOLUTIONS, metavar="N", help="solutions")
    options = parser.parse_args(arguments)
    print(f"\n{options.people:,} people, {options.requests:,} requests, {options.solutions:,} solutions", flush=True)
    with tempfile.TemporaryDirectory(prefix="crux-bench-") as folder:
        pages = _make(Path(folder), options.people, options.requests, options.solutions)
        with serving(f"site('{folder}')") as site, sink(SINK_SECONDS) as port:
            visitor = Visitor(site, pages)
            idle = visitor.while_(lambda: visitor.seen < IDLE_VISITS)
            planned, visits = _visited(visitor, plan, folder)
            print(_told(planned), flush=True)
            handed, more = _visited(visitor, hand_over, folder, port)
    print(f"  handing over {handed.mails:,} mails: {handed.ours:.0f}/s, bare smtplib {handed.bare:.0f}/s", flush=True)
    waits = Times([*visits.each, *more.each], 0)
    return _verdict(planned, handed, idle, waits)


class Visitor:
    """Somebody who looks at one solution after the other, none of them seen before, with a rest between."""

    def __init__(self, site: Server, pages: Sequence[str]) -> None:
        self._site, self._pages, self.seen = site, pages, 0
        site.ask(["/en/", "/en/solutions", *pages[-20:]])  # what is read at first use is read

    def while_(self, it_lasts: Callable[[], bool]) -> Times:
        waits: list[float] = []
        while it_lasts():
            page = self._pages[self.seen % len(self._pages)]
            waits += self._site.ask([page]).each
            self.seen += 1
            time.sleep(REST)
        return Times(waits, 0)


def _visited(visitor: Visitor, act: Callable[..., Any], *arguments: Any) -> tuple[Any, Times]:
    """What comes of an act in a process of its own, and how long the visitor waited in the meantime."""
    with multiprocessing.get_context("spawn").Pool(1) as process:
        result = process.apply_async(act, arguments)
        waits = visitor.while_(lambda: not result.ready())
        return result.get(), waits


def _make(folder: Path, people: int, requests: int, solutions: int) -> list[str]:
    """A site whose owners have confirmed their records: only those enter a production site's mails; some pages."""
    now = utc_now()
    pages = make_world(folder, solutions, standing=Standing.CONFIRMED, cleared_at=now)
    app = create_app(settings_in(folder))
    with app.app_context():
        bring_requests(requests, now=now)
        bring_readers(people, now=now)
        keep_up()
        look_at_open_requests()
        db.session.rollback()
        db.engine.dispose()
    return pages


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
    return Planned(done, seconds, cpu, ranking[0], peak_megabytes(os.getpid()))


def hand_over(folder: str, port: int) -> Handed:
    """What the sender of the worker does, in turns with bare sends to the same sink."""
    app = create_app(replace(settings_in(Path(folder)), smtp_url=f"smtp://127.0.0.1:{port}"))
    with app.app_context():
        count, ours, bare = rates(app, port)
        db.engine.dispose()
    return Handed(count, ours, bare, peak_megabytes(os.getpid()))


def _told(planned: Planned) -> str:
    mails = planned.done["rendered"]
    return (
        f"  planning and writing {planned.seconds:.1f} s ({planned.cpu:.1f} s of work): {mails:,} mails,"
        f" {planned.done['empty']:,} with nothing new,"
        f" {mails / planned.seconds:.1f} mails/s; {planned.ranking / planned.seconds:.0%} of it is ranking"
        f" ({planned.ranking:.1f} s); peak memory {planned.megabytes:.0f} MB"
    )


def _verdict(planned: Planned, handed: Handed, idle: Times, waits: Times) -> int:
    minutes = (planned.seconds + handed.mails / handed.ours) / 60
    limits = [
        ("hand-over beside bare smtplib", handed.ours / handed.bare, "least", LEAST_RATIO),
        ("minutes of the whole run", minutes, "most", MOST_MINUTES),
        ("peak MB of planning", planned.megabytes, "most", MOST_MEGABYTES),
        ("peak MB of sending", handed.megabytes, "most", MOST_MEGABYTES),
        (
            f"p95 of a page, {waits.p95 * 1000:.2f} ms beside {idle.p95 * 1000:.2f} ms",
            waits.p95 / idle.p95,
            "most",
            MOST_SLOWER,
        ),
    ]
    missed = 0
    for name, value, which, limit in limits:
        kept = value >= limit if which == "least" else value <= limit
        missed += not kept
        print(f"  {name}: {value:.2f}, asked at {which} {limit}: {'pass' if kept else 'FAIL'}", flush=True)
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main())
