"""Reading offers: those of an institution, those a request has received, one with its request."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from app.country_requests.models import CountryRequest
from app.partnerships.models import Offer, Partnership
from app.partnerships.permissions import Answered


def answered(session: Session, country_request_id: int, offer_id: int) -> Answered | None:
    row = session.get(Offer, offer_id)
    if row is None or row.country_request_id != country_request_id:
        return None
    return Answered(row, session.get_one(CountryRequest, country_request_id))


def of_partnership(session: Session, row: Partnership) -> Answered:
    """The offer that it began with, and the request."""
    offer = session.get_one(Offer, row.offer_id)
    return Answered(offer, session.get_one(CountryRequest, offer.country_request_id))


def sent_to(session: Session, country_request_id: int) -> Sequence[Offer]:
    """What reached the requesting country, in the order in which it came."""
    wanted = select(Offer).where(col(Offer.country_request_id) == country_request_id, col(Offer.sent_at).is_not(None))
    return session.scalars(wanted.order_by(col(Offer.sent_at), col(Offer.id))).all()


def own_offers(
    session: Session, organisations: Collection[int], country_request_id: int | None = None
) -> Sequence[Offer]:
    """What the institutions offered, the newest first; to one request, or to all."""
    wanted = select(Offer).where(col(Offer.organisation_id).in_(organisations))
    if country_request_id is not None:
        wanted = wanted.where(col(Offer.country_request_id) == country_request_id)
    return session.scalars(wanted.order_by(col(Offer.id).desc())).all()
