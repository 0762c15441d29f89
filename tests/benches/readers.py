"""Country requests and readers for a world of `world.py`; each reader acts for somebody, and follows a list."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session
from sqlmodel import col

from app.accounts.models import Appointment, Person
from app.config import FIXTURES
from app.core.changes import mark_changed
from app.core.db import writing
from app.core.records import Standing, Visibility
from app.country_requests.models import CountryRequest, RequestStatus
from app.site import demo_crowd
from app.solutions.models import SolutionOrganisation
from app.taxonomy import vocabulary
from tests.benches.world import SEED

LANGUAGES = ("en", "ar", "fr", "es", "pt", "ru", "zh")


def bring_requests(count: int, *, now: datetime) -> None:
    """Open requests in the words of the evaluation, of the countries that it knows."""
    with (FIXTURES / "evaluation" / "initiatives.jsonl").open(encoding="utf-8") as file:
        told = [json.loads(line) for line in file]
    chance = random.Random(SEED)
    countries = sorted({country for one in told for country in one["recipient_countries"]} & set(vocabulary().places))
    with writing() as session:
        for number in range(count):
            row = _request(told[number % len(told)], countries[chance.randrange(len(countries))], now)
            session.add(row)
            session.flush()
            mark_changed(session, "request", row.key)


def bring_readers(count: int, *, now: datetime) -> None:
    """As `crux demo --people` brings them; each is a focal point or edits for an institution as well."""
    for numbers in demo_crowd.batches(count):
        with writing() as session:
            demo_crowd.bring(session, numbers, LANGUAGES, now=now)
    with writing() as session:
        wanted = select(col(Person.id)).where(col(Person.email).like("example-person-%"))
        people = [int(number or 0) for number in session.scalars(wanted)]
        session.execute(insert(Appointment), list(_appointments(session, people, now)))


def _request(told: dict[str, Any], country: str, now: datetime) -> CountryRequest:
    return CountryRequest(
        title=told["request_title"],
        problem=told["request_summary"],
        country=country,
        institution="Ministry",
        sectors=[code for code in told["sectors"] if code in vocabulary().sectors],
        targets=[str(goal) for goal in told["sdgs"]],
        modalities=[code for code in told["modality"] if code in vocabulary().modalities],
        status=RequestStatus.OPEN,
        visibility=Visibility.PUBLIC,
        standing=Standing.CONFIRMED,
        published_at=now,
        created_at=now,
        changed_at=now,
    )


def _appointments(session: Session, people: Sequence[int], now: datetime) -> list[dict[str, Any]]:
    chance = random.Random(SEED)
    countries = sorted(set(session.scalars(select(col(CountryRequest.country)))))
    bodies = sorted(set(session.scalars(select(col(SolutionOrganisation.organisation_id)))))
    held = [
        ("focal-point", "country", chance.choice(countries))
        if number % 2
        else ("organisation-editor", "organisation", str(chance.choice(bodies)))
        for number in people
    ]
    return [
        {"person_id": person, "role": role, "scope_type": kind, "scope_id": scope, "valid_from": date(2020, 1, 1)}
        | {"created_at": now}
        for person, (role, kind, scope) in zip(people, held, strict=True)
    ]
