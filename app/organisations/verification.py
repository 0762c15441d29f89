"""Five checks by a verifier: an organisation is verified while all five hold, and not a day longer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from app.core.audit import record_act
from app.core.permissions import Actor
from app.organisations.models import CheckKind, Organisation, OrganisationCheck
from app.organisations.search import KIND

LONGEST = timedelta(days=2 * 365)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a verifier found."""

    holds: bool
    comment: str = ""


def record_checks(
    session: Session,
    organisation_id: int,
    answers: Mapping[CheckKind, Answer],
    *,
    valid_until: date,
    by: Actor,
    now: datetime,
) -> None:
    """Keep what was looked at; checks that were not keep their earlier answer."""
    session.get_one(Organisation, organisation_id, with_for_update=True)
    for kind, answer in answers.items():
        session.add(
            OrganisationCheck(
                organisation_id=organisation_id,
                kind=kind,
                holds=answer.holds,
                comment=answer.comment,
                checked_by=by.person_id or 0,
                checked_on=now.date(),
                valid_until=min(valid_until, now.date() + LONGEST),
            )
        )
    session.flush()
    told = {str(kind): {"holds": answer.holds, "comment": answer.comment} for kind, answer in answers.items()}
    after = {**told, "valid_until": valid_until.isoformat()}
    record_act(session, by=by, act="verify", object_type=KIND, object_id=organisation_id, now=now, after=after)


def checks_of(session: Session, organisation_id: int) -> dict[CheckKind, OrganisationCheck]:
    """The newest answer to each check that was ever looked at."""
    wanted = select(OrganisationCheck).where(col(OrganisationCheck.organisation_id) == organisation_id)
    return {row.kind: row for row in session.scalars(wanted.order_by(col(OrganisationCheck.id)))}


def verified_until(session: Session, organisation_id: int, *, on: date) -> date | None:
    """The last day on which all five hold; None when one does not, or was never looked at, or is over."""
    newest = checks_of(session, organisation_id)
    held = [row for row in newest.values() if row.holds and row.ended_on is None and row.valid_until >= on]
    return min(row.valid_until for row in held) if len(held) == len(CheckKind) else None


def end_checks(session: Session, organisation_id: int, *, on: date) -> None:
    """What was checked was another organisation's name, type, country or number."""
    wanted = select(OrganisationCheck).where(
        col(OrganisationCheck.organisation_id) == organisation_id, col(OrganisationCheck.ended_on).is_(None)
    )
    for row in session.scalars(wanted):
        row.ended_on = on
