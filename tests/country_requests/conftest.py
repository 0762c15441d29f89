"""The named world, as far as requests need it: Amina and Tariq of XA, Budi of XB, Carla, Dalia of XC."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from flask import Flask

from app.accounts.models import Appointment, Person
from app.core.db import writing
from tests.browser import Browser
from tests.country_requests.walking import sign_in
from tests.factories import an_organisation

LONG_AGO = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
Open = Callable[..., Browser]


@pytest.fixture
def people(app: Flask) -> dict[str, int]:
    """Name → number of each person."""
    with app.app_context(), writing() as session:
        institute = an_organisation(session, "Delta Institute", country="XB").key
        roles = {
            "amina": [("focal-point", "country", "XA")],
            "tariq": [("team-assistant", "country", "XA")],
            "budi": [("organisation-editor", "organisation", str(institute))],
            "bola": [("focal-point", "country", "XB")],
            "carla": [("moderator", "site", "")],
            "dalia": [],
        }
        found = {}
        for name, held in roles.items():
            person = Person(
                email=f"{name}@example.org", name=name.title(), fs_uniquifier=name, created_at=LONG_AGO,
                confirmed_at=LONG_AGO,
            )  # fmt: skip
            session.add(person)
            session.flush()
            found[name] = person.id or 0
            for role, scope, key in held:
                session.add(
                    Appointment(
                        person_id=found[name], role=role, scope_type=scope, scope_id=key, valid_from=date(2026, 1, 1)
                    )
                )
        return found


@pytest.fixture
def as_(app: Flask, people: dict[str, int]) -> Open:
    """`as_("amina")`: a browser of hers, signed in."""

    def opened(name: str, language: str = "en") -> Browser:
        browser = Browser(app, language)
        sign_in(browser, people[name])
        return browser

    return opened
