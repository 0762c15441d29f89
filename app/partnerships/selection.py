"""Reading offers: those of an institution, those a request has received, one with its request; and partnerships."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session
from sqlmodel import col

from app.country_requests.models import CountryRequest, RequestStatus
from app.partnerships.models import STANDS, Offer, OfferStatus, Partnership, PartnershipWord
from app.partnerships.permissions import CHOOSES, Answered
from app.partnerships.phases import Phase


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


def numbers_answered(organisations: Collection[int]) -> Select[Any]:
    """The requests to which an answer of these institutions stands."""
    return select(col(Offer.country_request_id)).where(col(Offer.organisation_id).in_(organisations), STANDS)


def waiting_for_a_choice(session: Session, countries: Collection[str]) -> Sequence[Answered]:
    """What reached these countries and is on no shortlist yet, while they may still choose."""
    wanted = (
        select(Offer, CountryRequest)
        .join(CountryRequest, col(CountryRequest.id) == col(Offer.country_request_id))
        .outerjoin(Partnership, col(Partnership.offer_id) == col(Offer.id))
        .where(col(CountryRequest.country).in_(countries), col(CountryRequest.status).in_(CHOOSES))
        .where(col(Offer.status) == OfferStatus.SENT, col(Partnership.id).is_(None))
        .order_by(col(Offer.id))
    )
    return [Answered(offer, request) for offer, request in session.execute(wanted)]


@dataclass(frozen=True, slots=True)
class Between:
    """A partnership that waits for a word, its offer with the request, and what one side has said yes to."""

    partnership: Partnership
    answered: Answered
    word: PartnershipWord | None


def waiting_for_a_word(
    session: Session, *, organisations: Collection[int], countries: Collection[str]
) -> Sequence[Between]:
    """Of these institutions or countries: both sides are to say whether they wish to meet, or one has agreed."""
    wanted = (
        select(Partnership, Offer, CountryRequest, PartnershipWord)
        .join(Offer, col(Offer.id) == col(Partnership.offer_id))
        .join(CountryRequest, col(CountryRequest.id) == col(Offer.country_request_id))
        .outerjoin(PartnershipWord, col(PartnershipWord.partnership_id) == col(Partnership.id))
        .where(or_(col(Offer.organisation_id).in_(organisations), col(CountryRequest.country).in_(countries)))
        .where(col(CountryRequest.status) != RequestStatus.CLOSED)
        .where(or_(col(Partnership.phase) == Phase.CLEARED, col(PartnershipWord.id).is_not(None)))
        .order_by(col(Partnership.id), col(PartnershipWord.id))
    )
    rows = session.execute(wanted)
    return [Between(partnership, Answered(offer, request), word) for partnership, offer, request, word in rows]
