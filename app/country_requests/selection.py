"""Reading: requests by number, one's own, the last answers of a person, who endorses for a country."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session
from sqlmodel import col

from app.accounts.models import Appointment, Person
from app.core.permissions import Actor
from app.country_requests.models import CountryRequest, RequestStatus
from app.organisations.models import Organisation


def requests_by_id(session: Session, ids: Sequence[int]) -> Mapping[int, CountryRequest]:
    rows = session.scalars(select(CountryRequest).where(col(CountryRequest.id).in_(ids)))
    return {row.key: row for row in rows}


def own_requests(session: Session, actor: Actor) -> Sequence[CountryRequest]:
    """What a person sent, and what was sent for the countries they are appointed for; newest first."""
    wanted = select(CountryRequest).where(
        or_(
            col(CountryRequest.submitted_by) == actor.person_id,
            col(CountryRequest.country).in_(appointed_countries(actor)),
        )
    )
    return session.scalars(wanted.order_by(col(CountryRequest.id).desc())).all()


def last_request_of(session: Session, person_id: int) -> CountryRequest | None:
    """Where answers come from that a person gave before and needn't give again."""
    wanted = select(CountryRequest).where(col(CountryRequest.submitted_by) == person_id)
    return session.scalars(wanted.order_by(col(CountryRequest.id).desc()).limit(1)).first()


def appointed_countries(actor: Actor) -> frozenset[str]:
    return actor.scopes("focal-point", "country") | actor.scopes("team-assistant", "country")


def countries_of(session: Session, actor: Actor) -> frozenset[str]:
    """The countries for which this person may write a request."""
    numbers = [int(text) for text in actor.scopes("organisation-editor", "organisation") if text.isdigit()]
    if not numbers:
        return appointed_countries(actor)
    theirs = session.scalars(select(Organisation).where(col(Organisation.id).in_(numbers)))
    return appointed_countries(actor) | {each.country for each in theirs if each.country}


def focal_points(session: Session, country: str, *, on: date) -> Sequence[Person]:
    """The people appointed as national focal point of `country` on that day."""
    wanted = (
        select(Person)
        .join(Appointment, col(Appointment.person_id) == col(Person.id))
        .where(
            col(Appointment.role) == "focal-point",
            col(Appointment.scope_type) == "country",
            col(Appointment.scope_id) == country,
            col(Appointment.valid_from) <= on,
            or_(col(Appointment.valid_to).is_(None), col(Appointment.valid_to) >= on),
            col(Person.active).is_(True),
        )
    )
    return session.scalars(wanted.order_by(col(Person.id)).distinct()).all()


def waiting_for_endorsement(session: Session, countries: frozenset[str]) -> Sequence[CountryRequest]:
    wanted = select(CountryRequest).where(
        col(CountryRequest.country).in_(countries), col(CountryRequest.status) == RequestStatus.SUBMITTED
    )
    return session.scalars(wanted.order_by(col(CountryRequest.id))).all()
