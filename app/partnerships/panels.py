"""Offers on the pages of others: the request they answer, and the account of an institution's editor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import render_template
from markupsafe import Markup

from app.core.db import db
from app.core.permissions import Actor, may
from app.country_requests.models import CountryRequest
from app.country_requests.selection import requests_by_id
from app.organisations.permissions import edited_organisations
from app.organisations.selection import rows_by_id as organisations_by_id
from app.partnerships.forms import STATUS_WORDS
from app.partnerships.models import Offer
from app.partnerships.selection import own_offers, sent_to
from app.translation.service import in_line, text_in


@dataclass(frozen=True, slots=True)
class OfferLine:
    offer: Offer
    organisation: Markup
    request: Markup
    status: str


def request_panel(country_request: CountryRequest, who: Actor) -> Markup:
    """How many were sent, for all. To the requesting side: which; to an institution: its own, or the way to one."""
    sent = sent_to(db.session, country_request.key)
    received = sent if may(who, "offer.receive", country_request) else []
    own = own_offers(db.session, edited_organisations(who), country_request.key) if edited_organisations(who) else []
    may_offer = may(who, "offer.create", country_request)
    if not sent and not own and not may_offer:
        return Markup("")
    html = render_template(
        "partnerships/_request.html",
        row=country_request,
        sent=len({offer.organisation_id for offer in sent}),  # who withdrew and offers again has answered once
        received=_lines(received),
        own=_lines(own),
        may_offer=may_offer and not any(offer.stands for offer in own),
    )
    return Markup(html)  # noqa: S704 - made by a template


def account_panel(_person: object, who: Actor) -> Markup:
    own = own_offers(db.session, edited_organisations(who)) if edited_organisations(who) else []
    if not own:
        return Markup("")
    return Markup(render_template("partnerships/_account.html", own=_lines(own)))  # noqa: S704


def _lines(offers: Sequence[Offer]) -> list[OfferLine]:
    requests = requests_by_id(db.session, [offer.country_request_id for offer in offers])
    organisations = organisations_by_id(db.session, {offer.organisation_id for offer in offers})
    return [
        OfferLine(
            offer,
            in_line(text_in(organisations[offer.organisation_id], "name"))
            if offer.organisation_id in organisations
            else Markup(""),
            in_line(text_in(requests[offer.country_request_id], "title")),
            str(STATUS_WORDS[offer.status]),
        )
        for offer in offers
    ]
