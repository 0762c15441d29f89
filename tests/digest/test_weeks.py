"""Exactly one moment a person and ISO week, in every zone, over clock changes and year ends."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.digest.weeks import (
    MAKE_UP,
    Rhythm,
    Week,
    due_at,
    is_due,
    is_wanted_in,
    last_moment,
    minute_of,
    week_named,
    week_of,
    weeks_at,
)

ZONES = [
    "UTC", "Asia/Kathmandu", "Pacific/Tongatapu", "Pacific/Apia", "Pacific/Kiritimati", "Pacific/Chatham",
    "Pacific/Pago_Pago", "America/St_Johns", "America/Sao_Paulo", "America/New_York", "Europe/Lisbon",
    "Africa/Casablanca", "Asia/Tehran", "Australia/Lord_Howe",
]  # fmt: skip
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
rhythms = st.builds(
    Rhythm,
    zone=st.sampled_from(ZONES),
    weekday=st.integers(0, 6),
    hour=st.integers(0, 23),
    minute=st.integers(1, 10**6).map(minute_of),
)
moments = st.datetimes(datetime(2024, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - aware


@given(rhythms, moments)
def test_an_hourly_look_finds_each_week_s_moment_once_and_none_twice(rhythm: Rhythm, start: datetime) -> None:
    found: list[str] = []
    for hour in range(24 * 21):
        now = start + timedelta(hours=hour)
        for week in weeks_at(now):
            if week.name not in found and is_due(week, rhythm, joined_at=LONG_AGO, now=now):
                found.append(week.name)
    expected = {week.name for week in weeks_between(start, start + timedelta(days=21), rhythm)}
    assert len(found) == len(set(found))
    assert expected <= set(found)


def weeks_between(start: datetime, end: datetime, rhythm: Rhythm) -> list[Week]:
    """Weeks whose moment lies well inside."""
    weeks = [Week(week_of(start).monday + timedelta(weeks=n)) for n in range(-1, 5)]
    return [week for week in weeks if start <= due_at(week, rhythm) <= end - timedelta(hours=2)]


@given(rhythms, moments)
def test_nobody_is_due_for_two_weeks_at_once(rhythm: Rhythm, now: datetime) -> None:
    due = [week for week in weeks_at(now) if is_due(week, rhythm, joined_at=LONG_AGO, now=now)]
    assert len(due) <= 1


@given(st.sampled_from(ZONES), st.sampled_from(ZONES), moments)
def test_moving_to_another_zone_neither_skips_nor_repeats_the_week(old: str, new: str, now: datetime) -> None:
    week = week_of(now)
    before, after = due_at(week, Rhythm(old)), due_at(week, Rhythm(new))
    moved_at = before - timedelta(minutes=1)
    assert after > moved_at or is_due(week, Rhythm(new), joined_at=LONG_AGO, now=moved_at)


@given(rhythms, moments)
def test_the_local_clock_shows_the_chosen_hour(rhythm: Rhythm, now: datetime) -> None:
    local = due_at(week_of(now), rhythm).astimezone(ZoneInfo(rhythm.zone))
    assert local.weekday() == rhythm.weekday
    assert local.hour == rhythm.hour or (local.hour, rhythm.hour) in skipped_hours(local)


def skipped_hours(local: datetime) -> set[tuple[int, int]]:
    """On a day when clocks go forward the hour that does not exist is the one after it."""
    return {(local.hour, local.hour - 1)}


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_a_week_s_name_leads_back_to_it(day: date) -> None:
    week = week_of(datetime(day.year, day.month, day.day, tzinfo=UTC))
    assert week_named(week.name) == week
    assert week.window[1] - week.window[0] == timedelta(days=7)


@pytest.mark.parametrize(
    ("day", "name"),
    [("2026-12-31", "2026-W53"), ("2027-01-03", "2026-W53"), ("2027-01-04", "2027-W01"), ("2024-12-30", "2025-W01")],
)
def test_the_year_of_a_week_is_the_week_s_own(day: str, name: str) -> None:
    assert week_of(datetime.fromisoformat(f"{day}T12:00+00:00")).name == name


def test_monday_in_tonga_is_due_while_it_is_still_sunday_in_utc() -> None:
    now = datetime(2026, 11, 22, 18, tzinfo=UTC)
    due = [w.name for w in weeks_at(now) if is_due(w, Rhythm("Pacific/Tongatapu"), joined_at=LONG_AGO, now=now)]
    assert due == ["2026-W48"]


def test_a_digest_is_made_up_for_three_days_and_then_folded_into_the_next() -> None:
    week = week_named("2026-W48")
    moment = due_at(week, Rhythm("UTC"))
    assert is_due(week, Rhythm("UTC"), joined_at=LONG_AGO, now=moment + MAKE_UP - timedelta(seconds=1))
    assert not is_due(week, Rhythm("UTC"), joined_at=LONG_AGO, now=moment + MAKE_UP)


def test_who_joined_after_this_week_s_moment_waits_for_the_next() -> None:
    week = week_named("2026-W48")
    moment = due_at(week, Rhythm("UTC"))
    assert not is_due(week, Rhythm("UTC"), joined_at=moment + timedelta(hours=1), now=moment + timedelta(hours=2))


@given(rhythms, moments)
def test_what_was_planned_may_be_written_at_least_until_it_stops_being_made_up(rhythm: Rhythm, now: datetime) -> None:
    week = week_of(now)
    assert last_moment(week, rhythm) >= due_at(week, rhythm) + MAKE_UP


@pytest.mark.parametrize(
    ("zone", "day", "hour", "moment"),
    [
        ("Asia/Kathmandu", "2026-11-23", 7, "2026-11-23T01:45"),  # 5:45 before Greenwich
        ("Australia/Lord_Howe", "2026-10-04", 2, "2026-10-03T15:30+00:00"),  # 2:00 to 2:30 does not exist
        ("America/New_York", "2026-03-08", 2, "2026-03-08T07:30"),  # nor does 2:00 to 3:00
        ("America/New_York", "2026-11-01", 1, "2026-11-01T05:30"),  # 1:00 to 2:00 comes twice
        ("America/St_Johns", "2026-11-23", 7, "2026-11-23T11:00"),
    ],
)
def test_a_minute_of_the_hour_is_one_of_the_clocks_of_the_zone(zone: str, day: str, hour: int, moment: str) -> None:
    there = date.fromisoformat(day)
    week = Week(there - timedelta(days=there.weekday()))
    rhythm = Rhythm(zone, weekday=there.weekday(), hour=hour, minute=30)
    assert due_at(week, rhythm) == datetime.fromisoformat(moment).replace(tzinfo=UTC)


def test_the_minutes_of_many_readers_fill_the_hour_evenly() -> None:
    found = Counter(minute_of(number) for number in range(1, 6001))
    assert set(found) == set(range(60))
    assert all(50 < count < 150 for count in found.values())


def test_a_zone_nobody_knows_is_read_as_utc() -> None:
    week = week_named("2026-W48")
    assert due_at(week, Rhythm("Mars/Olympus")) == due_at(week, Rhythm("UTC"))


@given(rhythms, st.integers(2024, 2034), st.integers(1, 12))
def test_a_monthly_reader_has_one_week_in_each_month(rhythm: Rhythm, year: int, month: int) -> None:
    monthly = replace(rhythm, monthly=True)
    first = week_of(datetime(year, month, 1, tzinfo=UTC))
    weeks = [Week(first.monday + timedelta(weeks=n)) for n in range(6)]
    days = [week.monday + timedelta(days=rhythm.weekday) for week in weeks if is_wanted_in(week, monthly)]
    assert len([day for day in days if day.month == month]) == 1
