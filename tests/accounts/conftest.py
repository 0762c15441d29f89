"""People who have accounts."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask

from app.accounts.models import Appointment, Person
from app.core.db import writing
from tests.accounts.signing_in import hashed

LONG_AGO = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def a_person(app: Flask, name: str = "Amina", *, roles: tuple[Appointment, ...] = (), **facts: Any) -> int:
    """A confirmed person with the tests' password; the number of the account."""
    with app.app_context(), writing() as session:
        plain = {
            "email": f"{name.lower()}@example.org",
            "name": name,
            "password": hashed(app),
            "fs_uniquifier": name * 3,
            "created_at": LONG_AGO,
            "confirmed_at": LONG_AGO,
        }
        person = Person(**{**plain, **facts})
        session.add(person)
        session.flush()
        for role in roles:
            role.person_id = person.id or 0
            session.add(role)
        return person.id or 0


@pytest.fixture
def amina(app: Flask) -> int:
    return a_person(app)
