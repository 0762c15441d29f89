"""U-20: over weeks, everybody hears of each thing that is due for them once, of nothing twice, and why."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from datetime import timedelta

import pytest
from flask import Flask

from app.digest import jobs
from tests.core.mail_ground import Clock, Letterbox
from tests.digest.ground import NOW, Offers, a_candidate, digests, items_of, parts_received, send_all, subscribe


@pytest.mark.parametrize(
    ("people", "weeks"), [(30, 4), pytest.param(300, 6, marks=pytest.mark.soak)], ids=["short", "long"]
)
def test_each_item_is_told_once_to_whom_it_is_due(
    app: Flask, offers: Offers, letterbox: Letterbox, people: int, weeks: int
) -> None:
    chance = random.Random(20)
    subscribe(people)
    due: dict[int, set[str]] = defaultdict(set)
    for week in range(weeks):
        for reader in range(1, people + 1):
            new = [a_candidate(week * 10 + n) for n in range(chance.choice([0, 0, 1, 3]))]
            offers.to_one.setdefault(f"reader{reader}@example.org", []).extend(new)
            due[reader] |= {candidate.item for candidate in new}
        now = NOW + timedelta(weeks=week)
        jobs.plan_due(now=now)
        send_all(app, Clock(now))
    told: dict[int, Counter[str]] = defaultdict(Counter)
    for digest in digests():
        items = items_of(digest)
        assert (digest.mail_id is None) == (items == [])
        told[digest.subscriber_id].update(items)
    assert {reader: set(items) for reader, items in told.items() if items} == {r: i for r, i in due.items() if i}
    assert all(set(items.values()) <= {1} for items in told.values())
    for number in range(len(letterbox.taken)):
        text = parts_received(letterbox, number).text
        assert text.count("It could meet your request") == text.count("http://localhost/en/solutions/")
