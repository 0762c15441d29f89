"""How long institutions took to answer requests: from the day a request opened to the day of the institution's offer.

Only answers that arrived and stand, one a request, to requests that everybody can read: a band on a public page tells
nothing of others.
What its focal point needs to clear an offer is not the institution's time. An invented institution is measured by
invented requests alone, a real one by real ones.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlmodel import col

from app.core.records import Standing, Visibility
from app.country_requests.models import CountryRequest
from app.organisations.models import Organisation
from app.partnerships.models import Offer, OfferStatus


def answers(session: Session, organisations: Collection[int], since: datetime) -> dict[int, list[timedelta]]:
    invented = col(CountryRequest.standing) == Standing.EXAMPLE
    each = (col(Offer.organisation_id), col(CountryRequest.id), col(CountryRequest.opened_at))
    wanted = (
        select(*each, func.min(col(Offer.offered_at)))
        .join(CountryRequest, col(CountryRequest.id) == col(Offer.country_request_id))
        .join(Organisation, col(Organisation.id) == col(Offer.organisation_id))
        .where(
            col(Offer.organisation_id).in_(organisations),
            col(Offer.sent_at).is_not(None),
            col(Offer.offered_at) >= since,
            col(CountryRequest.visibility) == Visibility.PUBLIC,
            col(Offer.status) != OfferStatus.WITHDRAWN,
            invented == (col(Organisation.standing) == Standing.EXAMPLE),
        )
        .group_by(*each)
    )
    found: dict[int, list[timedelta]] = {}
    for number, _request, opened_at, offered_at in session.execute(wanted):
        if opened_at is not None:
            found.setdefault(number, []).append(offered_at - opened_at)
    return found
