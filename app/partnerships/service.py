"""What happens to an offer: made, cleared by the institution's own focal point or not, sent, withdrawn."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from app.core.audit import record_act
from app.core.changes import mark_changed
from app.core.permissions import Actor
from app.core.records import Outdated
from app.countries.clearance import call_off, is_state_body
from app.countries.models import ClearedAct, Route
from app.countries.routes import Institution, NotDirectly, ask_on_the_way
from app.countries.routes import may_go_directly as directly_allowed
from app.country_requests.models import TAKES_OFFERS, CountryRequest
from app.organisations.models import Organisation
from app.organisations.search import KIND as ORGANISATION
from app.partnerships.introducing import partnership_of
from app.partnerships.models import OFFER, Offer, OfferStatus

ACTS = (ClearedAct.OFFERS, ClearedAct.FIRST_CONTACT)  # an answer to a request is both at once


class OffersAlready(Exception):
    """This institution's answer to the request is there."""


class NotOpen(Exception):
    """The request takes no answers now."""


def may_go_directly(session: Session, organisation: Organisation) -> bool:
    """Whether the country of the institution lets it write to a partner by itself."""
    return directly_allowed(session, _institution(organisation), ACTS)


def offer(
    session: Session,
    *,
    country_request_id: int,
    organisation: Organisation,
    solution_id: int | None,
    message: str,
    route: Route,
    by: Actor,
    now: datetime,
) -> Offer:
    """Keep the offer. It is sent at once only if no focal point has to clear it first."""
    request = session.get_one(CountryRequest, country_request_id, with_for_update=True, populate_existing=True)
    if request.status not in TAKES_OFFERS:
        raise NotOpen
    if _standing_offer(session, country_request_id, organisation.key) is not None:
        raise OffersAlready
    if route == Route.DIRECTLY and not may_go_directly(session, organisation):
        raise NotDirectly
    row = Offer(
        country_request_id=country_request_id,
        organisation_id=organisation.key,
        country=organisation.country,
        solution_id=solution_id,
        message=message,
        route=route,
        offered_by=by.person_id,
        offered_at=now,
    )
    session.add(row)
    session.flush()
    _note(session, row, "offer", by=by, now=now)
    on_the_way: dict[str, Any] = {"object_type": OFFER, "object_id": row.key, "by": by, "now": now}
    if not ask_on_the_way(session, _institution(organisation), ACTS, route, **on_the_way).waits:
        send(session, row, by=by, now=now)
    return row


def send(session: Session, row: Offer, *, by: Actor, now: datetime) -> None:
    """From here on the requesting country reads it."""
    row.status, row.sent_at = OfferStatus.SENT, now
    mark_changed(session, ORGANISATION, row.organisation_id)  # its page may say how soon it usually answers
    _end(session, row, "send offer", by=by, now=now)


def refuse(session: Session, row: Offer, *, by: Actor, now: datetime) -> None:
    """The institution's own focal point did not clear it; the other side never hears of it."""
    row.status = OfferStatus.NOT_CLEARED
    _end(session, row, "hold offer back", by=by, now=now)


def lapse(session: Session, row: Offer, *, by: Actor, now: datetime) -> None:
    """Cleared when the request was closed already: it reaches nobody."""
    row.status = OfferStatus.WITHDRAWN
    _end(session, row, "let offer lapse", by=by, now=now)


def withdraw(session: Session, offer_id: int, *, by: Actor, now: datetime, version: int) -> None:
    """Clearance first, then the offer: a focal point who decides at this moment takes them in the same order."""
    call_off(session, OFFER, offer_id, by=by, now=now)
    row = session.get_one(Offer, offer_id, with_for_update=True, populate_existing=True)
    if row.version != version or not row.stands or partnership_of(session, offer_id) is not None:
        raise Outdated
    row.status = OfferStatus.WITHDRAWN
    _end(session, row, "withdraw offer", by=by, now=now)


def _institution(organisation: Organisation) -> Institution:
    return Institution(organisation.country, is_state_body(organisation.organisation_type))


def _standing_offer(session: Session, country_request_id: int, organisation_id: int) -> Offer | None:
    wanted = select(Offer).where(
        col(Offer.country_request_id) == country_request_id,
        col(Offer.organisation_id) == organisation_id,
        col(Offer.status).in_([OfferStatus.WAITING, OfferStatus.SENT]),
    )
    return session.scalars(wanted).first()


def _end(session: Session, row: Offer, act: str, *, by: Actor, now: datetime) -> None:
    row.version += 1
    session.add(row)
    session.flush()
    _note(session, row, act, by=by, now=now)


def _note(session: Session, row: Offer, act: str, *, by: Actor, now: datetime) -> None:
    after = {"request": row.country_request_id, "organisation": row.organisation_id, "status": str(row.status)}
    record_act(session, by=by, act=act, object_type=OFFER, object_id=row.key, now=now, after=after)
