"""A request is changed after it was published: what was changed stays in sight, and whoever answered is told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from flask import Flask, current_app
from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from app.accounts.models import Person
from app.core.permissions import Actor
from app.country_requests.facts import RequestFacts
from app.country_requests.models import CountryRequest, RequestChange
from app.country_requests.on_record import changed, state_of
from app.country_requests.permissions import OPENED, PRIVATE_FIELDS, is_focal_point
from app.country_requests.service import NotTheFocalPoint, WrongStatus
from app.translation.service import reopen_changed

EXTENSION = "crux_answerers"
# Who may read it is chosen in opening it; its country and language it keeps.
KEPT = frozenset({"country", "wished_visibility"})
UNTOLD = "…"  # acts are kept for good: who was the contact, and how much money it was, are not
Answerers = Callable[[Session, CountryRequest], Iterable[Person]]


def register_answerers(app: Flask, people: Answerers) -> None:
    """Let a feature above say who has answered a request, or asked about it."""
    app.extensions.setdefault(EXTENSION, []).append(people)


def answerers_of(session: Session, row: CountryRequest) -> Sequence[Person]:
    """Everybody who has answered or asked, each once."""
    found: Iterable[Answerers] = current_app.extensions.get(EXTENSION, ())
    return list({person.id: person for people in found for person in people(session, row)}.values())


def amend(
    session: Session,
    row: CountryRequest,
    facts: RequestFacts,
    *,
    pages: Mapping[str, Iterable[str]],
    by: Actor,
    now: datetime,
    request_id: str = "",
) -> RequestChange | None:
    """Put the new facts in place of the old; `pages`: which facts stand on which page of the form.

    What changes what was asked is kept by page and returned. What only the country's own people and moderators read
    changes in silence.
    """
    if not is_focal_point(by, row):
        raise NotTheFocalPoint
    if row.status not in OPENED:
        raise WrongStatus
    before, old = state_of(row), facts_of(row)
    new = {name: value for name, value in facts.model_dump().items() if name not in KEPT}
    names = {name for name, value in new.items() if value != getattr(row, name)}
    if not names:
        return None
    for name in names:
        setattr(row, name, new[name])
    row.gap, row.version = facts.gap, row.version + 1
    reopen_changed(session, row, now=now)
    told = {name: UNTOLD if name in PRIVATE_FIELDS else str(old[name]) for name in sorted(names)}
    changed(session, row, "request.change", before, by=by, now=now, request_id=request_id, more={"instead_of": told})
    return _keep(session, row, [page for page, held in pages.items() if names & set(held) - PRIVATE_FIELDS], now)


def facts_of(row: CountryRequest) -> dict[str, Any]:
    return {name: getattr(row, name) for name in RequestFacts.model_fields}


def changes_of(session: Session, number: int) -> Sequence[RequestChange]:
    """The newest first."""
    wanted = select(RequestChange).where(col(RequestChange.country_request_id) == number)
    return session.scalars(wanted.order_by(col(RequestChange.id).desc())).all()


def taken_up_by(session: Session, number: int) -> Sequence[CountryRequest]:
    """The requests that take this one up again."""
    wanted = select(CountryRequest).where(col(CountryRequest.follows) == number)
    return session.scalars(wanted.order_by(col(CountryRequest.id))).all()


def _keep(session: Session, row: CountryRequest, pages: list[str], now: datetime) -> RequestChange | None:
    if not pages:
        return None
    change = RequestChange(country_request_id=row.key, changed_at=now, pages=pages)
    session.add(change)
    session.flush()
    return change
