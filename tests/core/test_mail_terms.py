"""F-11: a sender told to stop in the middle of a run finishes the mail in hand: nothing uncertain, nothing twice."""

from __future__ import annotations

import random
import time
from collections import Counter

import pytest

from app.core.mail import MailState
from tests.core.mail_deaths import processes, send_until_told
from tests.core.mail_ground import Letterbox, mail_app, mail_of, mail_server, post_mails, standing

pytestmark = pytest.mark.both_engines
MAILS = 300


@pytest.mark.parametrize("times", [6, pytest.param(100, marks=pytest.mark.soak)])
def test_a_sender_that_is_told_to_stop_leaves_nothing_uncertain(database_url: str, times: int) -> None:
    letterbox, chance = Letterbox(), random.Random(11)
    with mail_server(letterbox) as smtp_url:
        app = mail_app(database_url, smtp_url=smtp_url)
        with standing(app):
            mails = post_mails(MAILS)
            for _ in range(times):
                before = len(letterbox.taken)
                sender = processes().Process(target=send_until_told, args=(database_url, smtp_url))
                sender.start()
                wait_until(lambda: len(letterbox.taken) > before or len(letterbox.taken) == MAILS)  # noqa: B023
                time.sleep(chance.uniform(0, 0.02))
                sender.terminate()
                sender.join(60)
                assert sender.exitcode == 0
            states = Counter(mail_of(mail).state for mail in mails)
    arrived = Counter(letterbox.addresses)
    assert set(states) <= {MailState.SENT, MailState.RENDERED}
    assert max(arrived.values()) == 1
    assert sum(arrived.values()) == states[MailState.SENT]


def wait_until(condition: object) -> None:
    end = time.monotonic() + 30
    while not condition():  # type: ignore[operator]
        assert time.monotonic() < end, "The sender does not send"
        time.sleep(0.001)
