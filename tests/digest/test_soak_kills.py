"""F-01: 200 kills among two senders and 2,000 people: nobody gets two, nothing is lost without a trace."""

from __future__ import annotations

import random
import time
from collections import Counter
from multiprocessing.context import ForkServerProcess

import pytest
from sqlalchemy import func, select
from sqlmodel import col

from app.core.db import db, writing
from app.core.mail import Mail, MailState, post
from tests.core.mail_deaths import processes, send_for_ever
from tests.core.mail_ground import NOW, Letterbox, a_message, mail_app, mail_server, standing

pytestmark = [pytest.mark.both_engines, pytest.mark.soak]

PEOPLE = 2_000
KILLS = 200
SENDERS = 2
LEASE_SECONDS = 2.0
OPEN = (MailState.RENDERED, MailState.SENDING, MailState.HANDING, MailState.RETRY_AT)


def count(*states: MailState) -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).where(col(Mail.state).in_(states))) or 0


def test_two_hundred_kills_double_nothing_and_lose_nothing(database_url: str) -> None:
    letterbox, chance = Letterbox(), random.Random(7)
    with mail_server(letterbox) as smtp_url:
        app = mail_app(database_url, smtp_url=smtp_url)
        with standing(app):
            posted = 0
            senders = [start(database_url, smtp_url) for _ in range(SENDERS)]
            for kill in range(KILLS):
                posted = post_until(PEOPLE * (kill + 1) // KILLS, posted)
                time.sleep(chance.uniform(0.02, 0.12))
                victim = chance.randrange(SENDERS)
                senders[victim].kill()
                senders[victim].join()
                senders[victim] = start(database_url, smtp_url)
            finish()
            for sender in senders:
                sender.kill()
                sender.join()
            arrived = Counter(letterbox.addresses)
            uncertain, sent = count(MailState.UNCERTAIN), count(MailState.SENT)
    print(f"kills {KILLS}, sent {sent}, uncertain {uncertain}, arrived {len(arrived)}")  # noqa: T201 - the figure
    assert max(arrived.values()) == 1
    assert sent + uncertain == PEOPLE
    assert sent <= len(arrived) <= sent + uncertain
    assert uncertain <= KILLS


def start(url: str, smtp_url: str) -> ForkServerProcess:
    sender = processes().Process(target=send_for_ever, args=(url, smtp_url, LEASE_SECONDS), daemon=True)
    sender.start()
    return sender


def post_until(wanted: int, posted: int) -> int:
    """More mail arrives while senders die."""
    with writing() as session:
        for number in range(posted + 1, wanted + 1):
            post(session, a_message(number), now=NOW)
    return wanted


def finish() -> None:
    """Until nothing is on its way any more; the last leases run out."""
    end = time.monotonic() + 120
    while count(*OPEN):
        assert time.monotonic() < end, "Some mail never came to an end"
        time.sleep(0.2)
