"""Who may answer a request, and who may read an answer.

Until an offer is sent, only its institution and the focal point of the institution's country know of it. Then
the requesting country's people and the moderators read it. Other candidates never do.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from app.core.permissions import Actor
from app.countries.permissions import may_see_desk
from app.country_requests.models import TAKES_OFFERS, CountryRequest, RequestStatus
from app.country_requests.permissions import is_focal_point, is_own, may_see
from app.organisations.permissions import acting_organisations, edited_organisations
from app.partnerships.models import Offer, OfferStatus, Party

# Partners are chosen also while the country is in talks with one, since talks may end early.
CHOOSES = TAKES_OFFERS | {RequestStatus.NEGOTIATING}


@dataclass(frozen=True, slots=True)
class Answered:
    """An offer with the request it answers."""

    offer: Offer
    country_request: CountryRequest


def may_offer(actor: Actor, row: CountryRequest) -> bool:
    """An institution's editor, while the request is open to answers; not to the request they sent themselves."""
    is_open = row.status in TAKES_OFFERS and may_see(actor, row)
    return is_open and bool(acting_organisations(actor)) and not is_own(actor, row)


def is_its_editor(actor: Actor, offer: Offer) -> bool:
    return offer.organisation_id in edited_organisations(actor)


def may_see_offer(actor: Actor, subject: Answered) -> bool:
    offer = subject.offer
    if is_its_editor(actor, offer) or (offer.country is not None and may_see_desk(actor, offer.country)):
        return True
    return offer.sent_at is not None and may_receive(actor, subject.country_request)


def may_receive(actor: Actor, row: CountryRequest) -> bool:
    """Whether offers that were sent are for the eyes of `actor`."""
    return is_own(actor, row) or actor.has("moderator")


def may_withdraw(actor: Actor, subject: Answered) -> bool:
    return subject.offer.stands and is_its_editor(actor, subject.offer)


def may_shortlist(actor: Actor, subject: Answered) -> bool:
    """For the country alone: nobody chooses the offer of an institution that they edit."""
    request = subject.country_request
    chooses = is_focal_point(actor, request) and not is_its_editor(actor, subject.offer)
    return chooses and request.status in CHOOSES and subject.offer.status == OfferStatus.SENT


def may_see_partnership(actor: Actor, subject: Answered) -> bool:
    """Its two sides and the moderators; no other institution that has answered the request."""
    return is_its_editor(actor, subject.offer) or may_receive(actor, subject.country_request)


def may_move(actor: Actor, subject: Answered) -> bool:
    """An editor of the institution, or the focal point of the country that asks."""
    acts = subject.offer.organisation_id in acting_organisations(actor)
    return acts or (is_focal_point(actor, subject.country_request) and not is_its_editor(actor, subject.offer))


def party_of(actor: Actor, subject: Answered) -> Party:
    return Party.OFFERS if is_its_editor(actor, subject.offer) else Party.ASKS


def _for_a_country(actor: Actor, subject: Answered) -> bool:
    return party_of(actor, subject) == Party.ASKS


RULES: dict[str, Callable[[Actor, Any], bool]] = {
    "offer.create": may_offer,
    "offer.see": may_see_offer,
    "offer.receive": may_receive,
    "offer.withdraw": may_withdraw,
    "offer.shortlist": may_shortlist,
    "partnership.see": may_see_partnership,
    "partnership.move": may_move,
}
PROOFS: dict[str, Callable[[Actor, Any], bool]] = {
    "offer.shortlist": _for_a_country,
    "partnership.move": _for_a_country,
}
