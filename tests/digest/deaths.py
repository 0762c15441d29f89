"""A run of the weekly mail in a process that dies at a named edge."""

from __future__ import annotations

import multiprocessing
import signal
from dataclasses import replace

from app import Settings, create_app
from app.core.fail_points import arm
from app.digest import jobs
from app.digest.sections import EXTENSION
from tests.core.mail_ground import Clock, sender_of
from tests.digest.ground import NOW, Offers, a_candidate, change_subscriber


def plan_and_die(settings: Settings, edge: str) -> None:
    """Plan and send for everybody: one reader in three has nothing new. `ranked`: with the sections of the site."""
    app = create_app(replace(settings, fail_at=""))
    news = {f"reader{n}@example.org": [a_candidate(n)] for n in range(1, 40) if n % 3}
    if edge != "ranked":
        app.extensions[EXTENSION] = {"matches": Offers(to_one=news)}
    arm(edge)
    with app.app_context():
        jobs.plan_due(now=NOW)
        if edge == "cancelled":
            change_subscriber(2, stopped_at=NOW)
        with sender_of(app, clock=Clock(NOW)) as sender:
            sender.run()
        jobs.close_runs(now=NOW)


def kill(settings: Settings, edge: str) -> None:
    """Let a process come to that edge, and no further."""
    victim = multiprocessing.get_context("forkserver").Process(target=plan_and_die, args=(settings, edge))
    victim.start()
    victim.join(120)
    assert victim.exitcode == -signal.SIGKILL
