"""The sender hands each mail over once; whatever the server answers ends in the state that the rule names."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from email import message_from_bytes
from email.policy import default

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.orm import Session

from app.core.mail import Mail, MailState, register_bulk, register_stop_check
from app.core.sender import NoMailServer, open_sender, pause_after
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


@pytest.fixture
def letterbox() -> Letterbox:
    return Letterbox()


@pytest.fixture
def mailing(database_url: str, letterbox: Letterbox) -> Iterator[Flask]:
    """A small application whose mail server is `letterbox`."""
    with mail_server(letterbox) as url:
        app = mail_app(database_url, smtp_url=url)
        with standing(app):
            yield app


def test_each_mail_arrives_once_with_both_parts(mailing: Flask, letterbox: Letterbox) -> None:
    post_mails(3)
    with sender_of(mailing) as sender:
        sender.run()
        sender.run()
    assert letterbox.addresses == [f"reader{n}@example.org" for n in (1, 2, 3)]
    mail = message_from_bytes(letterbox.taken[0][1], policy=default)
    assert [part.get_content_type() for part in mail.walk()] == ["multipart/alternative", "text/plain", "text/html"]


def test_what_arrives_is_what_was_stored(mailing: Flask, letterbox: Letterbox) -> None:
    [mail_id] = post_mails(1, text=".a line that begins with a dot\n..and two\n")
    with sender_of(mailing) as sender:
        sender.run()
    assert letterbox.taken[0][1] == mail_of(mail_id).content


ENDINGS = [
    ("rcpt", "450 mailbox busy", MailState.RETRY_AT),
    ("rcpt", "421 closing", MailState.RETRY_AT),
    ("rcpt", "550 no such person", MailState.HELD),
    ("mail", "451 try later", MailState.RETRY_AT),
    ("mail", "550 not from you", MailState.RENDERED),
    ("body", "250 taken", MailState.SENT),
    ("body", "452 no room now", MailState.RETRY_AT),
    ("body", "421 closing", MailState.RETRY_AT),
    ("body", "552 too large", MailState.FAILED),
    ("body", "554 no", MailState.FAILED),
]


@pytest.mark.parametrize(("step", "answer", "state"), ENDINGS)
def test_an_answer_of_the_server_ends_in_its_state(
    mailing: Flask, letterbox: Letterbox, step: str, answer: str, state: MailState
) -> None:
    [mail_id] = post_mails(1)
    letterbox.answers[step] = answer
    with sender_of(mailing) as sender:
        sender.run()
    assert mail_of(mail_id).state is state


def test_one_refused_address_does_not_keep_the_others_waiting(mailing: Flask, letterbox: Letterbox) -> None:
    post_mails(3)
    letterbox.answers_to = {"reader1@example.org": "550 gone", "reader2@example.org": "450 later"}
    with sender_of(mailing) as sender:
        sender.run()
    assert letterbox.addresses == ["reader3@example.org"]


def test_a_mail_that_must_wait_is_tried_again_at_its_time_and_not_before(mailing: Flask, letterbox: Letterbox) -> None:
    post_mails(1)
    letterbox.answers["rcpt"] = "450 later"
    clock = Clock()
    with sender_of(mailing, clock=clock) as sender:
        sender.run()
        letterbox.answers.clear()
        clock.forward(seconds=59)
        sender.run()
        assert letterbox.taken == []
        clock.forward(seconds=1)
        sender.run()
    assert len(letterbox.taken) == 1


def test_a_mail_that_is_always_put_off_fails_after_two_days(mailing: Flask, letterbox: Letterbox) -> None:
    [mail_id] = post_mails(1)
    letterbox.answers["rcpt"] = "450 later"
    clock = Clock()
    with sender_of(mailing, clock=clock) as sender:
        while mail_of(mail_id).state is not MailState.FAILED:
            sender.run()
            clock.at = mail_of(mail_id).retry_at or clock.at
    assert timedelta(hours=47) < clock.at - NOW <= timedelta(hours=48)


@given(st.integers(min_value=1, max_value=200))
def test_pauses_never_shrink_and_end_within_two_days(tries: int) -> None:
    pauses = [pause_after(n) for n in range(1, tries + 1)]
    kept = [pause for pause in pauses if pause is not None]
    assert kept == sorted(kept)
    assert sum(kept, timedelta()) <= timedelta(hours=48)
    assert pauses[len(kept) :] == [None] * (tries - len(kept))


def test_the_first_pauses_are_those_of_the_rule() -> None:
    minutes = [pause.total_seconds() / 60 for n in range(1, 6) if (pause := pause_after(n))]
    assert minutes == [1, 5, 15, 60, 60]


def test_a_mail_that_is_no_longer_wanted_is_called_back(mailing: Flask, letterbox: Letterbox) -> None:
    first, second = post_mails(2)
    register_stop_check(mailing, "notice", lambda _session, mail, _now: mail.id != first)
    with sender_of(mailing) as sender:
        sender.run()
    assert [mail_of(first).state, mail_of(second).state] == [MailState.CANCELLED, MailState.SENT]
    assert letterbox.addresses == ["reader2@example.org"]


def test_a_mail_called_back_after_it_was_taken_does_not_leave(mailing: Flask, letterbox: Letterbox) -> None:
    first, second = post_mails(2)
    asked: list[int | None] = []

    def wanted_once(_session: Session, mail: Mail, _now: datetime) -> bool:
        asked.append(mail.id)
        return asked.count(first) < 2

    register_stop_check(mailing, "notice", wanted_once)
    with sender_of(mailing) as sender:
        sender.run()
    assert mail_of(first).state is MailState.CANCELLED
    assert "reader1@example.org" not in letterbox.addresses
    assert second


def test_mails_for_thousands_leave_after_one_that_somebody_waits_for(mailing: Flask, letterbox: Letterbox) -> None:
    register_bulk(mailing, "weekly")
    post_mails(2, kind="weekly")
    post_mails(1, kind="confirm", to="waiting@example.org")
    with sender_of(mailing) as sender:
        sender.run()
    assert letterbox.addresses[0] == "waiting@example.org"


def test_a_lease_that_ran_out_before_the_go_ahead_is_sent_by_another(mailing: Flask, letterbox: Letterbox) -> None:
    post_mails(1)
    clock = Clock()
    with sender_of(mailing, clock=clock) as dead, sender_of(mailing, clock=clock) as living:
        dead.outbox.take(NOW)
        living.run()
        assert letterbox.taken == []
        clock.forward(minutes=11)
        living.run()
    assert len(letterbox.taken) == 1


def test_a_lease_that_ran_out_while_handing_over_is_uncertain_for_good(mailing: Flask, letterbox: Letterbox) -> None:
    [mail_id] = post_mails(1)
    clock = Clock()
    with sender_of(mailing, clock=clock) as dead, sender_of(mailing, clock=clock) as living:
        letter = dead.outbox.take(NOW)
        assert letter is not None
        assert dead.outbox.mark_handing(letter, NOW)
        clock.forward(minutes=11)
        assert living.run().became_uncertain == 1
        clock.forward(days=9)
        living.run()
    assert mail_of(mail_id).state is MailState.UNCERTAIN
    assert letterbox.taken == []


def test_a_sender_that_lost_its_lease_sends_no_byte(mailing: Flask, letterbox: Letterbox) -> None:
    [mail_id] = post_mails(1)
    with sender_of(mailing) as slow, sender_of(mailing) as other:
        letter = slow.outbox.take(NOW)
        assert letter is not None
        other.outbox.take_back(NOW + timedelta(minutes=11))
        assert not slow.outbox.mark_handing(letter, NOW)
    assert mail_of(mail_id).state is MailState.RENDERED


def test_an_address_beyond_ascii_is_held_and_the_next_mail_leaves(mailing: Flask, letterbox: Letterbox) -> None:
    [held] = post_mails(1, to="søren@example.org")
    post_mails(2, kind="other")
    with sender_of(mailing) as sender:
        sender.run()
    assert mail_of(held).state is MailState.HELD
    assert len(letterbox.taken) == 2


def test_the_sender_stops_after_the_mail_in_hand(mailing: Flask, letterbox: Letterbox) -> None:
    post_mails(5)
    with sender_of(mailing) as sender:
        sender.run(stopping=lambda: len(letterbox.taken) >= 2)
    assert len(letterbox.taken) == 2


def test_production_without_a_mail_server_refuses_in_one_sentence_and_keeps_the_mails(database_url: str) -> None:
    app = mail_app(database_url, smtp_url=None, mode="production")
    with standing(app):
        [mail_id] = post_mails(1)
        with pytest.raises(NoMailServer, match="CRUX_SMTP_URL is not set"):
            open_sender(app)
        assert mail_of(mail_id).state is MailState.RENDERED


def test_the_demonstration_without_a_mail_server_keeps_its_mail_in_the_mailbox(database_url: str) -> None:
    app = mail_app(database_url, smtp_url=None)
    with standing(app):
        [mail_id] = post_mails(1)
        with sender_of(app) as sender:
            sender.run()
        assert mail_of(mail_id).state is MailState.SENT


def test_marks_survive_a_power_cut(mailing: Flask) -> None:
    with sender_of(mailing) as sender, sender.outbox.engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            assert connection.execute(text("PRAGMA synchronous")).scalar() == 2  # FULL
        else:
            assert connection.execute(text("SHOW synchronous_commit")).scalar() == "on"


def test_the_same_occasion_is_posted_once(mailing: Flask, letterbox: Letterbox) -> None:
    assert post_mails(1) == post_mails(1)
    with sender_of(mailing) as sender:
        sender.run()
    assert len(letterbox.taken) == 1
