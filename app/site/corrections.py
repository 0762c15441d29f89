"""A reader's word about a record: which record, and how the word is kept for the moderators."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.core.audit import record_act
from app.core.i18n import current_language
from app.core.permissions import Actor, actor, may
from app.core.records import PublishedRecord
from app.exchanges.models import Exchange
from app.exchanges.views import exchange_url
from app.moderation.models import Why
from app.moderation.service import enter
from app.organisations.models import Organisation
from app.organisations.views import organisation_url
from app.site.models import Correction, Wish
from app.solutions.models import Solution
from app.solutions.views import solution_url


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of record that can be spoken of: its rows, who may see them, and where they stand."""

    model: type[PublishedRecord]
    permission: str
    title: str
    url: Callable[[Any], str]


KINDS = {
    "solution": Kind(Solution, "solution.see", "title", solution_url),
    "exchange": Kind(Exchange, "exchange.see", "title", exchange_url),
    "organisation": Kind(Organisation, "organisation.see", "name", organisation_url),
}


def visible_record(session: Session, kind: str, number: int) -> PublishedRecord | None:
    """The record `kind:number`, if the reader may see it."""
    known = KINDS.get(kind)
    record = session.get(known.model, number) if known else None
    return record if known and record is not None and may(actor(), known.permission, record) else None


def keep_correction(
    session: Session,
    *,
    kind: str,
    number: int,
    wish: Wish,
    words: str,
    institution: str,
    email: str,
    by: Actor,
    now: datetime,
    request_id: str = "",
) -> Correction:
    """Store what a reader asks for. Moderators act on it first and discuss it after."""
    correction = Correction(
        object_type=kind,
        object_id=number,
        wish=wish,
        words=words,
        institution=institution,
        email=email,
        language=current_language(),
        person_id=by.person_id,
        created_at=now,
    )
    session.add(correction)
    session.flush()
    record_act(
        session,
        by=by,
        act=f"{kind}.ask_to_{wish}",
        object_type=kind,
        object_id=number,
        now=now,
        request_id=request_id,
    )
    enter(session, "correction", correction.id or 0, why=Why.ASKED, now=now)
    return correction
