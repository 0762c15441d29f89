"""Senders that are killed: at a named edge, before a commit, or half-way through a body."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from datetime import timedelta
from multiprocessing.context import ForkServerContext
from typing import NoReturn

from sqlalchemy import event

from app.core import outbox
from app.core.sender import Sender, open_sender
from app.core.smtp import SmtpCarrier, dotted
from tests.core.mail_ground import Clock, mail_app


def processes() -> ForkServerContext:
    """Fresh processes that start fast: what they need is imported once."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.core.mail_deaths"])
    return context


def die() -> NoReturn:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError("A killed process goes on")


class DyingSender(Sender):
    edge = ""

    def reached(self, edge: str) -> None:
        if edge == self.edge:
            die()


class HalfCarrier(SmtpCarrier):
    """Dies with half of the mail on the line."""

    def hand(self, content: bytes) -> str:
        body = dotted(content)
        self._open().send(body[: len(body) // 2])
        die()


def send_and_die(url: str, smtp_url: str, where: str) -> None:
    """Send everything due; die at `where`: an edge, "half", or "commit N" (just before the Nth commit)."""
    app = mail_app(url, smtp_url=smtp_url)
    with app.app_context():
        sender = open_sender(app, clock=Clock())
        kind, _, number = where.partition(" ")
        if kind == "half":
            sender.carrier = HalfCarrier(smtp_url, app.config["MAIL_FROM"])
        elif kind == "commit":
            _die_before_commit(sender, int(number))
        else:
            sender.__class__ = DyingSender
            sender.edge = where  # type: ignore[attr-defined]
        sender.run()


def _die_before_commit(sender: Sender, number: int) -> None:
    commits: list[object] = []

    def count(connection: object) -> None:
        if connection.get_execution_options().get("writing"):  # type: ignore[attr-defined]
            commits.append(connection)
        if len(commits) == number:
            die()

    event.listen(sender.outbox.engine, "commit", count)


def send_for_ever(url: str, smtp_url: str, lease_seconds: float) -> None:
    """A worker that sends until it is killed; leases run out soon, so that the test need not wait."""
    outbox.LEASE = timedelta(seconds=lease_seconds)
    app = mail_app(url, smtp_url=smtp_url)
    with app.app_context():
        sender = open_sender(app)
        while True:
            sender.run()
            time.sleep(0.02)


def send_until_told(url: str, smtp_url: str) -> None:
    """A worker as `crux worker` runs it: SIGTERM is a wish to stop, asked for between two mails."""
    told: list[int] = []
    signal.signal(signal.SIGTERM, lambda number, _frame: told.append(number))
    app = mail_app(url, smtp_url=smtp_url)
    with app.app_context():
        sender = open_sender(app)
        while not told:
            sender.run(lambda: bool(told))
