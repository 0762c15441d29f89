"""What tests of the mail sender stand on: a small application, mails waiting, a real mail server on loopback."""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from flask import Flask

from app import Settings
from app.core import db as database
from app.core.db import db, writing
from app.core.mail import Mail, Message, post
from app.core.sender import Sender, open_sender

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


def mail_app(url: str, *, smtp_url: str | None, mode: str = "demo", var: Path = Path("var")) -> Flask:
    """The database rules and the mail settings alone: starts fast enough for many processes."""
    app = Flask("mail")
    app.config.update(
        SECRET_KEY="for-tests-only-" + "0123456789abcdef" * 3,
        BASE_URL="http://localhost",
        MAIL_FROM="Crux <crux@example.org>",
        SMTP_URL=smtp_url,
        DEMO=mode == "demo",
        VAR=var,
    )
    database.init_app(app, Settings(mode="demo", database_url=url, secret_key="", base_url="", mail_from=""))
    return app


@contextlib.contextmanager
def standing(app: Flask) -> Iterator[Flask]:
    """Inside `app`; nothing stays open after it."""
    with app.app_context():
        yield app
        db.session.close()
        db.engine.dispose()


def a_message(number: int = 1, *, to: str = "", kind: str = "notice", text: str = "Good day") -> Message:
    return Message(
        kind=kind,
        to=to or f"reader{number}@example.org",
        to_name=f"Reader {number}",
        locale="en",
        subject=f"Notice {number}",
        text=text,
        html=f"<!doctype html><html lang='en'><body><p>{text}</p></body></html>",
        dedupe_key=f"{kind}:{number}",
    )


def post_mails(count: int, **changes: str) -> list[int]:
    """That many mails wait; inside an application context."""
    with writing() as session:
        mails = [post(session, a_message(number, **changes), now=NOW) for number in range(1, count + 1)]
        return [int(mail.id or 0) for mail in mails]


def mail_of(mail_id: int) -> Mail:
    db.session.rollback()
    db.session.expire_all()
    return db.session.get_one(Mail, mail_id)


@contextlib.contextmanager
def sender_of(
    app: Flask, kind: type[Sender] | None = None, *, clock: Callable[[], datetime] | None = None
) -> Iterator[Sender]:
    sender = open_sender(app, clock=clock or Clock())
    if kind is not None:
        sender.__class__ = kind
    try:
        yield sender
    finally:
        sender.outbox.engine.dispose()


@dataclass
class Clock:
    """A clock that stands still until it is moved."""

    at: datetime = NOW

    def __call__(self) -> datetime:
        return self.at

    def forward(self, **span: float) -> None:
        self.at += timedelta(**span)


@dataclass
class Letterbox:
    """What the server took, as (address, bytes), and what it answers to each step (250 or 354 when not named)."""

    taken: list[tuple[str, bytes]] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)
    answers_to: dict[str, str] = field(default_factory=dict)  # an address → the answer to RCPT
    answers_of_body: dict[str, str] = field(default_factory=dict)  # an address → the answer to the whole mail

    async def handle_MAIL(  # noqa: N802 - aiosmtpd calls it so
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        envelope.mail_from = address
        return self.answers.get("mail", "250 OK")

    async def handle_RCPT(  # noqa: N802
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        answer = self.answers_to.get(address) or self.answers.get("rcpt", "250 OK")
        if answer.startswith("2"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        answer = self.answers_of_body.get(envelope.rcpt_tos[0]) or self.answers.get("body", "250 taken")
        if answer.startswith("2"):
            self.taken.append((envelope.rcpt_tos[0], bytes(envelope.original_content or b"")))
        return answer

    @property
    def addresses(self) -> list[str]:
        return [address for address, _ in self.taken]


@contextlib.contextmanager
def mail_server(letterbox: Letterbox) -> Iterator[str]:
    """A real SMTP server on loopback; yields its address as CRUX_SMTP_URL."""
    controller = Controller(letterbox, hostname="127.0.0.1", port=free_port())
    controller.start()
    try:
        yield f"smtp://127.0.0.1:{controller.port}"
    finally:
        controller.stop()


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port
