"""Five schedulers and a hand-made send at the same moment make one run and one mail a person."""

from __future__ import annotations

import multiprocessing
import threading
import time
from collections import Counter

import pytest
from flask import Flask
from sqlalchemy import select, update

from app import Settings, create_app
from app.accounts.models import Subscriber
from app.core.db import db, writing
from app.digest import jobs
from app.digest.models import DigestRun
from app.digest.sections import EXTENSION
from tests.core.mail_ground import Clock, Letterbox, sender_of
from tests.digest.ground import EARLIER, NOW, Offers, a_candidate, mails, states, subscribe
from tests.factories import a_subscriber

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


PROCESSES, READERS = 5, 6


def rush(settings: Settings, starts_at: float, by_hand: bool) -> None:
    """A scheduler, or `crux digest send` by hand, in a process of its own, that wakes at a given second."""
    app = create_app(settings)
    app.extensions[EXTENSION] = {"matches": Offers(to_all=[a_candidate(1)])}
    with app.app_context():
        time.sleep(max(0.0, starts_at - time.time()))
        jobs.plan_everybody(now=NOW) if by_hand else jobs.plan_due(now=NOW)
        send(app)
        db.session.close()
        db.engine.dispose()


@pytest.mark.parametrize("rounds", [1, pytest.param(50, marks=pytest.mark.soak)])
def test_five_processes_and_a_send_by_hand_in_the_same_second_make_one_run_each_time(
    settings: Settings, offers: Offers, letterbox: Letterbox, rounds: int
) -> None:
    """F-04. Each round has readers of its own, and leaves those of the rounds before alone."""
    subscribe(READERS)
    for round_ in range(rounds):
        with writing() as session:
            session.execute(update(Subscriber).values(stopped_at=NOW))
            for number in range(READERS):
                email = f"round{round_}-{number}@example.org"
                a_subscriber(session, email=email, created_at=EARLIER, confirmed_at=EARLIER)
        db.session.close()
        context, starts_at = multiprocessing.get_context("forkserver"), time.time() + 3
        crowd = [
            context.Process(target=rush, args=(settings, starts_at, number == 0)) for number in range(PROCESSES + 1)
        ]
        for each in crowd:
            each.start()
        for each in crowd:
            each.join(120)
        assert [each.exitcode for each in crowd] == [0] * len(crowd)
        assert len(db.session.scalars(select(DigestRun)).all()) == 1
    arrived = Counter(letterbox.addresses)
    print(f"rounds {rounds}, mails {sum(arrived.values())}, most to one address {max(arrived.values())}")  # noqa: T201
    assert arrived == Counter(f"round{r}-{n}@example.org" for r in range(rounds) for n in range(READERS))
    assert states() == {"sent": rounds * READERS}
