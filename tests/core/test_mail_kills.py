"""A sender killed at any edge sends nothing twice and loses nothing without a trace."""

from __future__ import annotations

import signal
from collections import Counter
from datetime import timedelta

import pytest

from app.core.mail import MailState
from tests.core.mail_deaths import processes, send_and_die
from tests.core.mail_ground import (
    NOW,
    Clock,
    Letterbox,
    mail_app,
    mail_of,
    mail_server,
    post_mails,
    sender_of,
    standing,
)

pytestmark = pytest.mark.both_engines

# Where it dies → how many mails may end as uncertain.
EDGES = {
    "commit 2": 0,  # before the lease
    "sending": 0,
    "offered": 0,
    "commit 3": 0,  # before the second mark
    "handing": 1,
    "half": 1,
    "accepted": 1,
    "commit 4": 1,  # before "sent"
    "sent": 0,
}


@pytest.mark.parametrize(("where", "uncertain"), EDGES.items(), ids=list(EDGES))
def test_a_sender_killed_at_an_edge_doubles_nothing_and_loses_nothing(
    database_url: str, where: str, uncertain: int
) -> None:
    letterbox = Letterbox()
    with mail_server(letterbox) as smtp_url:
        app = mail_app(database_url, smtp_url=smtp_url)
        with standing(app):
            mails = post_mails(3)
            victim = processes().Process(target=send_and_die, args=(database_url, smtp_url, where))
            victim.start()
            victim.join(60)
            assert victim.exitcode == -signal.SIGKILL
            with sender_of(app, clock=Clock(NOW + timedelta(minutes=11))) as next_sender:
                next_sender.run()
            states = Counter(mail_of(mail).state for mail in mails)
            arrived = Counter(letterbox.addresses)
    assert max(arrived.values()) == 1
    assert states == Counter({MailState.SENT: 3 - uncertain, MailState.UNCERTAIN: uncertain}) + Counter()
    assert sum(arrived.values()) >= states[MailState.SENT]
