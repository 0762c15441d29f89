"""Flags on bodies that are no state's: one moderator notes, and to suspend a second one must agree."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from app.core.audit import record_act
from app.core.changes import mark_changed
from app.core.permissions import Actor
from app.core.records import Outdated
from app.countries.clearance import is_state_body
from app.organisations.followers import tell_followers
from app.organisations.models import FlagKind, Organisation, OrganisationFlag
from app.organisations.permissions import PUBLISHED, SUSPENDED
from app.organisations.search import KIND
from app.organisations.suspended import forget


class StateBody(Exception):
    """What is, or may be, a body of a state is not flagged: the same bodies whose acts a country clears."""


class SameEyes(Exception):
    """Whoever proposed a suspension does not confirm it."""


def raise_flag(
    session: Session, organisation_id: int, kind: FlagKind, note: str, *, by: Actor, now: datetime
) -> OrganisationFlag:
    organisation = _locked(session, organisation_id)
    if is_state_body(organisation.organisation_type):
        raise StateBody
    flag = OrganisationFlag(
        organisation_id=organisation_id, kind=kind, note=note, raised_by=by.person_id or 0, raised_at=now
    )
    session.add(flag)
    session.flush()
    _record(session, flag, "raise flag", by=by, now=now, after={"kind": str(kind), "note": note})
    return flag


def confirm_flag(session: Session, flag_id: int, *, by: Actor, now: datetime) -> None:
    """The second moderator: from now on the body and its records are in no public list."""
    flag, organisation = _open(session, flag_id)
    if not flag.waits:
        raise Outdated
    if flag.raised_by == by.person_id:
        raise SameEyes
    if is_state_body(organisation.organisation_type):
        raise StateBody
    flag.confirmed_by, flag.confirmed_at = by.person_id, now
    _set_status(session, organisation, SUSPENDED, now=now)
    _record(session, flag, "confirm flag", by=by, now=now)


def lift_flag(session: Session, flag_id: int, *, by: Actor, now: datetime) -> None:
    flag, organisation = _open(session, flag_id)
    flag.lifted_by, flag.lifted_at = by.person_id, now
    session.flush()
    still = [each for each in flags_of(session, organisation.key) if each.kind == FlagKind.SUSPENDED and not each.waits]
    if organisation.status == SUSPENDED and not still:
        _set_status(session, organisation, PUBLISHED, now=now)
    _record(session, flag, "lift flag", by=by, now=now)


def lift_all(session: Session, organisation_id: int, *, by: Actor, now: datetime) -> None:
    """The body turned out to be a state's."""
    for flag in flags_of(session, organisation_id):
        lift_flag(session, flag.id or 0, by=by, now=now)


def flags_of(session: Session, organisation_id: int | None = None) -> Sequence[OrganisationFlag]:
    """The flags that nobody has lifted, of one organisation or of all."""
    wanted = select(OrganisationFlag).where(col(OrganisationFlag.lifted_at).is_(None))
    if organisation_id is not None:
        wanted = wanted.where(col(OrganisationFlag.organisation_id) == organisation_id)
    return session.scalars(wanted.order_by(col(OrganisationFlag.id))).all()


def _open(session: Session, flag_id: int) -> tuple[OrganisationFlag, Organisation]:
    flag = session.get_one(OrganisationFlag, flag_id)
    organisation = _locked(session, flag.organisation_id)
    session.refresh(flag)
    if flag.lifted_at is not None:
        raise Outdated
    return flag, organisation


def _locked(session: Session, organisation_id: int) -> Organisation:
    return session.get_one(Organisation, organisation_id, with_for_update=True, populate_existing=True)


def _set_status(session: Session, organisation: Organisation, status: str, *, now: datetime) -> None:
    organisation.status = status
    organisation.version += 1
    organisation.changed_at = now
    session.flush()
    forget(session)
    mark_changed(session, KIND, organisation.key)
    tell_followers(session, organisation.key)


def _record(
    session: Session,
    flag: OrganisationFlag,
    act: str,
    *,
    by: Actor,
    now: datetime,
    after: dict[str, Any] | None = None,
) -> None:
    told = {"flag": flag.id, **(after or {})}
    record_act(session, by=by, act=act, object_type=KIND, object_id=flag.organisation_id, now=now, after=told)
