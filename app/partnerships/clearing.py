"""What a focal point reads of an offer on its desk, and what its word does to it."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.core.mail import post
from app.core.permissions import Actor
from app.core.records import Standing
from app.countries.clearance import Subject
from app.countries.models import Clearance
from app.country_requests.models import CountryRequest
from app.organisations.models import Organisation
from app.partnerships import introducing, messages, service
from app.partnerships.models import Offer, OfferStatus, Partnership, Party
from app.partnerships.permissions import CHOOSES
from app.partnerships.phases import Phase, moves_from
from app.translation.service import in_line, text_in


def named(session: Session, offer_id: int) -> Subject | None:
    row = session.get(Offer, offer_id)
    if row is None:
        return None
    request = session.get_one(CountryRequest, row.country_request_id)
    organisation = session.get_one(Organisation, row.organisation_id)
    return Subject(
        title=request.title,
        line=in_line(text_in(request, "title")),
        institution=in_line(text_in(organisation, "name")),
        endpoint="offers.show",
        values={"number": request.key, "offer_id": row.key},
        example=request.standing == Standing.EXAMPLE,
    )


def named_agreement(session: Session, number: int) -> Subject | None:
    """The desk reads the offer that the agreement began with."""
    row = session.get(Partnership, number)
    return named(session, row.offer_id) if row is not None else None


def told_of_agreement(session: Session, number: int, clearance: Clearance) -> None:
    """In the transaction of the decision: the institution's yes is its own now, unless all has moved on meanwhile."""
    row = session.get_one(Partnership, number, with_for_update=True, populate_existing=True)
    now = clearance.decided_at
    if now is None or not clearance.is_cleared or Phase.AGREED not in moves_from(row.phase, row.paused):
        return
    by = Actor(person_id=clearance.asked_by)
    introducing.say_yes(session, row, Phase.AGREED, Party.OFFERS, "", by=by, now=now)
    for message in messages.moved(session, row, Party.OFFERS, now=now):
        post(session, message, now=now)


def told(session: Session, offer_id: int, clearance: Clearance) -> None:
    """In the transaction of the decision: send the offer, or hold it back."""
    row = session.get_one(Offer, offer_id, with_for_update=True, populate_existing=True)
    if row.status != OfferStatus.WAITING or clearance.decided_at is None:
        return
    by = Actor(person_id=clearance.decided_by)
    if not clearance.is_cleared:
        service.refuse(session, row, by=by, now=clearance.decided_at)
        return
    request = session.get_one(CountryRequest, row.country_request_id, with_for_update=True, populate_existing=True)
    if request.status not in CHOOSES:  # closed while the offer waited: nobody there could answer it
        service.lapse(session, row, by=by, now=clearance.decided_at)
        return
    service.send(session, row, by=by, now=clearance.decided_at)
    for message in messages.sent(session, row, now=clearance.decided_at):
        post(session, message, now=clearance.decided_at)
