"""Who edits the page of an organisation, and for how long."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from app.accounts.holders import appointments_to
from app.accounts.models import Appointment, Person
from app.accounts.service import appoint
from app.core.permissions import Actor
from app.organisations.permissions import EDITOR, SCOPE

EDITOR_FOR = timedelta(days=2 * 365)


def editors_of(session: Session, organisation_id: int, *, on: date) -> Sequence[tuple[Person, Appointment]]:
    return appointments_to(session, EDITOR, on=on, scope_type=SCOPE, scope_id=str(organisation_id))


def make_editor(
    session: Session, organisation_id: int, person_id: int, *, document: str, by: Actor, now: datetime
) -> None:
    """Editors hold their role for two years; nobody holds it twice."""
    if any(person.id == person_id for person, _role in editors_of(session, organisation_id, on=now.date())):
        return
    appoint(
        session,
        person_id=person_id,
        role=EDITOR,
        scope_type=SCOPE,
        scope_id=str(organisation_id),
        valid_from=now.date(),
        valid_to=now.date() + EDITOR_FOR,
        document=document[:300],
        by=by,
        now=now,
    )
