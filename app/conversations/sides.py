"""The two sides of a conversation: an institution, or a country through its national focal point.

A side is kept as "organisation:12" or "country:XA". Who speaks for it is asked anew each time: a conversation stays
when its people change.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from markupsafe import Markup
from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.core.i18n import current_language
from app.countries.selection import focal_points
from app.organisations.editors import editors_of
from app.organisations.models import Organisation
from app.taxonomy import vocabulary
from app.translation.service import in_line, text_in

INSTITUTION, COUNTRY = "organisation", "country"


@dataclass(frozen=True, slots=True)
class Side:
    kind: str
    key: str

    def __str__(self) -> str:
        return f"{self.kind}:{self.key}"

    @property
    def organisation_id(self) -> int | None:
        return int(self.key) if self.kind == INSTITUTION else None


def institution(number: int) -> Side:
    return Side(INSTITUTION, str(number))


def country(code: str) -> Side:
    return Side(COUNTRY, code)


def side_from(text: str) -> Side:
    kind, _colon, key = text.partition(":")
    return Side(kind, key)


def people_of(session: Session, side: Side, *, on: date) -> Sequence[Person]:
    """Who reads and writes for the side on that day."""
    if side.organisation_id is None:
        return focal_points(session, side.key, on=on)
    return [person for person, _role in editors_of(session, side.organisation_id, on=on)]


def name_of(session: Session, side: Side) -> str:
    """What the side is called, in the language in force: for mails and choices."""
    if side.organisation_id is not None:
        return text_in(session.get_one(Organisation, side.organisation_id), "name").text
    return str(_("National focal point: %(country)s", country=_country(side.key)))


def name_on_page(session: Session, side: Side) -> Markup:
    """The same with its language marked."""
    if side.organisation_id is not None:
        return in_line(text_in(session.get_one(Organisation, side.organisation_id), "name"))
    return Markup("<bdi>{}</bdi>").format(name_of(session, side))


def _country(code: str) -> str:
    place = vocabulary().places.get(code)
    return place.name(current_language()) if place else code
