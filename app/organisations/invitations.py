"""An editor invites a colleague: one link to one address, once, for two weeks."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlmodel import col

from app.accounts.models import Person
from app.core.audit import record_act
from app.core.permissions import Actor
from app.organisations.editors import editors_of, make_editor
from app.organisations.models import Organisation, OrganisationInvitation
from app.organisations.permissions import PUBLISHED
from app.organisations.search import KIND

VALID_FOR = timedelta(days=14)
PURPOSE = "organisation-invitation"
MOST_A_DAY = 10  # of one organisation


class TooManyInvitations(Exception):
    """As many as may go out in a day."""


class NotUsable(Exception):
    """The invitation was used, is too old, or whoever sent it may not invite any more."""


class AnotherAddress(Exception):
    """The account has another address than the one invited."""


def invite(session: Session, organisation_id: int, address: str, *, by: Actor, now: datetime) -> OrganisationInvitation:
    session.get_one(Organisation, organisation_id, with_for_update=True)
    recent = select(func.count()).select_from(OrganisationInvitation)
    theirs = col(OrganisationInvitation.organisation_id) == organisation_id
    lately = col(OrganisationInvitation.created_at) > now - timedelta(days=1)
    if (session.scalar(recent.where(theirs, lately)) or 0) >= MOST_A_DAY:
        raise TooManyInvitations
    row = OrganisationInvitation(
        organisation_id=organisation_id, address=address, invited_by=by.person_id or 0, created_at=now
    )
    session.add(row)
    session.flush()
    record_act(
        session,
        by=by,
        act="invite editor",
        object_type=KIND,
        object_id=organisation_id,
        now=now,
        after={"address": address},
    )
    return row


def usable(session: Session, invitation_id: int, *, now: datetime) -> OrganisationInvitation:
    """The invitation, while it may still be accepted; `NotUsable` otherwise."""
    row = session.get(OrganisationInvitation, invitation_id)
    if row is None or row.accepted_at is not None or row.created_at + VALID_FOR <= now:
        raise NotUsable
    organisation = session.get_one(Organisation, row.organisation_id)
    editors = editors_of(session, row.organisation_id, on=now.date())
    if organisation.status != PUBLISHED or all(person.id != row.invited_by for person, _role in editors):
        raise NotUsable
    return row


def is_for(session: Session, row: OrganisationInvitation, actor: Actor) -> bool:
    """A link that was passed on gives nothing: the account must have the invited address."""
    person = session.get(Person, actor.person_id or 0)
    return person is not None and person.email.casefold() == row.address.casefold()


def accept(session: Session, invitation_id: int, *, by: Actor, now: datetime) -> OrganisationInvitation:
    found = session.get(OrganisationInvitation, invitation_id)
    if found is not None:  # two who press at once follow one another
        session.get_one(Organisation, found.organisation_id, with_for_update=True)
        session.refresh(found)
    row = usable(session, invitation_id, now=now)
    if not is_for(session, row, by):
        raise AnotherAddress
    row.accepted_at, row.accepted_by = now, by.person_id
    inviter = Actor(person_id=row.invited_by)
    document = f"Invitation {row.id} by an editor"
    make_editor(session, row.organisation_id, by.person_id or 0, document=document, by=inviter, now=now)
    record_act(session, by=by, act="accept invitation", object_type=KIND, object_id=row.organisation_id, now=now)
    return row
