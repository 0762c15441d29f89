"""The record of what happens to a request: its state before and after each act, from which it can be rebuilt."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.core.audit import record_act
from app.core.changes import mark_changed
from app.core.permissions import Actor
from app.country_requests.models import CountryRequest

KIND = "request"


def state_of(row: CountryRequest) -> dict[str, Any]:
    return {"status": str(row.status), "visibility": str(row.visibility), "version": row.version}


def changed(
    session: Session,
    row: CountryRequest,
    act: str,
    before: dict[str, Any],
    *,
    by: Actor,
    now: datetime,
    request_id: str,
    more: dict[str, Any] | None = None,
) -> None:
    """Keep the row as an act has left it, on record and for the index; `more`: what else the act is known by."""
    row.changed_at = now
    session.add(row)
    after = {**state_of(row), **(more or {})}
    noted(session, row, act, by=by, now=now, request_id=request_id, before=before, after=after)
    mark_changed(session, KIND, row.key)


def noted(
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
