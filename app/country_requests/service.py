"""What happens to a country request: sent, endorsed by its focal point, opened, closed.

Endorsement is the national act: only the focal point of that country does it. Sending by the focal point
is both at once. Each function works in the transaction of `session` and leaves an audit row.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from app.core.permissions import Actor
from app.core.records import Standing, Visibility, next_version
from app.country_requests.facts import RequestFacts
from app.country_requests.models import ClosingReason, CountryRequest, RequestStatus
from app.country_requests.on_record import changed, noted, state_of
from app.country_requests.permissions import CLOSABLE, OPENED, RANKED, has_sent, is_focal_point

# The way from open to partnered, which the partnerships that it leads to take it.
ONWARD = (RequestStatus.OPEN, RequestStatus.SHORTLISTED, RequestStatus.NEGOTIATING, RequestStatus.PARTNERED)


class WrongStatus(Exception):
    """The request is no longer in a state where this can be done."""


class NotTheFocalPoint(Exception):
    """Only the focal point of that country may do this."""


def submit(
    session: Session,
    facts: RequestFacts,
    *,
    by: Actor,
    now: datetime,
    standing: Standing = Standing.CONFIRMED,
    on_behalf: bool = False,
    request_id: str = "",
) -> CountryRequest:
    """Store the request; endorsed at once when its own focal point sends it.

    `on_behalf`: `by` enters what somebody else sent, and takes no part in what becomes of it.
    """
    row = CountryRequest(
        **facts.model_dump(),
        gap=facts.gap,
        standing=standing,
        visibility=Visibility.MODERATORS,  # of no effect until it is endorsed
        submitted_by=None if on_behalf else by.person_id,
        entered_by=by.person_id if on_behalf else None,
        consent_at=now,
        created_at=now,
        changed_at=now,
    )
    session.add(row)
    session.flush()
    noted(session, row, "request.submit", by=by, now=now, request_id=request_id, after={"status": row.status})
    if is_focal_point(by, row):
        endorse(session, row, by=by, now=now, version=row.version, request_id=request_id)
    return row


def endorse(
    session: Session,
    row: CountryRequest,
    *,
    rank: int | None = None,
    by: Actor,
    now: datetime,
    version: int,
    request_id: str = "",
) -> None:
    """The national act: from here on the request is its country's, and members may read it."""
    before = _begin(row, {RequestStatus.SUBMITTED}, by=by, version=version)
    row.status = RequestStatus.ENDORSED
    row.visibility = _before_opening(row.wished_visibility)
    row.endorsed_by, row.endorsed_at, row.national_priority = by.person_id, now, rank
    row.published_at = row.published_at or now
    changed(session, row, "request.endorse", before, by=by, now=now, request_id=request_id)


def set_rank(
    session: Session,
    row: CountryRequest,
    *,
    rank: int | None,
    by: Actor,
    now: datetime,
    version: int,
    request_id: str = "",
) -> None:
    """Where the country puts it among its requests. The record of acts says that it was set, never to what."""
    before = _begin(row, RANKED, by=by, version=version)
    row.national_priority = rank
    changed(session, row, "request.rank", before, by=by, now=now, request_id=request_id)


def open_to(
    session: Session,
    row: CountryRequest,
    *,
    audience: Visibility,
    questions_until: date | None = None,
    by: Actor,
    now: datetime,
    version: int,
    request_id: str = "",
) -> None:
    """The focal point lets offers come, from members or from everybody; may be altered while they come."""
    before = _begin(row, OPENED, by=by, version=version)
    if row.status == RequestStatus.ENDORSED:
        row.status = RequestStatus.OPEN
    row.visibility = row.wished_visibility = audience
    row.questions_until = questions_until
    row.opened_at = row.opened_at or now
    changed(session, row, "request.open", before, by=by, now=now, request_id=request_id)


def close(
    session: Session,
    row: CountryRequest,
    *,
    reason: ClosingReason,
    note: str | None = None,
    by: Actor,
    now: datetime,
    version: int,
    request_id: str = "",
) -> None:
    """Partners are no longer sought. Whoever sent it may do so until it is endorsed."""
    withdraws = row.status == RequestStatus.SUBMITTED and has_sent(by, row)
    before = _begin(row, CLOSABLE, by=by, version=version, also_allowed=withdraws)
    never_endorsed = row.status == RequestStatus.SUBMITTED
    row.status = RequestStatus.CLOSED
    row.closing_reason, row.closing_note, row.closed_at = reason, note, now
    if never_endorsed:
        row.visibility = Visibility.MODERATORS
    changed(session, row, "request.close", before, by=by, now=now, request_id=request_id)


def follow(
    session: Session, number: int, *, to: RequestStatus, by: Actor, now: datetime, request_id: str = ""
) -> CountryRequest:
    """Go on to where a partnership has brought it, step by step; never back, and not once it is closed."""
    row = session.get_one(CountryRequest, number, with_for_update=True, populate_existing=True)
    while row.status in ONWARD and ONWARD.index(row.status) < ONWARD.index(to):
        before = state_of(row)
        row.status, row.version = ONWARD[ONWARD.index(row.status) + 1], row.version + 1
        changed(session, row, f"request.{row.status}", before, by=by, now=now, request_id=request_id)
    return row


def _before_opening(wished: Visibility) -> Visibility:
    """Members are the widest audience until the focal point opens the request."""
    return Visibility.MEMBERS if wished == Visibility.PUBLIC else wished


def _begin(
    row: CountryRequest,
    allowed: set[RequestStatus] | frozenset[RequestStatus],
    *,
    by: Actor,
    version: int,
    also_allowed: bool = False,
) -> dict[str, Any]:
    """The state before the act, once person, version and status are found right."""
    if not (also_allowed or is_focal_point(by, row)):
        raise NotTheFocalPoint
    next_version(row, version)
    if row.status not in allowed:
        raise WrongStatus
    return state_of(row)
