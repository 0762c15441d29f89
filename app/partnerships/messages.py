"""The mail about an offer: to the people of the country that asked, once it was sent."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.core.i18n import answering, current_language, in_language
from app.core.mail import Message, absolute_url
from app.core.records import Standing
from app.core.short_mail import short_message
from app.countries.selection import focal_points
from app.country_requests.models import CountryRequest
from app.organisations.models import Organisation
from app.partnerships.models import Offer


def sent(session: Session, row: Offer, *, now: datetime) -> Sequence[Message]:
    """To the focal points of the requesting country and whoever sent the request, each once."""
    request = session.get_one(CountryRequest, row.country_request_id)
    organisation = session.get_one(Organisation, row.organisation_id)
    people = {person.id: person for person in focal_points(session, request.country, on=now.date())}
    sender = session.get(Person, request.submitted_by) if request.submitted_by else None
    if sender is not None and sender.active:
        people[sender.id] = sender
    return [_sent(person, row, request, organisation) for person in people.values()]


def _sent(person: Person, row: Offer, request: CountryRequest, organisation: Organisation) -> Message:
    with in_language(answering(person.locale)):
        return short_message(
            person,
            kind="offer-sent",
            dedupe_key=f"offer-sent:{row.key}:{person.id}",
            subject=_("An answer to your request: %(title)s", title=request.title),
            paragraphs=[
                _("%(institution)s offers to work with you.", institution=organisation.name),
                _("Only your own country and the moderators can read the offer."),
            ],
            button=_("Read the offer"),
            url=absolute_url("offers.show", lang=current_language(), number=request.key, offer_id=row.key),
            why=_("You act for the country that asked."),
            example=request.standing == Standing.EXAMPLE,
        )
