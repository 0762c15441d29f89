"""The worker: a timer and runner of jobs that find their work in rows.

huey wakes the jobs; every worker's timer fires, and that is harmless: a mail is leased, a digest is unique,
and tidying up twice finds nothing. A job carries nothing and may be killed at any point.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import structlog
from flask import Flask
from huey import PostgresHuey, SqliteHuey, crontab
from huey.api import Huey
from huey.consumer import Consumer
from sqlalchemy.engine import make_url

from app.accounts.service import remove_expired_sessions
from app.core.db import db
from app.core.index import keep_up
from app.core.sender import NoMailServer, open_sender
from app.core.upkeep import register_chore, tidy_up
from app.digest.jobs import plan_due
from app.recommendations.jobs import look_at_open_requests

log = structlog.get_logger()

SENDING_SECONDS = 55  # of each minute
LOOK_EVERY = 1.0  # seconds: somebody may be waiting for a link
THREADS = 3  # mail leaves while digests are planned and vectors are made
FARTHEST_JUMP = 3_600  # seconds
STEADY_AGAIN_AFTER = 3_600


class SteadyClock:
    """Watches the wall clock: while it has jumped within the last hour, nothing is planned by it."""

    def __init__(self, wall: Callable[[], float] = time.time, elapsed: Callable[[], float] | None = None) -> None:
        self._wall = wall
        self._elapsed = elapsed or (lambda: time.clock_gettime(time.CLOCK_BOOTTIME))  # goes on while suspended
        self._offset = self._wall() - self._elapsed()
        self._jumped_at: float | None = None

    def is_steady(self) -> bool:
        offset, now = self._wall() - self._elapsed(), self._elapsed()
        if abs(offset - self._offset) > FARTHEST_JUMP:
            log.error("clock jumped", seconds=round(offset - self._offset))
            self._jumped_at = now
        self._offset = offset
        return self._jumped_at is None or now - self._jumped_at > STEADY_AGAIN_AFTER


def make_huey(app: Flask) -> Huey:
    """The timer's own store: beside the SQLite file, or in the same PostgreSQL database."""
    url = make_url(app.config["SQLALCHEMY_ENGINES"]["default"]["url"])
    if url.get_backend_name() == "sqlite":
        path = Path(app.config["VAR"]) / "worker.sqlite"
        path.parent.mkdir(parents=True, exist_ok=True)
        return SqliteHuey("crux", filename=str(path), results=False)
    dsn = url.set(drivername="postgresql").render_as_string(hide_password=False)
    return PostgresHuey("crux", dsn=dsn, table_prefix="crux_huey", results=False)


def add_jobs(app: Flask, huey: Huey, stopping: Callable[[], bool]) -> None:
    """What happens when: mail all the time, digests and the index every minute, tidying up every hour."""
    clock = SteadyClock()
    register_chore(app, remove_expired_sessions)

    def send_due_mail() -> None:
        _safely(app, lambda: send_for(app, SENDING_SECONDS, stopping))

    def plan_due_digests() -> None:
        if clock.is_steady():
            _safely(app, lambda: plan_due(stopping=stopping))

    def tidy() -> None:
        _safely(app, tidy_up)

    def keep_index() -> None:
        _safely(app, lambda: keep_up(stopping) and look_at_open_requests())

    def look_around() -> None:
        _safely(app, look_at_open_requests)

    huey.periodic_task(crontab())(keep_index)
    huey.periodic_task(crontab())(send_due_mail)
    huey.periodic_task(crontab())(plan_due_digests)
    huey.periodic_task(crontab(minute="7"))(tidy)
    huey.periodic_task(crontab(minute="17"))(look_around)


def send_for(app: Flask, seconds: float, stopping: Callable[[], bool]) -> None:
    """Send what is due and what becomes due within that time."""
    until = time.monotonic() + seconds
    sender = open_sender(app)
    try:
        while not stopping() and time.monotonic() < until:
            report = sender.run(lambda: stopping() or time.monotonic() >= until)
            if report.trouble:
                return
            time.sleep(LOOK_EVERY)
    finally:
        sender.outbox.engine.dispose()


def run(app: Flask) -> None:
    """Work until SIGTERM or SIGINT; the mail in hand is finished first."""
    huey = make_huey(app)
    consumer = Consumer(huey, workers=THREADS, graceful_signal="TERM", max_delay=1.0)
    add_jobs(app, huey, consumer.stop_flag.is_set)
    log.info("worker started")
    consumer.run()
    with app.app_context():
        db.engine.dispose()
    log.info("worker stopped")


def _safely(app: Flask, job: Callable[[], object]) -> None:
    """Run `job`; whatever goes wrong is told, and the next minute tries again."""
    with app.app_context():
        try:
            job()
        except NoMailServer as refusal:
            log.error("mail refused", reason=str(refusal))
        except Exception:
            log.exception("job failed")
