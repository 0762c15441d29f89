"""A country's own rules: who is cleared, and whom not to propose. The lists leave this module as sets only."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from app.countries.models import CountryRule, DoNotPropose


def rule_of(session: Session, country: str) -> CountryRule:
    """The clearance rules of `country`; where it has set none, its focal point clears everything."""
    return session.get(CountryRule, country) or CountryRule(country=country)


def countries_not_to_propose(session: Session, country: str) -> frozenset[str]:
    """The countries never to be matched with `country`: those on its list, and those that list it."""
    own = select(col(DoNotPropose.other)).where(col(DoNotPropose.country) == country)
    by_others = select(col(DoNotPropose.country)).where(col(DoNotPropose.other) == country)
    return frozenset([*session.scalars(own), *session.scalars(by_others)])
