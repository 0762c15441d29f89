"""Of the section "replies due": what a country's focal point alone can do, endorse requests and answer offers."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.conversations.sides import institution, name_of
from app.core.mail import absolute_url
from app.core.permissions import Actor, is_entitled
from app.core.records import Standing
from app.country_requests.models import CountryRequest
from app.country_requests.selection import waiting_for_endorsement
from app.digest.matches import page_of
from app.digest.selection import Candidate, Told
from app.digest.tellings import due_since, task
from app.partnerships.permissions import Answered
from app.partnerships.selection import waiting_for_a_choice
from app.translation.service import text_in


def endorsements(session: Session, reader: Actor) -> Iterator[Candidate]:
    countries = reader.scopes("focal-point", "country")
    for row in waiting_for_endorsement(session, countries) if countries else ():
        if is_entitled(reader, "request.endorse", row):
            told = partial(_endorsement, row)
            yield due_since(f"endorsement:{row.key}", row.version, row.created_at, row.standing, told)


def _endorsement(row: CountryRequest) -> Told:
    return task(
        text_in(row, "title"),
        url=page_of(row),
        facts=_("%(institution)s has sent it for your country.", institution=text_in(row, "institution").text),
        because=_("Nobody outside your country and the moderators sees it until you endorse it."),
        act=_("Endorse the request"),
        act_url=absolute_url("request_acts.endorse", number=row.key),
        example=row.standing == Standing.EXAMPLE,
    )


def offers(session: Session, reader: Actor) -> Iterator[Candidate]:
    countries = reader.scopes("focal-point", "country")
    for answered in waiting_for_a_choice(session, countries) if countries else ():
        if is_entitled(reader, "offer.shortlist", answered):
            offer, standing = answered.offer, answered.country_request.standing
            told = partial(_offer, session, answered)
            yield due_since(f"offer:{offer.key}", offer.version, offer.sent_at or offer.offered_at, standing, told)


def _offer(session: Session, answered: Answered) -> Told:
    offer, request = answered.offer, answered.country_request
    by = name_of(session, institution(offer.organisation_id))
    return task(
        text_in(request, "title"),
        url=page_of(request),
        facts=_("%(institution)s offers to work with you.", institution=by),
        because=_("It waits for your word."),
        act=_("Read the offer"),
        act_url=absolute_url("offers.show", number=request.key, offer_id=offer.key),
        example=request.standing == Standing.EXAMPLE,
    )
