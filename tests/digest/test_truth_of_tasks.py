"""U-20 for what waits: over weeks, each of it is told once to all for whom it is due, and to no other."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from flask import Flask

from app.core.db import db
from app.country_requests.models import CountryRequest, RequestStatus
from app.digest.sections import EXTENSION
from app.partnerships.models import Offer, OfferStatus
from app.questions.models import RequestQuestion
from tests.core.mail_ground import Letterbox
from tests.digest.ground import NOW
from tests.digest.waiting import Waiting


class Weeks:
    """What chance does to questions, requests, an offer, a day and a conversation; and what is due then, for whom."""

    def __init__(self, waiting: Waiting) -> None:
        self.waiting, self.chance = waiting, random.Random(20)
        self.questions: set[int] = set()
        self.submitted: set[int] = set()
        self.offer, self.offered, self.stands = waiting.offer(), 1, True
        self.talk = waiting.conversation()
        self.message, self.answers = 1, "budi"
        self.day = date(2026, 1, 1)

    def passes(self, today: date) -> None:
        for number in [each for each in self.questions if self.chance.random() < 0.5]:
            self.waiting.change(RequestQuestion, number, answer="Yes.", answered_at=NOW)
            self.questions.discard(number)
        self.questions |= {self.waiting.question() for _ in range(self.chance.choice([0, 1, 2]))}
        for number in [each for each in self.submitted if self.chance.random() < 0.5]:
            self.waiting.change(CountryRequest, number, status=RequestStatus.ENDORSED)
            self.submitted.discard(number)
        self.submitted |= {self.waiting.submitted() for _ in range(self.chance.choice([0, 1]))}
        self._offer_changes()
        self.day = today + timedelta(days=self.chance.choice([-3, 5, 20, 40]))
        self.waiting.change(CountryRequest, self.waiting.request, deadline=self.day)
        if self.chance.random() < 0.6:
            self.answers = "amina" if self.answers == "budi" else "budi"
            self.message = self.waiting.message(self.talk, "" if self.answers == "amina" else "country:XA")

    def _offer_changes(self) -> None:
        self.stands, self.offered = self.chance.random() < 0.7, self.offered + 1
        status = OfferStatus.SENT if self.stands else OfferStatus.WITHDRAWN
        self.waiting.change(Offer, self.offer, status=status, version=self.offered)

    def due(self, today: date) -> Iterator[tuple[str, str, int]]:
        """(who, item, version)"""
        for number in self.questions:
            yield "amina", f"question:{number}", 1
        for number in self.submitted:
            yield "amina", f"endorsement:{number}", 1
        if self.stands:
            yield "amina", f"offer:{self.offer}", self.offered
        yield self.answers, f"conversation:{self.talk}", self.message
        if 0 <= (self.day - today).days <= 28:
            for name in ("amina", "tariq", *(["budi"] if self.stands else [])):
                yield name, f"deadline:{self.waiting.request}", self.day.toordinal()


@pytest.mark.parametrize("count", [4, pytest.param(20, marks=pytest.mark.soak)], ids=["short", "long"])
def test_what_waits_is_told_once_while_it_is_due(app: Flask, letterbox: Letterbox, count: int) -> None:
    del app.extensions[EXTENSION]["matches"]
    known: set[tuple[str, str, int]] = set()
    with app.app_context():
        weeks = Weeks(Waiting(app))
        for week in range(count):
            today = (NOW + timedelta(weeks=week)).date()
            weeks.passes(today)
            expected: dict[str, set[str]] = defaultdict(set)
            for name, item, _version in set(weeks.due(today)) - known:
                expected[name].add(item)
            known |= set(weeks.due(today))
            told = weeks.waiting.week(week)
            assert {name: set(items) for name, items in told.items()} == expected
            assert all(len(items) == len(set(items)) for items in told.values())
        assert letterbox.taken
        db.session.close()
    assert {item.partition(":")[0] for _name, item, _version in known} == {
        "question", "endorsement", "offer", "conversation", "deadline",
    }  # fmt: skip
