"""For the journey of trust: people with powers in example countries, and one open request. Run as a program."""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime
from typing import Any

from flask_security import hash_password
from sqlalchemy.orm import Session

from app import create_app
from app.accounts.models import Appointment, Person, SecondFactor
from app.accounts.proof import codes
from app.core.db import writing
from app.core.records import Standing
from tests.accounts.signing_in import PASSWORD
from tests.factories import a_country_request, an_organisation

EDITOR = "organisation-editor"
STATE_BODY: dict[str, Any] = {"organisation_type": "10", "standing": Standing.EXAMPLE}
POWERS = {
    "esra": (EDITOR, "organisation", "ministry"),
    "abel": ("focal-point", "country", "XA"),
    "chen": ("moderator", "site", ""),
    "dina": ("focal-point", "country", "XC"),
    "bima": (EDITOR, "organisation", "institute"),
    "bola": ("focal-point", "country", "XB"),
}
TITLE = "Early warning of floods for river towns"


def add_everybody() -> None:
    """Prints for each person the key of the second factor, and the number of the request."""
    with create_app().app_context(), writing() as session:
        numbers = {
            "ministry": an_organisation(session, "Ministry of Rivers", country="XA", **STATE_BODY).key,
            "institute": an_organisation(session, "Delta Office", country="XB", **STATE_BODY).key,
        }
        for name in POWERS:
            sys.stdout.write(f"{name} {_add(session, name, numbers)}\n")
        sys.stdout.write(f"request {a_country_request(session, title=TITLE).key}\n")


def _add(session: Session, name: str, numbers: dict[str, int]) -> str:
    """A person with a power and a second factor; its key, as an app would be told it."""
    now, (role, kind, scope) = datetime.now(UTC), POWERS[name]
    person = Person(
        email=f"{name}@example.org", name=name.title(), fs_uniquifier=name, password=hash_password(PASSWORD),
        created_at=now, confirmed_at=now,
    )  # fmt: skip
    session.add(person)
    session.flush()
    number, secret, place = person.id or 0, codes().generate_totp_secret(), str(numbers.get(scope, scope))
    day = date(2026, 1, 1)
    session.add(Appointment(person_id=number, role=role, scope_type=kind, scope_id=place, valid_from=day))
    session.add(SecondFactor(person_id=number, secret=secret, since=now))
    return str(codes().get_totp_pretty_key(secret))


if __name__ == "__main__":
    add_everybody()
