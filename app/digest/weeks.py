"""Which week's digest somebody is due for, and when: times come in as arguments, nothing is looked up.

The key of a digest is the ISO week of its run. A person's moment is a minute of a wall-clock hour of one day of that
week in the person's own zone, so a changed zone or a change of the clocks moves the moment, never the key.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from app.core.zones import zone_named

# A missed digest is made up this late; later, what it would have told comes with the next.
MAKE_UP = timedelta(days=3)
SEVEN_DAYS = timedelta(days=7)


@dataclass(frozen=True, slots=True, order=True)
class Week:
    """An ISO week, by its Monday."""

    monday: date

    @property
    def name(self) -> str:
        """ "2026-W48"; the year is that of the week, not of the day."""
        year, number, _ = self.monday.isocalendar()
        return f"{year}-W{number:02d}"

    @property
    def ends_at(self) -> datetime:
        return datetime.combine(self.monday, time(), UTC) + SEVEN_DAYS

    @property
    def window(self) -> tuple[datetime, datetime]:
        """The seven days before it, half-open, UTC: kept with its run. What is told is whatever was not told before."""
        start = datetime.combine(self.monday, time(), UTC)
        return start - SEVEN_DAYS, start


@dataclass(frozen=True, slots=True)
class Rhythm:
    """When somebody wants mail: a weekday (0 = Monday) and an hour, on the clocks of `zone`.

    `monthly`: only on the first such day of a month. `minute`: of that hour, see `minute_of`.
    """

    zone: str
    weekday: int = 0
    hour: int = 7
    monthly: bool = False
    minute: int = 0


def minute_of(subscriber_id: int) -> int:
    """Each reader has a minute, the same every week, so that not all mails of an hour leave as it begins."""
    return int.from_bytes(hashlib.sha256(f"minute:{subscriber_id}".encode()).digest()[:4]) % 60


def week_of(moment: datetime) -> Week:
    day = moment.astimezone(UTC).date()
    return Week(day - timedelta(days=day.weekday()))


def week_named(name: str) -> Week:
    """The week of "2026-W48"."""
    year, number = name.split("-W")
    return Week(date.fromisocalendar(int(year), int(number), 1))


def due_at(week: Week, rhythm: Rhythm) -> datetime:
    """The moment, in UTC, of that week's digest. A time that the clocks skip is as much later."""
    day = week.monday + timedelta(days=rhythm.weekday)
    local = datetime.combine(day, time(rhythm.hour, rhythm.minute), zone_named(rhythm.zone))
    return local.astimezone(UTC)


def is_due(week: Week, rhythm: Rhythm, *, joined_at: datetime, now: datetime) -> bool:
    """Whether the moment has come, is not too long ago, and the person was already there."""
    moment = due_at(week, rhythm)
    return is_wanted_in(week, rhythm) and joined_at <= moment <= now < moment + MAKE_UP


def is_wanted_in(week: Week, rhythm: Rhythm) -> bool:
    """Whether it is a week for mail at all: every one is, or one of each month."""
    return not rhythm.monthly or (week.monday + timedelta(days=rhythm.weekday)).day <= SEVEN_DAYS.days


def local_day(moment: datetime, zone: str) -> date:
    return moment.astimezone(zone_named(zone)).date()


def weeks_at(now: datetime) -> list[Week]:
    """The weeks that somebody, somewhere, may be due for: it is Monday in Kiribati while Sunday here."""
    here = week_of(now)
    return sorted({week_of(now - SEVEN_DAYS), here, week_of(now + timedelta(days=1))})


def last_moment(week: Week, rhythm: Rhythm) -> datetime:
    """Until when a digest that was planned may still be written."""
    return max(week.ends_at, due_at(week, rhythm) + MAKE_UP)
