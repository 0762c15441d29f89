"""What organisations keep about a person: what they claimed, whom they asked, what they checked and noted."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from app.accounts.models import Person
from app.core.personal import Parts, rows_as_told, rows_naming
from app.moderation.service import leave
from app.organisations.models import (
    ClaimStatus,
    OrganisationCheck,
    OrganisationClaim,
    OrganisationFlag,
    OrganisationInvitation,
    Review,
)
from app.organisations.service import CLAIM


def tell(session: Session, person_id: int) -> Parts:
    email = session.get_one(Person, person_id).email
    named = (col(OrganisationInvitation.invited_by), col(OrganisationInvitation.accepted_by))
    theirs = or_(*(each == person_id for each in named), col(OrganisationInvitation.address) == email)
    return {
        "organisation_claims": rows_naming(session, OrganisationClaim, person_id),
        "organisation_invitations": rows_as_told(session.scalars(select(OrganisationInvitation).where(theirs))),
        "organisation_checks": rows_naming(session, OrganisationCheck, person_id),
        "organisation_flags": rows_naming(session, OrganisationFlag, person_id),
        "reviews": rows_naming(session, Review, person_id),
    }


def forget(session: Session, person_id: int, *, now: datetime) -> None:
    """That somebody claimed an institution stays on its record; by what they could be reached does not."""
    theirs = col(OrganisationClaim.person_id) == person_id
    waiting = (theirs, col(OrganisationClaim.status) == ClaimStatus.WAITING)
    for number in session.scalars(select(col(OrganisationClaim.id)).where(*waiting)).all():
        leave(session, CLAIM, number or 0, now=now)
    session.execute(update(OrganisationClaim).where(*waiting).values(status=ClaimStatus.DECLINED, decided_at=now))
    gone = dict.fromkeys(("position", "work_address", "letter", "telephone", "listed_at"), "")
    session.execute(update(OrganisationClaim).where(theirs).values(**gone))
    to_them = col(OrganisationInvitation.address) == session.get_one(Person, person_id).email
    session.execute(delete(OrganisationInvitation).where(to_them, col(OrganisationInvitation.accepted_at).is_(None)))
    taken = or_(to_them, col(OrganisationInvitation.accepted_by) == person_id)
    session.execute(update(OrganisationInvitation).where(taken).values(address=""))
