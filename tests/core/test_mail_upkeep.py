"""What is kept for a time only goes when its time is over; a clock that jumps plans nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from app.core.db import writing
from app.core.drafts import Draft, start_draft
from app.core.idempotency import IdempotencyKey, earlier_result
from app.core.mail import Mail, MailState
from app.core.upkeep import register_chore, tidy_up
from app.worker import SteadyClock
from tests.core.mail_ground import NOW, mail_app, mail_of, post_mails, standing

HOUR = 3_600.0


@pytest.fixture
def mailing(database_url: str) -> Flask:
    return mail_app(database_url, smtp_url=None)


@pytest.mark.both_engines
def test_drafts_and_keys_go_when_their_time_is_over(mailing: Flask) -> None:
    with standing(mailing):
        for age in (timedelta(days=91), timedelta(hours=1)):
            with writing() as session:
                start_draft(session, kind="request", person_id=1, now=NOW - age)
                earlier_result(session, person_id=1, key=str(age), content="x", now=NOW - age)
        tidy_up(now=NOW)
        with writing() as session:
            assert session.query(Draft).count() == 1
            assert session.query(IdempotencyKey).count() == 1


@pytest.mark.both_engines
def test_the_words_of_a_sent_mail_go_after_a_month_and_of_an_unsent_one_never(mailing: Flask) -> None:
    with standing(mailing):
        old, new, unsent = post_mails(3)
        with writing() as session:
            for key, sent_at in ((old, NOW - timedelta(days=31)), (new, NOW - timedelta(days=29))):
                mail = session.get_one(Mail, key)
                mail.state, mail.sent_at = MailState.SENT, sent_at
        tidy_up(now=NOW)
        assert [bool(mail_of(key).content) for key in (old, new, unsent)] == [False, True, True]


def test_a_feature_s_own_chore_is_done(mailing: Flask) -> None:
    done: list[object] = []
    register_chore(mailing, lambda session, *, now: done.append(now))  # noqa: ARG005 - what a chore is given
    with standing(mailing):
        tidy_up(now=NOW)
    assert done == [NOW]


class Clocks:
    """A wall clock and the time that has really passed."""

    def __init__(self) -> None:
        self.wall, self.elapsed = 1_000_000.0, 0.0
        self.steady = SteadyClock(lambda: self.wall, lambda: self.elapsed)

    def pass_time(self, seconds: float) -> None:
        self.wall += seconds
        self.elapsed += seconds


@pytest.mark.parametrize("jump", [-3 * HOUR, 9 * 24 * HOUR])
def test_a_clock_that_jumped_plans_nothing_until_it_was_steady_for_an_hour(jump: float) -> None:
    clocks = Clocks()
    clocks.wall += jump
    assert not clocks.steady.is_steady()
    clocks.pass_time(HOUR / 2)
    assert not clocks.steady.is_steady()
    clocks.pass_time(HOUR)
    assert clocks.steady.is_steady()


def test_a_long_stop_is_not_a_jump() -> None:
    clocks = Clocks()
    clocks.pass_time(72 * HOUR)
    assert clocks.steady.is_steady()
