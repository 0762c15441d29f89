"""Reading documented exchanges: one statement for each thing a list needs."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from app.core.permissions import actor, may
from app.exchanges.models import Exchange, ExchangeOrganisation
from app.exchanges.permissions import PUBLISHED
from app.organisations.selection import Involved, involved_in
from app.translation.indexing import FEW
from app.translation.service import prefetch


def rows_by_id(session: Session, ids: Sequence[int]) -> Mapping[int, Exchange]:
    """The exchanges of `ids` that the reader may see."""
    return _rows(session, col(Exchange.id).in_(ids))


def published(session: Session, ids: Collection[int] | None) -> list[Exchange]:
    """The published exchanges among `ids`, or all of them."""
    rows = select(Exchange).where(col(Exchange.status) == PUBLISHED)
    if ids is not None and len(ids) <= FEW:
        rows = rows.where(col(Exchange.id).in_(ids))
    return [row for row in session.scalars(rows) if ids is None or row.key in ids]


def involved(session: Session, exchange_id: int) -> list[Involved]:
    """The organisations with a part in the exchange, owners first."""
    return involved_in(session, ExchangeOrganisation, ExchangeOrganisation.exchange_id, [exchange_id])[exchange_id]


def exchanges_of_solution(session: Session, solution_id: int) -> list[Exchange]:
    """Where a solution went, the latest first."""
    return _latest_first(_rows(session, col(Exchange.solution_id) == solution_id).values())


def exchanges_of_organisation(session: Session, organisation_id: int) -> list[Exchange]:
    """The exchanges an organisation has a part in, the latest first."""
    part = select(col(ExchangeOrganisation.exchange_id)).where(
        col(ExchangeOrganisation.organisation_id) == organisation_id
    )
    return _latest_first(_rows(session, col(Exchange.id).in_(part)).values())


def _rows(session: Session, condition: Any) -> dict[int, Exchange]:
    found = session.scalars(select(Exchange).where(condition))
    exchanges = {row.key: row for row in found if may(actor(), "exchange.see", row)}
    prefetch(session, exchanges.values())
    return exchanges


def _latest_first(rows: Iterable[Exchange]) -> list[Exchange]:
    return sorted(rows, key=lambda row: (-(row.year_to or row.year_from or 0), row.key))
