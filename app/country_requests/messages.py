"""Mails about a request: the link back to a draft, what became of a sent request, what waits for whom."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from babel.dates import format_date
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.accounts.service import appointments_of_people
from app.core.drafts import Draft
from app.core.i18n import answering, current_language, in_language, style_of
from app.core.mail import Message, absolute_url
from app.core.permissions import Actor
from app.core.records import Standing
from app.core.short_mail import short_message
from app.countries.selection import focal_points
from app.country_requests.models import CountryRequest, RequestStatus
from app.country_requests.selection import countries_of


def people_behind(session: Session, row: CountryRequest, *, on: date) -> Sequence[Person]:
    """Who hears of what comes in: the focal points of its country and whoever sent it and still may, each once."""
    people = {person.id: person for person in focal_points(session, row.country, on=on)}
    sender = session.get(Person, row.submitted_by) if row.submitted_by else None
    if sender is not None and sender.active and _may_still_ask(session, sender, row.country, on=on):
        people[sender.id] = sender
    return list(people.values())


def _may_still_ask(session: Session, person: Person, country: str, *, on: date) -> bool:
    number = person.id or 0
    held = appointments_of_people(session, [number], on)[number]
    return country in countries_of(session, Actor(person_id=number, appointments=held))


def return_link(session: Session, draft: Draft, *, token: str, now: datetime, by: int | None = None) -> Message:
    """The link that leads back to a draft, to whoever asks (`by`) or else to the one who began it."""
    person = session.get_one(Person, by or draft.person_id)
    with in_language(answering(person.locale)):
        day = format_date(draft.expires_at.date(), "long", locale=style_of(current_language()))
        return short_message(
            person,
            kind="draft-link",
            dedupe_key=f"draft-link:{draft.id}:{person.id}:{now:%Y-%m-%dT%H}",
            subject=_("Come back to your request"),
            paragraphs=[
                _("Your draft is kept until %(day)s. It grows with every page you send.", day=day),
                _("The link asks you to sign in. A colleague who may write for the same country can use it too."),
            ],
            button=_("Continue the request"),
            url=absolute_url("returning.come_back", token=token),
            why=_("You began a request for a partner."),
        )


def after_sending(session: Session, row: CountryRequest, *, now: datetime) -> Sequence[Message]:
    """To the sender; and to the focal points, if the national act is theirs to do."""
    mails = []
    if row.submitted_by is not None:
        mails.append(_sent(session.get_one(Person, row.submitted_by), row))
    if row.status == RequestStatus.SUBMITTED:
        mails += [_waiting(person, row) for person in focal_points(session, row.country, on=now.date())]
    return mails


def _sent(person: Person, row: CountryRequest) -> Message:
    with in_language(answering(person.locale)):
        if row.status == RequestStatus.SUBMITTED:
            next_step = _(
                "Your national focal point reads it next. Until it is endorsed, only your own country and the "
                "moderators can see it."
            )
        else:
            next_step = _(
                "It is now submitted through the national focal point. The page of the request shows solutions "
                "that fit, with reasons."
            )
        return short_message(
            person,
            kind="request-sent",
            dedupe_key=f"request-sent:{row.key}",
            subject=_("Your request was sent: %(title)s", title=row.title),
            paragraphs=[_("The number of your request is %(number)s.", number=row.reference), next_step],
            button=_("Read the request"),
            url=absolute_url("country_requests.sent", number=row.key),
            why=_("You sent this request."),
            example=row.standing == Standing.EXAMPLE,
        )


def _waiting(person: Person, row: CountryRequest) -> Message:
    with in_language(answering(person.locale)):
        return short_message(
            person,
            kind="request-waiting",
            dedupe_key=f"request-waiting:{row.key}:{person.id}",
            subject=_("A request waits for your endorsement: %(title)s", title=row.title),
            paragraphs=[
                _("%(institution)s has sent it for your country.", institution=row.institution),
                _("Nobody outside your country and the moderators sees it until you endorse it."),
            ],
            button=_("Read the request"),
            url=absolute_url("country_requests.by_number", number=row.key),
            why=_("You are the national focal point of this country."),
            example=row.standing == Standing.EXAMPLE,
        )


def endorsed(session: Session, row: CountryRequest) -> Sequence[Message]:
    """To the sender, when the national act is done by somebody else."""
    if row.submitted_by is None or row.submitted_by == row.endorsed_by:
        return []
    person = session.get_one(Person, row.submitted_by)
    if not person.active:
        return []
    with in_language(answering(person.locale)):
        return [
            short_message(
                person,
                kind="request-endorsed",
                dedupe_key=f"request-endorsed:{row.key}",
                subject=_("Your request is endorsed: %(title)s", title=row.title),
                paragraphs=[_("It is now submitted through the national focal point.")],
                button=_("Read the request"),
                url=absolute_url("country_requests.by_number", number=row.key),
                why=_("You sent this request."),
                example=row.standing == Standing.EXAMPLE,
            )
        ]
