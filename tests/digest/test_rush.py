"""Five schedulers and a hand-made send at the same moment make one run and one mail a person."""

from __future__ import annotations

import threading
from collections import Counter

import pytest
from flask import Flask
from sqlalchemy import select

from app.core.db import db
from app.digest import jobs
from app.digest.models import DigestRun
from tests.core.mail_ground import Clock, Letterbox, sender_of
from tests.digest.ground import NOW, Offers, a_candidate, mails, states, subscribe

pytestmark = pytest.mark.both_engines


def at_once(app: Flask, *tasks: object) -> list[BaseException]:
    """Run the tasks in threads that start together; what they raised."""
    start, troubles = threading.Barrier(len(tasks)), list[BaseException]()

    def run(task: object) -> None:
        start.wait()
        try:
            with app.app_context():
                task()  # type: ignore[operator]
                db.session.close()
        except BaseException as error:
            troubles.append(error)

    threads = [threading.Thread(target=run, args=(task,)) for task in tasks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return troubles


def send(app: Flask) -> None:
    with sender_of(app, clock=Clock(NOW)) as sender:
        sender.run()


def test_five_schedulers_and_a_send_by_hand_make_one_mail_each(
    app: Flask, offers: Offers, letterbox: Letterbox
) -> None:
    subscribe(10)
    offers.to_all = [a_candidate(1)]
    db.session.rollback()
    scheduler = [lambda: jobs.plan_due(now=NOW)] * 5
    assert at_once(app, *scheduler, lambda: jobs.plan_everybody(now=NOW)) == []
    assert at_once(app, *[lambda: send(app)] * 5) == []
    assert len(db.session.scalars(select(DigestRun)).all()) == 1
    assert states() == {"sent": 10}
    assert Counter(letterbox.addresses) == Counter(f"reader{n}@example.org" for n in range(1, 11))
    assert len(mails()) == 10
