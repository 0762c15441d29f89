"""Lines that break, hang or speak nonsense: before the go-ahead a mail is tried again, after it never by itself."""

from __future__ import annotations

import contextlib
import socket
import socketserver
import ssl
import threading
from collections.abc import Iterator

import pytest
from flask import Flask

from app.core.mail import MailState
from app.core.sender import Sender
from app.core.smtp import SmtpCarrier
from tests.core.mail_ground import Clock, mail_app, mail_of, post_mails, sender_of, standing

DROP = None  # instead of an answer: hang up
PATIENCE = 0.5


class Script(socketserver.StreamRequestHandler):
    """A server that answers what it is told to: `answers` by step, None hangs up, "…" says nothing."""

    answers: dict[str, str | None] = {}

    def handle(self) -> None:
        if not self.say("hello", "220 here"):
            return
        while line := self.rfile.readline():
            step = line.split()[0].decode("latin-1").lower().rstrip(":")
            if step == "quit" or not self.say(step, "354 go" if step == "data" else "250 good"):
                return
            if step == "data" and not self.body():
                return

    def body(self) -> bool:
        if "first byte" in self.answers:
            self.rfile.read(1)
            return self.say("first byte", "")
        while self.rfile.readline() not in {b".\r\n", b""}:
            pass
        return self.say("body", "250 taken")

    def say(self, step: str, usual: str) -> bool:
        answer = self.answers.get(step, usual)
        if answer is DROP:
            return False
        if answer == "…":
            threading.Event().wait(PATIENCE * 3)
            return False
        self.wfile.write(answer.encode("latin-1") + b"\r\n")
        return True


class Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True


@contextlib.contextmanager
def scripted(answers: dict[str, str | None]) -> Iterator[str]:
    handler = type("Told", (Script,), {"answers": answers})
    with Server(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        yield f"smtp://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


@contextlib.contextmanager
def impatient_sender(app: Flask, clock: Clock | None = None) -> Iterator[Sender]:
    with sender_of(app, clock=clock) as sender:
        sender.carrier = SmtpCarrier(app.config["SMTP_URL"], app.config["MAIL_FROM"], patience=PATIENCE)
        yield sender


LINES: list[tuple[dict[str, str | None], MailState]] = [
    ({"hello": DROP}, MailState.RENDERED),
    ({"hello": "421 not now"}, MailState.RENDERED),
    ({"hello": "…"}, MailState.RENDERED),
    ({"mail": DROP}, MailState.RETRY_AT),
    ({"mail": "…"}, MailState.RETRY_AT),
    ({"rcpt": DROP}, MailState.RETRY_AT),
    ({"rcpt": "good morning"}, MailState.RETRY_AT),
    ({"rcpt": "…"}, MailState.RETRY_AT),
    ({"data": DROP}, MailState.RETRY_AT),
    ({"data": "250 go"}, MailState.RETRY_AT),
    ({"data": "451 not now"}, MailState.RETRY_AT),
    ({"data": "554 never"}, MailState.FAILED),
    ({"data": "…"}, MailState.RETRY_AT),
    ({"first byte": DROP}, MailState.UNCERTAIN),
    ({"body": DROP}, MailState.UNCERTAIN),
    ({"body": "…"}, MailState.UNCERTAIN),
    ({"body": "good morning"}, MailState.UNCERTAIN),
    ({"body": "354 more"}, MailState.UNCERTAIN),
    ({"body": "x" * 9000}, MailState.UNCERTAIN),
    ({"body": "450 later"}, MailState.RETRY_AT),
    ({"body": "552 too large"}, MailState.FAILED),
    ({"body": "250 taken"}, MailState.SENT),
]


@pytest.mark.parametrize(("answers", "state"), LINES, ids=[str(answers)[:40] for answers, _ in LINES])
def test_a_line_in_trouble_ends_in_its_state(
    database_url: str, answers: dict[str, str | None], state: MailState
) -> None:
    with scripted(answers) as url:
        app = mail_app(database_url, smtp_url=url)
        with standing(app):
            [mail_id] = post_mails(1)
            with impatient_sender(app) as sender:
                sender.run()
            assert mail_of(mail_id).state is state


def test_an_uncertain_mail_is_not_tried_again_by_itself(database_url: str) -> None:
    answers: dict[str, str | None] = {"body": DROP}
    with scripted(answers) as url:
        app = mail_app(database_url, smtp_url=url)
        with standing(app):
            [mail_id] = post_mails(1)
            clock = Clock()
            with impatient_sender(app, clock) as sender:
                sender.run()
                answers["body"] = "250 taken"
                clock.forward(days=30)
                sender.run()
            assert mail_of(mail_id).state is MailState.UNCERTAIN


def test_a_server_that_hangs_up_every_time_stops_the_run_after_three_mails(database_url: str) -> None:
    with scripted({"mail": DROP}) as url:
        app = mail_app(database_url, smtp_url=url)
        with standing(app):
            mails = post_mails(10)
            with impatient_sender(app) as sender:
                report = sender.run()
            assert "broke 3 times" in report.trouble
            assert [mail_of(mail).state for mail in mails].count(MailState.RENDERED) == 7


def test_no_server_leaves_every_mail_where_it_is(database_url: str) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        app = mail_app(database_url, smtp_url=f"smtp://127.0.0.1:{taken.getsockname()[1]}")
        with standing(app):
            [mail_id] = post_mails(1)
            with impatient_sender(app) as sender:
                report = sender.run()
            assert "does not answer" in report.trouble
            assert (mail_of(mail_id).state, mail_of(mail_id).tries) == (MailState.RENDERED, 0)


def test_a_secure_line_that_fails_stops_the_run_and_is_never_replaced_by_a_plain_one(database_url: str) -> None:
    with scripted({}) as url:
        app = mail_app(database_url, smtp_url=url.replace("smtp:", "smtps:"))
        with standing(app):
            [mail_id] = post_mails(1)
            with impatient_sender(app) as sender:
                report = sender.run()
            assert "secure line failed" in report.trouble
            assert mail_of(mail_id).state is MailState.RENDERED


def test_a_password_is_not_sent_over_a_line_that_cannot_be_made_safe(database_url: str) -> None:
    with scripted({}) as url:
        app = mail_app(database_url, smtp_url=url.replace("smtp://", "smtp://crux:secret@"))
        with standing(app):
            [mail_id] = post_mails(1)
            with impatient_sender(app) as sender:
                report = sender.run()
            assert "STARTTLS" in report.trouble
            assert mail_of(mail_id).state is MailState.RENDERED


def test_the_default_secure_line_checks_the_server_s_certificate() -> None:
    carrier = SmtpCarrier("smtps://mail.example.org:465", "crux@example.org")
    assert carrier._tls.verify_mode is ssl.CERT_REQUIRED
    assert carrier._tls.check_hostname
