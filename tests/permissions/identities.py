"""Those who ask: one person for each kind of right, signed in, and two who have none."""

from __future__ import annotations

from datetime import date

from app.accounts.models import Appointment, Person
from app.core.db import writing
from tests.accounts.signing_in import hashed
from tests.factories import LONG_AGO
from tests.languages.conftest import Site

# Name in the world of `tests.languages` → the column of `who_may_what.csv`.
IDENTITIES = {
    "visitor": "visitor",
    "gone": "switched off",  # had every appointment of Amina's and of Carla's
    "dalia": "reader",
    "bola": "focal point XB",
    "budi": "editor XB",
    "tariq": "assistant XA",
    "amina": "focal point XA",
    "carla": "moderator",
    "adil": "administrator",
}
_ADDED = {
    "gone": (("focal-point", "country", "XA"), ("moderator", "site", ""), ("administrator", "site", "")),
    "adil": (("administrator", "site", ""),),
}


def add_people(site: Site) -> None:
    """An administrator, and somebody whose account will be switched off."""
    with site.app.app_context(), writing() as session:
        for name, appointments in _ADDED.items():
            person = Person(
                email=f"{name}@example.org", name=name, fs_uniquifier=name, created_at=LONG_AGO,
                confirmed_at=LONG_AGO, password=hashed(site.app),
            )  # fmt: skip
            session.add(person)
            session.flush()
            number = site.world.people[name] = person.id or 0
            session.add_all(
                Appointment(person_id=number, role=role, scope_type=kind, scope_id=scope, valid_from=date(2026, 1, 1))
                for role, kind, scope in appointments
            )


def sign_everybody_in(site: Site) -> None:
    """Then the account of one is switched off while its browser stays open."""
    for name in IDENTITIES:
        site.client(name)
    with site.app.app_context(), writing() as session:
        session.get_one(Person, site.world.people["gone"]).active = False
