"""The way of a request from its institution to its partners, with a clock: each step, whose it was, and when."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from flask_babel import format_date
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.accounts.holders import office_of
from app.core.clock import time_waited
from app.country_requests.models import CountryRequest, RequestStatus
from app.country_requests.status_words import STATUS_WORDS


def chain_of(session: Session, row: CountryRequest) -> list[tuple[str, Any]]:
    """(step, when and by which office); the step that is waited for says how long."""
    return list(_steps(session, row))


def _steps(session: Session, row: CountryRequest) -> Iterator[tuple[str, Any]]:
    yield _("Sent on"), _day(row.created_at)
    if row.endorsed_at is not None:
        office = office_of(session, row.endorsed_by, "focal-point", row.country, on=row.endorsed_at.date())
        yield _("Endorsed on"), [_day(row.endorsed_at), *filter(None, [office])]
    elif row.status == RequestStatus.SUBMITTED:
        yield str(STATUS_WORDS[row.status]), _waiting(row.created_at)
    if row.opened_at is not None:
        yield _("Opened on"), _day(row.opened_at)
    elif row.status == RequestStatus.ENDORSED and row.endorsed_at is not None:
        yield _("Not open to partners yet"), _waiting(row.endorsed_at)
    if row.closed_at is not None:
        yield _("Closed on"), _day(row.closed_at)


def _waiting(since: datetime) -> str:
    return str(_("Time waited: %(time)s", time=time_waited(since)))


def _day(when: datetime | date) -> str:
    return str(format_date(when, "long"))
