"""Claims: an institution's people take over its page, or bring in a page that was not there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlmodel import col

from app.core.audit import record_act
from app.core.changes import mark_changed
from app.core.permissions import Actor
from app.core.records import Outdated, Standing
from app.moderation.models import Why
from app.moderation.service import enter, leave
from app.organisations.editors import editors_of, make_editor
from app.organisations.models import ClaimStatus, Organisation, OrganisationClaim
from app.organisations.permissions import PUBLISHED
from app.organisations.search import KIND
from app.organisations.timeline import due_after
from app.taxonomy import vocabulary

CLAIM = "claim"  # among what moderators decide
MOST_WAITING = 5  # claims of one person
SUBMITTED, DECLINED = "submitted", "declined"


class AlreadyClaimed(Exception):
    """This person's claim of this organisation waits, or they edit it already."""


class TooManyClaims(Exception):
    """So many claims of one person wait already."""


@dataclass(frozen=True, slots=True)
class Proof:
    """By what it can be checked that somebody speaks for an institution."""

    position: str
    work_address: str
    letter: str = ""
    telephone: str = ""
    listed_at: str = ""


def claim(session: Session, organisation_id: int, proof: Proof, *, by: Actor, now: datetime) -> OrganisationClaim:
    """Keep the claim for the moderators, and for the editors if there are any."""
    person_id = _person(by)
    organisation = session.get_one(Organisation, organisation_id, with_for_update=True)
    waiting = claims_waiting(session, person_id=person_id)
    edits = any(person.id == person_id for person, _role in editors_of(session, organisation_id, on=now.date()))
    if edits or any(each.organisation_id == organisation_id for each in waiting):
        raise AlreadyClaimed
    if len(waiting) >= MOST_WAITING:
        raise TooManyClaims
    row = OrganisationClaim(organisation_id=organisation.key, person_id=person_id, created_at=now, **asdict(proof))
    session.add(row)
    session.flush()
    _record(session, row, "claim", by=by, now=now)
    enter(session, CLAIM, row.id or 0, why=Why.NEW, now=now)
    return row


def create(
    session: Session, facts: dict[str, Any], proof: Proof, *, language: str, by: Actor, now: datetime
) -> OrganisationClaim:
    """An organisation that nobody but moderators sees until its claim is approved."""
    organisation = Organisation(
        **facts,
        status=SUBMITTED,
        standing=standing_in(facts.get("country")),
        source_language=language,
        created_at=now,
        changed_at=now,
    )
    session.add(organisation)
    session.flush()
    return claim(session, organisation.key, proof, by=by, now=now)


def standing_in(country: str | None) -> Standing:
    """What an institution says of itself; invented where its country is."""
    place = vocabulary().places.get(country or "")
    return Standing.EXAMPLE if place is not None and place.example else Standing.CONFIRMED


def approve(session: Session, claim_id: int, *, seen: int, by: Actor, now: datetime) -> OrganisationClaim:
    """The claimant becomes an editor for a time; the page counts as confirmed, and its sources stay on it."""
    row = _decide(session, claim_id, ClaimStatus.APPROVED, seen=seen, by=by, now=now)
    organisation = session.get_one(Organisation, row.organisation_id)
    _appoint(session, row, by=by, now=now)
    confirm_standing(session, organisation, now=now)
    for other in claims_waiting(session, organisation_id=row.organisation_id):
        other.version += 1  # whoever decides that one must know that there is an editor now
    _record(session, row, "approve claim", by=by, now=now)
    return row


def decline(session: Session, claim_id: int, *, reason: str, seen: int, by: Actor, now: datetime) -> OrganisationClaim:
    row = _decide(session, claim_id, ClaimStatus.DECLINED, seen=seen, by=by, now=now)
    row.reason = reason
    organisation = session.get_one(Organisation, row.organisation_id)
    if organisation.status == SUBMITTED:
        organisation.status = DECLINED
    _record(session, row, "decline claim", by=by, now=now, after={"reason": reason})
    return row


def confirm_standing(session: Session, organisation: Organisation, *, now: datetime) -> None:
    """By a decision alone does a documented organisation become a confirmed one."""
    if organisation.standing == Standing.DOCUMENTED:
        organisation.standing = Standing.CONFIRMED
    if organisation.status == SUBMITTED:
        organisation.status = PUBLISHED
    today = now.date()
    organisation.last_confirmed_on, organisation.review_due_on, organisation.freshness = today, due_after(today), 0
    organisation.version += 1
    organisation.changed_at = now
    mark_changed(session, KIND, organisation.key)


def claims_waiting(
    session: Session, *, person_id: int | None = None, organisation_id: int | None = None
) -> Sequence[OrganisationClaim]:
    """The claims that nobody has decided, the oldest first."""
    wanted = select(OrganisationClaim).where(col(OrganisationClaim.status) == ClaimStatus.WAITING)
    if person_id is not None:
        wanted = wanted.where(col(OrganisationClaim.person_id) == person_id)
    if organisation_id is not None:
        wanted = wanted.where(col(OrganisationClaim.organisation_id) == organisation_id)
    return session.scalars(wanted.order_by(col(OrganisationClaim.id))).all()


def how_many_wait(session: Session) -> int:
    waiting = col(OrganisationClaim.status) == ClaimStatus.WAITING
    return session.scalar(select(func.count()).select_from(OrganisationClaim).where(waiting)) or 0


def _appoint(session: Session, row: OrganisationClaim, *, by: Actor, now: datetime) -> None:
    document = f"Claim {row.id}: {row.letter or row.telephone}"
    make_editor(session, row.organisation_id, row.person_id, document=document, by=by, now=now)


def _decide(
    session: Session, claim_id: int, status: ClaimStatus, *, seen: int, by: Actor, now: datetime
) -> OrganisationClaim:
    """The organisation's row first, so that two decisions about it follow one another."""
    found = session.get_one(OrganisationClaim, claim_id)
    session.get_one(Organisation, found.organisation_id, with_for_update=True, populate_existing=True)
    row = session.get_one(OrganisationClaim, claim_id, with_for_update=True, populate_existing=True)
    if row.version != seen or row.status != ClaimStatus.WAITING:
        raise Outdated
    row.status, row.decided_by, row.decided_at = status, by.person_id, now
    row.version += 1
    session.flush()
    leave(session, CLAIM, claim_id, now=now)
    return row


def _record(
    session: Session,
    row: OrganisationClaim,
    act: str,
    *,
    by: Actor,
    now: datetime,
    after: dict[str, Any] | None = None,
) -> None:
    told = {"claim": row.id, "person": row.person_id, **(after or {})}
    record_act(session, by=by, act=act, object_type=KIND, object_id=row.organisation_id, now=now, after=told)


def _person(by: Actor) -> int:
    if by.person_id is None:
        raise ValueError("Only people with an account claim an organisation.")
    return by.person_id
