"""Any number of invented people who follow lists of the demonstration: to see, or to time, a week of thousands."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from app.accounts.models import Person
from app.accounts.service import subscriber_for
from app.saved.searches import Search
from app.saved.searching import save_search

GOALS = 17
ZONES = ("Africa/Nairobi", "Asia/Kathmandu", "America/Lima", "Pacific/Tongatapu", "Asia/Jakarta", "Africa/Dakar")
SINCE = datetime(2000, 1, 1, tzinfo=UTC)  # so that everything in the catalogue is new to them
AT_ONCE = 200


def batches(people: int) -> Iterable[range]:
    """Their numbers, so many as one short write may bring."""
    return (range(start, min(start + AT_ONCE, people + 1)) for start in range(1, people + 1, AT_ONCE))


def bring(session: Session, numbers: range, languages: Sequence[str], *, now: datetime) -> int:
    """Those that are not there yet; how many that were. Each follows the solutions for one goal."""
    addresses = {number: f"example-person-{number}@example.org" for number in numbers}
    known = set(session.scalars(select(col(Person.email)).where(col(Person.email).in_(addresses.values()))))
    new = [number for number in numbers if addresses[number] not in known]
    for number in new:
        person = _person(number, addresses[number], languages[number % len(languages)], now)
        session.add(person)
        session.flush()
        subscriber = subscriber_for(session, person, now=now)
        save_search(session, subscriber, Search("solutions", f"?goal={number % GOALS + 1}"), now=SINCE)
    return len(new)


def _person(number: int, email: str, locale: str, now: datetime) -> Person:
    return Person(
        email=email,
        name=f"Example person {number}",
        locale=locale,
        zone=ZONES[number % len(ZONES)],
        fs_uniquifier=secrets.token_hex(32),
        confirmed_at=now,
        created_at=now,
        demo=True,
    )
