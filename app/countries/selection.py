"""Reading what concerns a country: its focal points, and what waits on their desk."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from app.accounts.holders import holders_of
from app.accounts.models import Person
from app.countries.models import Clearance

LATELY = 10


def focal_points(session: Session, country: str, *, on: date) -> Sequence[Person]:
    """The people appointed as national focal point of `country` on that day."""
    return holders_of(session, "focal-point", on=on, scope_type="country", scope_id=country)


def waiting_clearances(session: Session, country: str) -> Sequence[Clearance]:
    """What waits for the focal point of `country`, the longest first."""
    wanted = select(Clearance).where(col(Clearance.country) == country, col(Clearance.decision).is_(None))
    return session.scalars(wanted.order_by(col(Clearance.asked_at), col(Clearance.id))).all()


def decided_lately(session: Session, country: str) -> Sequence[Clearance]:
    wanted = select(Clearance).where(col(Clearance.country) == country, col(Clearance.decided_at).is_not(None))
    return session.scalars(
        wanted.order_by(col(Clearance.decided_at).desc(), col(Clearance.id).desc()).limit(LATELY)
    ).all()
