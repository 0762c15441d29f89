"""The demonstration's people: example persons of example countries, with the roles they hold."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict
from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from app.accounts.models import Appointment, Person
from app.accounts.service import appoint, subscriber_for
from app.core.fixtures import FixtureFault, FixtureLine, read_lines
from app.core.permissions import Actor

SINCE = date(2026, 1, 1)
LETTER = "Example letter of appointment"


class RoleLine(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    role: str
    scope_type: Literal["country", "organisation", "language", "site"]
    scope_id: str = ""


class PersonLine(FixtureLine):
    """One line of people.jsonl."""

    name: str
    email: str
    locale: str = "en"
    zone: str = "UTC"
    roles: list[RoleLine] = []


def load(session: Session, folder: Path, organisations: Mapping[str, int], *, now: datetime) -> None:
    """Bring the people of people.jsonl, their roles and their mail; a second time changes nothing."""
    for line in read_lines(folder / "people.jsonl", PersonLine):
        person = session.scalars(select(Person).where(col(Person.email) == line.email)).first()
        if person is None:
            person = _person(line, now)
            session.add(person)
            session.flush()
        subscriber_for(session, person, now=now)
        for role in line.roles:
            _hold(session, person, role, _scope(role, organisations), now)


def _person(line: PersonLine, now: datetime) -> Person:
    """Nobody can sign in with a password: the demonstration has a button for each person."""
    return Person(
        email=line.email,
        name=line.name,
        locale=line.locale,
        zone=line.zone,
        fs_uniquifier=secrets.token_hex(32),
        confirmed_at=now,
        created_at=now,
        demo=True,
    )


def _scope(role: RoleLine, organisations: Mapping[str, int]) -> str:
    if role.scope_type != "organisation":
        return role.scope_id
    if role.scope_id not in organisations:
        raise FixtureFault(f"people.jsonl: no organisation has the key {role.scope_id!r}")
    return str(organisations[role.scope_id])


def _hold(session: Session, person: Person, role: RoleLine, scope_id: str, now: datetime) -> None:
    held = select(Appointment).where(
        col(Appointment.person_id) == person.id,
        col(Appointment.role) == role.role,
        col(Appointment.scope_type) == role.scope_type,
        col(Appointment.scope_id) == scope_id,
    )
    if session.scalars(held).first() is None:
        appoint(
            session,
            person_id=person.id or 0,
            role=role.role,
            scope_type=role.scope_type,
            scope_id=scope_id,
            valid_from=SINCE,
            document=LETTER,
            by=Actor(),
            now=now,
        )
