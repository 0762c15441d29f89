"""A country's own rules: who is cleared, and whom not to propose. The lists leave this module as sets only."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import delete, or_, select
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session
from sqlmodel import SQLModel, col

from app.core.audit import record_act
from app.core.permissions import Actor
from app.core.records import Outdated
from app.countries.models import ClearanceRule, ClearedAct, CountryRule, DoNotPropose

# IATI's kinds of organisation that are no part of the State; whatever else there is may be one of its bodies.
NOT_OF_THE_STATE = frozenset({"21", "22", "23", "24", "60", "70", "71", "72", "73"})


def is_state_body(organisation_type: str | None) -> bool:
    return organisation_type not in NOT_OF_THE_STATE


class NotTheFocalPoint(Exception):
    """Only a focal point of that country may do this."""


def rule_of(session: Session, country: str) -> CountryRule:
    """The clearance rules of `country`; where it has set none (version 0), its focal point clears everything."""
    return session.get(CountryRule, country) or CountryRule(country=country, version=0)


def effective_rule(session: Session, country: str, act: ClearedAct, *, state_body: bool) -> ClearanceRule:
    """What holds before an institution of `country` acts.

    A rule that the country has set holds for all its institutions. Where it has set none, state bodies wait for
    the focal point, who gets a copy of what others do.
    """
    rule = session.get(CountryRule, country)
    if rule is None or rule.version == 0:
        return ClearanceRule.CLEARS if state_body else ClearanceRule.COPIED
    return ClearanceRule(getattr(rule, act.value))


def countries_not_to_propose(session: Session, country: str) -> frozenset[str]:
    """The countries never to be matched with `country`: those on its list, and those that list it."""
    return not_to_propose(session, [country])[country]


def not_to_propose(session: Session, countries: Collection[str]) -> dict[str, frozenset[str]]:
    """The same for each of several countries."""
    row = (col(DoNotPropose.country), col(DoNotPropose.other))
    pairs = session.execute(select(*row).where(or_(*(side.in_(countries) for side in row)))).all()
    both = {*((one, other) for one, other in pairs), *((other, one) for one, other in pairs)}
    return {country: frozenset(other for one, other in both if one == country) for country in countries}


def own_list(session: Session, country: str) -> frozenset[str]:
    """What `country` itself has put on its list, for the eyes of its focal points."""
    own = select(col(DoNotPropose.other)).where(col(DoNotPropose.country) == country)
    return frozenset(session.scalars(own))


def set_clearance(
    session: Session, country: str, choices: Mapping[str, ClearanceRule], *, seen: int, by: Actor, now: datetime
) -> None:
    """Set the rules for offers, first contact and agreements; `Outdated` if they are no longer those `seen`."""
    _insert_once(session, CountryRule, country=country, version=0)
    rule = session.get_one(CountryRule, country, with_for_update=True, populate_existing=True)
    if rule.version != seen:
        raise Outdated
    before = {name: str(getattr(rule, name)) for name in choices}
    for name, choice in choices.items():
        setattr(rule, name, choice)
    rule.version += 1
    session.flush()
    after = {name: str(choice) for name, choice in choices.items()}
    record_act(
        session,
        by=by,
        act="set clearance",
        object_type="country",
        object_id=country,
        now=now,
        before=before,
        after=after,
    )


def add_not_to_propose(session: Session, country: str, other: str, *, by: Actor, now: datetime) -> None:
    """Put `other` on the list of `country`; it may stand there already."""
    if other == country:
        raise ValueError("A country does not stand on its own list.")
    _insert_once(session, DoNotPropose, country=country, other=other)
    _record_private(session, country, by=by, now=now)


def remove_not_to_propose(session: Session, country: str, other: str, *, by: Actor, now: datetime) -> None:
    """Take `other` off the list of `country`; it may be gone already."""
    session.execute(delete(DoNotPropose).where(col(DoNotPropose.country) == country, col(DoNotPropose.other) == other))
    _record_private(session, country, by=by, now=now)


def _record_private(session: Session, country: str, *, by: Actor, now: datetime) -> None:
    """That the list was touched, never what it says: not even a digest, which 195 guesses would open."""
    record_act(session, by=by, act="change private list", object_type="country", object_id=country, now=now)


def _insert_once(session: Session, table: type[SQLModel], **values: Any) -> None:
    """Add the row unless one with its key is there; two who add it at once both find it."""
    insert = postgresql_insert if session.get_bind().dialect.name == "postgresql" else sqlite_insert
    session.execute(insert(table).values(**table(**values).model_dump()).on_conflict_do_nothing())
