"""Why requests were closed: figures for many, out of which the reason of no single request can be read.

A reason that fewer than three requests share is not shown, nor is one from which it could be worked out; and the
figures stand still for a quarter of a year, so that nobody sees one grow on the day a request is closed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlmodel import col

from app.core.index import standings_shown
from app.core.records import Standing
from app.country_requests.models import ClosingReason, CountryRequest, RequestStatus

FEWEST = 3


@dataclass(frozen=True, slots=True)
class Endings:
    """`shown`: how many requests share each reason that may be told, the most frequent first; until before `day`."""

    shown: Mapping[ClosingReason, int]
    day: date


def endings(session: Session, *, today: date) -> Endings:
    """Of requests that their country had endorsed."""
    begins = date(today.year, 3 * ((today.month - 1) // 3) + 1, 1)
    counted = (
        select(col(CountryRequest.closing_reason), func.count())
        .where(col(CountryRequest.status) == RequestStatus.CLOSED, col(CountryRequest.endorsed_at).is_not(None))
        .where(col(CountryRequest.standing).in_(standings_shown() & {Standing.CONFIRMED, Standing.EXAMPLE}))
        .where(col(CountryRequest.closed_at) < datetime.combine(begins, datetime.min.time(), UTC))
        .group_by(col(CountryRequest.closing_reason))
    )
    return Endings(tellable({reason: number for reason, number in session.execute(counted) if reason}), begins)


def tellable(counts: Mapping[ClosingReason, int]) -> dict[ClosingReason, int]:
    """The cells that may be shown. What is hidden, taken together, is nothing or at least three requests."""
    ordered = sorted((reason for reason in counts if counts[reason]), key=lambda reason: (-counts[reason], reason))
    shown = [reason for reason in ordered if counts[reason] >= FEWEST]
    hidden = sum(counts[reason] for reason in ordered if counts[reason] < FEWEST)
    while shown and 0 < hidden < FEWEST:
        hidden += counts[shown.pop()]
    return {reason: counts[reason] for reason in shown}
