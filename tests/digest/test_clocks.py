"""F-06: over the end of a year with 53 weeks, changes of clocks and jumps, everybody has one mail an ISO week."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from sqlalchemy import select
from sqlmodel import col

from app.core.db import db, writing
from app.digest import jobs
from app.digest.models import DigestMail, DigestRun
from app.digest.weeks import week_of
from tests.digest.ground import Offers, a_candidate
from tests.digest.test_weeks import LONG_AGO, ZONES
from tests.factories import a_subscriber

STEP = timedelta(hours=3)


def readers(weekday: int, hour: int) -> None:
    """One in each zone."""
    with writing() as session:
        for number, zone in enumerate(ZONES):
            facts = {"created_at": LONG_AGO, "confirmed_at": LONG_AGO, "zone": zone, "weekday": weekday, "hour": hour}
            a_subscriber(session, email=f"reader{number}@example.org", **facts)


def moments(start: datetime, end: datetime) -> Iterable[datetime]:
    while start < end:
        yield start
        start += STEP


def look(offers: Offers, when: Iterable[datetime]) -> None:
    """What the scheduler does at each moment; each week has something new."""
    for now in when:
        offers.to_all = [a_candidate(int(week_of(now).name.replace("-W", "")))]
        jobs.plan_due(now=now)


def mails_of_weeks() -> dict[str, Counter[int]]:
    """Week → how many digests each reader has."""
    db.session.rollback()
    found: dict[str, Counter[int]] = {}
    runs = select(col(DigestRun.iso_week), col(DigestMail.subscriber_id))
    for week, reader in db.session.execute(runs.join(DigestMail, col(DigestMail.run_id) == col(DigestRun.id))):
        found.setdefault(week, Counter())[reader] += 1
    return found


@pytest.mark.parametrize(
    ("start", "weeks"),
    [
        (datetime(2026, 12, 20, tzinfo=UTC), ["2026-W52", "2026-W53", "2027-W01", "2027-W02"]),
        (datetime(2026, 3, 22, tzinfo=UTC), ["2026-W13", "2026-W14", "2026-W15"]),  # clocks go forward
        (datetime(2026, 10, 18, tzinfo=UTC), ["2026-W43", "2026-W44", "2026-W45"]),  # and back
    ],
    ids=["53 weeks", "clocks forward", "clocks back"],
)
def test_everybody_has_one_mail_in_each_week(app: Flask, offers: Offers, start: datetime, weeks: list[str]) -> None:
    readers(weekday=6, hour=2)  # the hour that clocks skip or repeat
    look(offers, moments(start, start + timedelta(weeks=len(weeks), days=2)))
    found = mails_of_weeks()
    assert {week: set(found[week].values()) for week in weeks} == {week: {1} for week in weeks}
    assert all(len(found[week]) == len(ZONES) for week in weeks)


@pytest.mark.parametrize("jump", [timedelta(hours=-3), timedelta(days=9)], ids=["three hours back", "nine days ahead"])
def test_a_clock_that_is_put_right_doubles_nothing(app: Flask, offers: Offers, jump: timedelta) -> None:
    readers(weekday=0, hour=7)
    start = datetime(2026, 11, 22, 12, tzinfo=UTC)
    right = list(moments(start, start + timedelta(days=3)))
    look(offers, [*right[:8], *(now + jump for now in right[8:12]), *right[12:]])
    assert all(set(readers.values()) == {1} for readers in mails_of_weeks().values())
    assert len(mails_of_weeks()["2026-W48"]) == len(ZONES)


@pytest.mark.parametrize("zone", ["Asia/Kathmandu", "America/New_York", "Pacific/Kiritimati"])
def test_mails_of_an_hour_are_spread_over_it_and_each_reader_has_one_a_week(
    app: Flask, offers: Offers, zone: str
) -> None:
    with writing() as session:
        for number in range(60):
            facts = {"created_at": LONG_AGO, "confirmed_at": LONG_AGO, "zone": zone, "weekday": 6, "hour": 2}
            a_subscriber(session, email=f"reader{number}@example.org", **facts)
    minutes = []
    for monday in (date(2026, 10, 19), date(2026, 10, 26)):  # clocks of New York go back in the second week
        begins = datetime.combine(monday + timedelta(days=6), time(2), ZoneInfo(zone)).astimezone(UTC)
        here = week_of(begins - timedelta(days=1)).name if zone == "Pacific/Kiritimati" else week_of(begins).name
        counts = []
        for tenth in range(-1, 7):
            look(offers, [begins + timedelta(minutes=10 * tenth, seconds=-1)])
            counts.append(sum(mails_of_weeks().get(here, Counter()).values()))
        assert counts[:2] == [0, 0]
        assert all(later > earlier for earlier, later in pairwise(counts[1:]))
        assert counts[-1] == 60
        minutes.append(counts)
    assert minutes[0] == minutes[1]
    assert all(set(readers.values()) == {1} for readers in mails_of_weeks().values())
