"""F-07: whoever stops the mail while it is being sent gets none that was begun after the stop was committed."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime

import pytest
from flask import Flask

from app.accounts.models import Person, Subscriber
from app.accounts.service import close_account
from app.core.db import db, utc_now, writing
from app.core.mail import MailState
from app.core.permissions import VISITOR
from app.digest import jobs
from tests.core.mail_ground import Letterbox, sender_of
from tests.digest.ground import EARLIER, Offers, a_candidate, mails
from tests.factories import a_subscriber

pytestmark = pytest.mark.both_engines


def people(count: int) -> list[int]:
    with writing() as session:
        for number in range(1, count + 1):
            email = f"reader{number}@example.org"
            person = Person(email=email, fs_uniquifier=email, created_at=EARLIER, confirmed_at=EARLIER)
            session.add(person)
            session.flush()
            a_subscriber(session, email=email, person_id=person.id, created_at=EARLIER, confirmed_at=EARLIER)
    return list(range(1, count + 1))


def stop(number: int) -> None:
    """Unsubscribe, switch off, suspend or delete, in turn."""
    with writing() as session:
        row = session.get_one(Subscriber, number)
        if number % 4 == 0:
            row.stopped_at = utc_now()
        elif number % 4 == 1:
            row.frequency = "off"
        elif number % 4 == 2:
            close_account(session, number, by=VISITOR, now=utc_now())
        else:
            row.email, row.confirmed_at = f"deleted-{number}@deleted.invalid", None


def sending(app: Flask) -> Callable[[], None]:
    def send() -> None:
        with app.app_context(), sender_of(app, clock=utc_now) as sender:
            sender.run()

    return send


@pytest.mark.parametrize("races", [40, pytest.param(500, marks=pytest.mark.soak)])
def test_no_mail_is_begun_after_its_reader_has_stopped_it(
    app: Flask, offers: Offers, letterbox: Letterbox, races: int
) -> None:
    offers.to_all = [a_candidate(1)]
    readers = people(races)
    jobs.plan_everybody(now=utc_now())
    db.session.rollback()
    stopped: dict[str, datetime] = {}
    sender = threading.Thread(target=sending(app))
    sender.start()
    for number in reversed(readers):  # the two meet in the middle
        stop(number)
        stopped[f"reader{number}@example.org"] = utc_now()
    sender.join(120)
    for mail in mails():
        begun_in_time = mail.handed_at is not None and mail.handed_at <= stopped[mail.to_address]
        assert (mail.to_address in letterbox.addresses) == (mail.state is MailState.SENT) <= begun_in_time
    assert {mail.state for mail in mails()} <= {MailState.SENT, MailState.CANCELLED}
    assert MailState.CANCELLED in {mail.state for mail in mails()}
