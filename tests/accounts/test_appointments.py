"""Roles are appointments: dated, within a scope, and never more."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask

from app.accounts.models import Appointment
from app.accounts.service import appoint, appointments_in_force, end_appointment
from app.core.audit_check import check_chain
from app.core.db import db, writing
from app.core.permissions import Actor, may
from app.core.permissions import Appointment as Held
from tests.accounts.conftest import a_person

pytestmark = pytest.mark.both_engines
TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("begins", "ends", "counts"),
    [(-1, None, True), (0, 0, True), (1, None, False), (-9, -1, False), (-9, 0, True)],
)
def test_an_appointment_counts_from_its_first_to_its_last_day(
    app: Flask, begins: int, ends: int | None, counts: bool
) -> None:
    role = Appointment(
        person_id=0,
        role="focal-point",
        scope_type="country",
        scope_id="XA",
        valid_from=TODAY + timedelta(days=begins),
        valid_to=None if ends is None else TODAY + timedelta(days=ends),
    )
    person = a_person(app, roles=(role,))
    with app.app_context():
        held = appointments_in_force(db.session, person, TODAY)
    assert held == (frozenset({Held("focal-point", "country", "XA")}) if counts else frozenset())


def test_a_disabled_person_holds_nothing(app: Flask) -> None:
    role = Appointment(person_id=0, role="moderator", scope_type="site", scope_id="", valid_from=TODAY)
    person = a_person(app, roles=(role,), active=False)
    with app.app_context():
        assert appointments_in_force(db.session, person, TODAY) == frozenset()


def test_appointing_and_ending_are_in_the_audit_chain(app: Flask) -> None:
    person = a_person(app)
    with app.app_context():
        with writing() as session:
            row = appoint(
                session, person_id=person, role="translator", scope_type="language", scope_id="ar", valid_from=TODAY,
                document="Letter 7", by=Actor(person_id=person), now=NOW,
            )  # fmt: skip
            key = row.id or 0
        with writing() as session:
            end_appointment(session, key, last_day=TODAY, by=Actor(person_id=person), now=NOW)
        assert check_chain(db.session).good
        assert appointments_in_force(db.session, person, TODAY + timedelta(days=1)) == frozenset()


def test_an_act_without_a_rule_is_denied_to_everybody(app: Flask) -> None:
    everybody = Actor(
        person_id=1, appointments=frozenset({Held("administrator", "site", ""), Held("moderator", "site", "")})
    )
    with app.app_context():
        assert not may(everybody, "solution.invent")
