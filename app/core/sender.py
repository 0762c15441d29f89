"""The one sender of every mail: take, offer, mark, hand over, settle. See `outbox.py` for the states.

Any number of senders may run at once, in any number of processes; each may be killed at any point.
"""

from __future__ import annotations

import os
import secrets
import socket
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

import structlog
from flask import Flask

from app.config import Dkim
from app.core import fail_points
from app.core.db import utc_now
from app.core.dkim_signing import signed
from app.core.mail import STOP_CHECKS, MailState
from app.core.mailbox import MailboxCarrier
from app.core.outbox import Letter, Outbox, durable_engine
from app.core.smtp import Broken, Refused, SmtpCarrier, Unreachable

log = structlog.get_logger()

FIRST_PAUSES = (1, 5, 15)  # minutes
LATER_PAUSE = 60
GIVE_UP_AFTER = timedelta(hours=48)
MOST_BROKEN_LINES = 3  # in a row: then the server is in trouble, not the mail


class NoMailServer(Exception):
    """A production site without a mail server; the message says what to set."""


class Carrier(Protocol):
    """What takes mails away: a mail server, or the demonstration's mailbox."""

    def open(self) -> None: ...
    def offer(self, to_address: str) -> None: ...
    def hand(self, content: bytes) -> str: ...
    def reset(self) -> None: ...
    def drop(self) -> None: ...
    def close(self) -> None: ...


@dataclass
class Report:
    """What one run of the sender did, by the state in which each mail ended; `trouble` is why it stopped early."""

    ended: Counter[str] = field(default_factory=Counter)
    became_uncertain: int = 0
    trouble: str = ""


class Sender:
    """Hands over what is due, one mail after the other."""

    def __init__(
        self, outbox: Outbox, carrier: Carrier, *, dkim: Dkim | None = None, clock: Callable[[], datetime] = utc_now
    ) -> None:
        self.outbox = outbox
        self.carrier = carrier
        self.dkim = dkim
        self.clock = clock
        self._broken_lines = 0
        self._line_is_open = False  # before that, nothing is opened for nothing

    def run(self, stopping: Callable[[], bool] = lambda: False) -> Report:
        """Send until nothing is due, `stopping()` says so, or the server is in trouble."""
        report = Report(became_uncertain=self.outbox.take_back(self.clock()))
        if report.became_uncertain:
            log.error("mail uncertain", count=report.became_uncertain)
        try:
            while not stopping() and (self._line_is_open or self.outbox.has_due(self.clock())):
                self.carrier.open()
                self._line_is_open = True
                letter = self.outbox.take(self.clock())
                if letter is None:
                    break
                self.reached("sending")
                report.ended[self._deliver(letter)] += 1
        except Unreachable as error:
            report.trouble = str(error)
            log.error("mail stopped", reason=report.trouble)
        finally:
            self.carrier.close()
            self._line_is_open = False
        return report

    def reached(self, edge: str) -> None:
        """Called at each edge between two states; for whoever wants to watch (or to die) there."""
        fail_points.reached(edge)

    def _deliver(self, letter: Letter) -> MailState:
        """Signed before the line waits for it."""
        content = signed(letter.content, self.dkim) if self.dkim else letter.content
        offered = self._offer(letter)
        if offered is not None:
            return offered
        self.reached("offered")
        if not self.outbox.mark_handing(letter, self.clock()):
            self.carrier.drop()
            self.reached(MailState.CANCELLED.value)
            return MailState.CANCELLED
        self.reached("handing")
        return self._hand(letter, content)

    def _offer(self, letter: Letter) -> MailState | None:
        """None when the server said: go ahead."""
        if not letter.to_address.isascii():
            return self._settle(letter, MailState.SENDING, MailState.HELD, "This address needs SMTPUTF8.")
        try:
            self.carrier.offer(letter.to_address)
        except Refused as refused:
            return self._refused(letter, MailState.SENDING, refused)
        except Broken as broken:
            self._line_broke(letter, broken)
            return self._retry(letter, MailState.SENDING, str(broken))
        self._broken_lines = 0
        return None

    def _hand(self, letter: Letter, content: bytes) -> MailState:
        try:
            reply = self.carrier.hand(content)
        except Refused as refused:
            return self._refused(letter, MailState.HANDING, refused)
        except Broken as broken:
            self.carrier.drop()
            log.error("mail uncertain", mail=letter.id, reason=str(broken))
            return self._settle(letter, MailState.HANDING, MailState.UNCERTAIN, str(broken))
        self.reached("accepted")
        return self._settle(letter, MailState.HANDING, MailState.SENT, reply)

    def _refused(self, letter: Letter, old: MailState, refused: Refused) -> MailState:
        reply = f"{refused.code} {refused.text}"
        if refused.step == "mail" and refused.code >= 500:
            self.outbox.settle(letter, old, MailState.RENDERED, owner=None, last_reply=reply[:500])
            raise Unreachable(f"The mail server takes no mail from this site: {reply}.")
        if refused.code == 421:  # it is closing the line
            self.carrier.drop()
        else:
            self.carrier.reset()
        if refused.code < 500:
            return self._retry(letter, old, reply)
        new = MailState.HELD if refused.step == "rcpt" else MailState.FAILED
        log.error("mail not taken", mail=letter.id, state=new, step=refused.step, code=refused.code)
        return self._settle(letter, old, new, reply)

    def _line_broke(self, letter: Letter, broken: Broken) -> None:
        self.carrier.drop()
        self._broken_lines += 1
        if self._broken_lines >= MOST_BROKEN_LINES:
            self._retry(letter, MailState.SENDING, str(broken))
            raise Unreachable(f"The line to the mail server broke {MOST_BROKEN_LINES} times: {broken}.")

    def _retry(self, letter: Letter, old: MailState, reply: str) -> MailState:
        pause = pause_after(letter.tries + 1)
        if pause is None:
            log.error("mail given up", mail=letter.id, tries=letter.tries + 1)
            return self._settle(letter, old, MailState.FAILED, reply)
        at = self.clock() + pause
        return self._settle(letter, old, MailState.RETRY_AT, reply, owner=None, retry_at=at, tries=letter.tries + 1)

    def _settle(self, letter: Letter, old: MailState, new: MailState, reply: str, **values: object) -> MailState:
        sent_at = {"sent_at": self.clock()} if new is MailState.SENT else {}
        if not self.outbox.settle(letter, old, new, last_reply=reply[:500], **values, **sent_at):
            log.error("mail decided elsewhere", mail=letter.id, outcome=new)
        self.reached(new.value)
        return new


def pause_after(tries: int) -> timedelta | None:
    """How long to wait after that many tries: 1, 5, 15 minutes, then an hour each; None after 48 hours of it."""
    pauses = [*FIRST_PAUSES[:tries], *[LATER_PAUSE] * (tries - len(FIRST_PAUSES))]
    return timedelta(minutes=pauses[-1]) if timedelta(minutes=sum(pauses)) <= GIVE_UP_AFTER else None


def open_sender(app: Flask, *, clock: Callable[[], datetime] = utc_now) -> Sender:
    """A sender for `app` as it is set up; `NoMailServer` where mail has nowhere to go."""
    outbox = Outbox(
        durable_engine(app),
        owner=f"{socket.gethostname()[:40]}:{os.getpid()}:{secrets.token_hex(4)}",
        stop_checks=app.extensions.get(STOP_CHECKS, {}),
    )
    return Sender(outbox, _carrier(app), dkim=app.config.get("DKIM"), clock=clock)


def _carrier(app: Flask) -> Carrier:
    if app.config["SMTP_URL"]:
        return SmtpCarrier(app.config["SMTP_URL"], app.config["MAIL_FROM"])
    if app.config["DEMO"]:
        return MailboxCarrier()
    raise NoMailServer("CRUX_SMTP_URL is not set, so no mail can leave; every mail stays in the queue until it is.")
