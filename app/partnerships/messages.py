"""Mails about an offer, to the country that asked once it was sent; and about a partnership, to its other side."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from app.accounts.models import Person
from app.conversations.sides import country, institution, people_of
from app.core.db import utc_now
from app.core.i18n import answering, current_language, in_language
from app.core.mail import Message, absolute_url
from app.core.records import Standing
from app.core.short_mail import short_message
from app.country_requests.messages import people_behind
from app.country_requests.models import CountryRequest
from app.organisations.models import Organisation
from app.partnerships.introducing import words_for
from app.partnerships.models import Offer, Partnership, Party
from app.partnerships.phases import Phase
from app.partnerships.words import PHASE_WORDS


def people_who_answered(session: Session, row: CountryRequest) -> Iterable[Person]:
    """The editors of the institutions whose answers stand, those that still wait for their focal point too."""
    wanted = select(Offer).where(col(Offer.country_request_id) == row.key)
    for offer in session.scalars(wanted.order_by(col(Offer.id))).all():
        if offer.stands:
            yield from people_of(session, institution(offer.organisation_id), on=utc_now().date())


def sent(session: Session, row: Offer, *, now: datetime) -> Sequence[Message]:
    """To the focal points of the requesting country and whoever sent the request, each once."""
    request = session.get_one(CountryRequest, row.country_request_id)
    organisation = session.get_one(Organisation, row.organisation_id)
    return [_sent(person, row, request, organisation) for person in people_behind(session, request, on=now.date())]


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


def shortlisted(session: Session, row: Partnership, *, now: datetime) -> Sequence[Message]:
    """To the institution: its offer was chosen, and it is for the two to say whether they wish to meet."""
    told = [lambda: _("The country that asked has put your offer on its shortlist. Say whether you wish to meet.")]
    return _to_party(session, row, Party.OFFERS, told, now=now)


def moved(session: Session, row: Partnership, by: Party, *, now: datetime) -> Sequence[Message]:
    """To the other side: where the partnership is now, or that it waits for its word."""
    other = Party.ASKS if by == Party.OFFERS else Party.OFFERS
    words = words_for(session, row.key)
    told = [lambda: _("The phase is now: %(phase)s", phase=PHASE_WORDS[row.phase])]
    if words:
        asked = words[0].phase
        told = [
            lambda: _("The other side agrees to this phase: %(phase)s", phase=PHASE_WORDS[asked]),
            lambda: _("It waits for your word."),
        ]
    elif row.phase == Phase.INTRODUCED:
        told.append(lambda: _("You can write to each other through the site, and print the introduction brief."))
    return _to_party(session, row, other, told, now=now)


def _to_party(
    session: Session, row: Partnership, party: Party, told: Sequence[Callable[[], str]], *, now: datetime
) -> Sequence[Message]:
    offer = session.get_one(Offer, row.offer_id)
    request = session.get_one(CountryRequest, offer.country_request_id)
    side = institution(offer.organisation_id) if party == Party.OFFERS else country(request.country)
    found = []
    for person in people_of(session, side, on=now.date()):
        with in_language(answering(person.locale)):
            message = short_message(
                person,
                kind="partnership",
                dedupe_key=f"partnership:{row.key}:{row.version}:{person.id}",
                subject=_("About your partnership: %(title)s", title=request.title),
                paragraphs=[words() for words in told],
                button=_("Open the partnership"),
                url=absolute_url("partnerships.show", lang=current_language(), number=row.key),
                why=_("You act for one of its two sides."),
                example=request.standing == Standing.EXAMPLE,
            )
        found.append(message)
    return found
