"""A documented exchange is reported until the countries that took it up confirm it, each by its focal point."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from app.core.audit import record_act
from app.core.changes import mark_changed
from app.core.permissions import Actor
from app.core.records import next_version
from app.exchanges.models import Exchange, ExchangeConfirmation
from app.exchanges.search import KIND


def confirm(
    session: Session, exchange_id: int, countries: Collection[str], *, seen: int, by: Actor, now: datetime
) -> Exchange:
    """Each of `countries` confirms the text that was `seen`; confirmed whole once every partner country has."""
    row = session.get_one(Exchange, exchange_id, with_for_update=True, populate_existing=True)
    known = {each.country for each in confirmations_of(session, exchange_id)}
    new = [code for code in row.partner_countries if code in countries and code not in known]
    if not new:
        return row
    next_version(row, seen)
    for code in new:
        session.add(
            ExchangeConfirmation(exchange_id=exchange_id, country=code, person_id=by.person_id or 0, confirmed_at=now)
        )
    if set(row.partner_countries) <= known | set(new):
        row.confirmed_by_partner_at = now
    row.changed_at = now
    session.flush()
    mark_changed(session, KIND, row.key)
    record_act(
        session,
        by=by,
        act="confirm exchange",
        object_type=KIND,
        object_id=row.key,
        now=now,
        after={"countries": new},
    )
    return row


def confirmations_of(session: Session, exchange_id: int) -> Sequence[ExchangeConfirmation]:
    wanted = select(ExchangeConfirmation).where(col(ExchangeConfirmation.exchange_id) == exchange_id)
    return session.scalars(wanted.order_by(col(ExchangeConfirmation.confirmed_at))).all()
