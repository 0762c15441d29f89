"""Reading: requests by number, one's own, the last answers of a person, who endorses for a country."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session
from sqlmodel import col

from app.accounts.models import Appointment
from app.core.permissions import Actor
from app.core.permissions import Appointment as Held
from app.country_requests.models import SEEKING, CountryRequest, RequestStatus
from app.organisations.models import Organisation


def requests_by_id(session: Session, ids: Sequence[int]) -> Mapping[int, CountryRequest]:
    rows = session.scalars(select(CountryRequest).where(col(CountryRequest.id).in_(ids)))
    return {row.key: row for row in rows}


def own_requests(session: Session, actor: Actor) -> Sequence[CountryRequest]:
    """What a person sent, and what was sent for the countries they are appointed for; newest first."""
    wanted = select(CountryRequest).where(of_own_people(actor))
    return session.scalars(wanted.order_by(col(CountryRequest.id).desc())).all()


def of_own_people(actor: Actor) -> ColumnElement[bool]:
    return or_(
        col(CountryRequest.submitted_by) == actor.person_id,
        col(CountryRequest.country).in_(appointed_countries(actor)),
    )


DAYS = (col(CountryRequest.questions_until), col(CountryRequest.deadline), col(CountryRequest.start))


def seeking_with_a_day(
    session: Session, *which: ColumnElement[bool], first: date, last: date
) -> Sequence[CountryRequest]:
    """Of these, the ones that seek a partner and of which one of the days falls between the two."""
    soon = or_(*(day.between(first, last) for day in DAYS))
    wanted = select(CountryRequest).where(*which, col(CountryRequest.status).in_(SEEKING), soon)
    return session.scalars(wanted.order_by(col(CountryRequest.id))).all()


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


def countries_before(session: Session, person_id: int, *, on: date) -> frozenset[str]:
    """Those for which this person could write by an appointment that has ended."""
    ended = (col(Appointment.person_id) == person_id, col(Appointment.valid_to) < on)
    rows = session.scalars(select(Appointment).where(*ended))
    former = frozenset(Held(row.role, row.scope_type, row.scope_id) for row in rows)
    return countries_of(session, Actor(person_id=person_id, appointments=former))


def waiting_for_endorsement(session: Session, countries: frozenset[str]) -> Sequence[CountryRequest]:
    wanted = select(CountryRequest).where(
        col(CountryRequest.country).in_(countries), col(CountryRequest.status) == RequestStatus.SUBMITTED
    )
    return session.scalars(wanted.order_by(col(CountryRequest.id))).all()
