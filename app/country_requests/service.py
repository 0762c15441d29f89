"""What happens to a country request: sent, endorsed by its focal point, opened, closed.

Endorsement is the national act: only the focal point of that country does it. Sending by the focal point
is both at once. Each function works in the transaction of `session` and leaves an audit row.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from app.core.audit import record_act
from app.core.changes import mark_changed
from app.core.permissions import Actor
from app.core.records import Standing, Visibility, next_version
from app.country_requests.facts import RequestFacts
from app.country_requests.models import ClosingReason, CountryRequest, RequestStatus
from app.country_requests.permissions import CLOSABLE, RANKED, has_sent, is_focal_point

KIND = "request"


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
    _note(session, row, "request.submit", by=by, now=now, request_id=request_id, after={"status": row.status})
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
    _end(session, row, "request.endorse", before, by=by, now=now, request_id=request_id)


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
    _end(session, row, "request.rank", before, by=by, now=now, request_id=request_id)


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
    """The focal point lets offers come, from members or from everybody; may be altered while it is open."""
    before = _begin(row, {RequestStatus.ENDORSED, RequestStatus.OPEN}, by=by, version=version)
    row.status = RequestStatus.OPEN
    row.visibility = row.wished_visibility = audience
    row.questions_until = questions_until
    row.opened_at = row.opened_at or now
    _end(session, row, "request.open", before, by=by, now=now, request_id=request_id)


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
    _end(session, row, "request.close", before, by=by, now=now, request_id=request_id)


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
    return _state(row)


def _end(
    session: Session,
    row: CountryRequest,
    act: str,
    before: dict[str, Any],
    *,
    by: Actor,
    now: datetime,
    request_id: str,
) -> None:
    row.changed_at = now
    session.add(row)
    _note(session, row, act, by=by, now=now, request_id=request_id, before=before, after=_state(row))
    mark_changed(session, KIND, row.key)


def _state(row: CountryRequest) -> dict[str, Any]:
    return {"status": str(row.status), "visibility": str(row.visibility), "version": row.version}


def _note(
    session: Session,
    row: CountryRequest,
    act: str,
    *,
    by: Actor,
    now: datetime,
    request_id: str,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:
    record_act(
        session,
        by=by,
        act=act,
        object_type=KIND,
        object_id=row.key,
        now=now,
        before=before,
        after=after,
        request_id=request_id,
    )
