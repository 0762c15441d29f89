"""Editing the page of an organisation: one version at a time, and every change on record."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from app.core.audit import record_act
from app.core.changes import mark_changed
from app.core.permissions import Actor
from app.core.records import next_version
from app.countries.clearance import is_state_body
from app.organisations.flags import lift_all
from app.organisations.models import Organisation
from app.organisations.search import KIND
from app.organisations.verification import end_checks

CHECKED = frozenset({"name", "country", "organisation_type", "registration"})  # what verifiers looked at


def edit_profile(
    session: Session, organisation_id: int, facts: Mapping[str, Any], *, seen: int, by: Actor, now: datetime
) -> Organisation:
    """Make the row say `facts`; `Outdated` when somebody else saved since `seen`."""
    row = session.get_one(Organisation, organisation_id, with_for_update=True, populate_existing=True)
    next_version(row, seen)
    changed = {name: value for name, value in facts.items() if getattr(row, name) != value}
    before = {name: getattr(row, name) for name in changed}
    for name, value in changed.items():
        setattr(row, name, value)
    if changed.keys() & CHECKED:
        end_checks(session, row.key, on=now.date())
    if "organisation_type" in changed and is_state_body(row.organisation_type):
        lift_all(session, row.key, by=by, now=now)
    # What the institution says itself was not assigned by the catalogue.
    row.assigned_by_catalogue = [name for name in row.assigned_by_catalogue if name not in changed]
    row.changed_at = now
    session.flush()
    mark_changed(session, KIND, row.key)
    record_act(
        session,
        by=by,
        act="edit",
        object_type=KIND,
        object_id=row.key,
        now=now,
        before=_plain(before),
        after=_plain(changed),
    )
    return row


def _plain(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Facts as the record of acts keeps them: days in words of their own."""
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in facts.items()}
