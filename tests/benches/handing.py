"""Mails handed to a sink on loopback: by the sender of the site, and by bare smtplib, in turns of the same size."""

from __future__ import annotations

import asyncio
import multiprocessing
import smtplib
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from flask import Flask
from sqlalchemy import select
from sqlmodel import col

from app.core.db import db
from app.core.mail import Mail, MailState
from app.core.sender import open_sender
from tests.core.mail_ground import free_port

AT_ONCE = 250  # mails of one turn
FROM = "crux@example.org"


@dataclass(frozen=True, slots=True)
class Sink:
    """Takes everything, after `seconds` of thought, and keeps nothing."""

    seconds: float

    async def handle_DATA(self, _server: SMTP, _session: Session, _envelope: Envelope) -> str:  # noqa: N802
        await asyncio.sleep(self.seconds)
        return "250 taken"


@contextmanager
def sink(seconds: float) -> Iterator[int]:
    """The port of a mail server in a process of its own, so that it shares no time with who sends."""
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(target=_serve, args=(theirs, seconds), daemon=True)
    process.start()
    try:
        yield ours.recv()
    finally:
        ours.send("stop")
        process.join(10)


def _serve(line: Connection, seconds: float) -> None:
    controller = Controller(Sink(seconds), hostname="127.0.0.1", port=free_port())
    controller.start()
    line.send(controller.port)
    line.recv()
    controller.stop()


def rates(app: Flask, port: int) -> tuple[int, float, float]:
    """How many mails waited in `app`, and what each of the two hands over in a second."""
    count, ours, bare = 0, 0.0, 0.0
    sender = open_sender(app)
    try:
        while some := _next_turn():
            bare += _seconds(lambda: _send_bare(port, some))
            ours += _seconds(lambda: sender.run(_after(len(some))))
            count += len(some)
    finally:
        sender.outbox.engine.dispose()
    return count, count / ours, count / bare


def _next_turn() -> list[tuple[str, bytes]]:
    """Those that the sender will take next: not more of them than one turn holds in memory."""
    waiting = select(col(Mail.to_address), col(Mail.content)).where(col(Mail.state) == MailState.RENDERED)
    some = [
        (address, content) for address, content in db.session.execute(waiting.order_by(col(Mail.id)).limit(AT_ONCE))
    ]
    db.session.rollback()
    return some


def _send_bare(port: int, mails: Sequence[tuple[str, bytes]]) -> None:
    with smtplib.SMTP("127.0.0.1", port) as smtp:
        for address, content in mails:
            smtp.sendmail(FROM, [address], content)


def _after(count: int) -> Callable[[], bool]:
    """A wish to stop that comes after so many mails: the sender asks before each."""
    asked = iter(range(count))
    return lambda: next(asked, None) is None


def _seconds(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began
