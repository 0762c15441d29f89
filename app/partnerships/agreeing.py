"""An agreement waits for the rule of the institution's country: its focal point clears it, is copied, or is not asked.

The country that asks says its own yes through its focal point, so nothing is left to clear on that side.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from app.core.permissions import Actor
from app.countries.clearance import ask_clearance, call_off, is_state_body, open_for
from app.countries.models import ClearedAct
from app.organisations.models import Organisation
from app.partnerships.models import PARTNERSHIP, Offer, Partnership, PartnershipWord, Party
from app.partnerships.phases import Phase


def must_wait(session: Session, row: Partnership, to: Phase, party: Party, *, by: Actor, now: datetime) -> bool:
    """Whether the institution's yes to the agreement is not its own yet; its focal point is asked then."""
    if to != Phase.AGREED or to == row.paused or party != Party.OFFERS:
        return False
    offer = session.get_one(Offer, row.offer_id)
    if offer.country is None or _has_said(session, row, to, party):
        return False
    organisation = session.get_one(Organisation, offer.organisation_id)
    asked = ask_clearance(
        session,
        country=offer.country,
        act=ClearedAct.AGREEMENTS,
        object_type=PARTNERSHIP,
        object_id=row.key,
        by=by,
        now=now,
        state_body=is_state_body(organisation.organisation_type),
    )
    return asked is not None and not asked.is_cleared


def _has_said(session: Session, row: Partnership, to: Phase, party: Party) -> bool:
    """Its yes stands already: there is nothing left to ask, and saying it again changes nothing."""
    said = {"partnership_id": row.key, "phase": to, "party": party}
    return session.query(PartnershipWord).filter_by(**said).first() is not None


def is_asked(session: Session, row: Partnership) -> bool:
    """Whether the focal point of the institution's country has the agreement before it."""
    return bool(open_for(session, PARTNERSHIP, row.key))


def ask_no_more(session: Session, row: Partnership, *, by: Actor, now: datetime) -> None:
    """The partnership has gone elsewhere."""
    call_off(session, PARTNERSHIP, row.key, by=by, now=now)
