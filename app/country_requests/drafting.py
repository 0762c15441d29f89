"""Bridges between a draft's row and the form: what the pages must know, and what the person gave before."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from app.accounts.models import Person
from app.core.attachments import Attachment, attachments_of, detach
from app.core.db import utc_now
from app.core.drafts import KEPT_FOR, Draft
from app.core.i18n import current_language
from app.core.links import LinkExpired, link_token, value_behind
from app.core.permissions import Actor
from app.country_requests.form_page import Writing
from app.country_requests.form_who import Asking
from app.country_requests.journey import Journey
from app.country_requests.models import CountryRequest
from app.country_requests.selection import countries_of, last_request_of
from app.on_behalf.service import entry_of_draft
from app.taxonomy import vocabulary
from app.taxonomy.form_goals import all_goals

DRAFT_FILES = "draft"
REQUEST_FILES = "request"
RETURN = "draft-return-link"  # the purpose of its signature


def writing_of(session: Session, draft: Draft, actor: Actor) -> Writing:
    return Writing(
        today=utc_now().date(),
        language=current_language(),
        answers=draft.answers,
        **_for_whom(session, draft, actor),
    )


def writing_of_nobody() -> Writing:
    """For a page whose writer is not signed in: all countries and all targets, so that each code has its name."""
    return Writing(
        today=utc_now().date(),
        language=current_language(),
        countries=frozenset(vocabulary().places),
        answers=all_goals(),
    )


def _for_whom(session: Session, draft: Draft, actor: Actor) -> dict[str, Any]:
    """The countries it may be for, and what is known already; what a moderator enters is for its sender's country."""
    if draft.edits is not None:
        return {"countries": frozenset({session.get_one(CountryRequest, draft.edits).country})}
    entry = entry_of_draft(session, draft.id)
    if entry is None:
        return {"countries": countries_of(session, actor), "before": given_before(session, actor)}
    before = {"country": entry.country, "contact": entry.address}
    return {"countries": frozenset({entry.country}), "before": {name: known for name, known in before.items() if known}}


def journey_of(session: Session, draft: Draft, actor: Actor) -> Journey:
    return Journey(writing_of(session, draft, actor))


def given_before(session: Session, actor: Actor) -> dict[str, Any]:
    """Answers from the person's last request and account, so that nobody is asked twice (WCAG 3.3.7)."""
    if actor.person_id is None:
        return {}
    person, last = session.get(Person, actor.person_id), last_request_of(session, actor.person_id)
    known = {"contact": person.email if person else None}
    if last is not None:
        same = ("country", "institution", "ministry", "source_language", "languages")
        known |= {name: getattr(last, name) for name in same}
        known["contact"] = last.contact or known["contact"]
    return {name: value for name, value in known.items() if value}


def title_of(draft: Draft) -> str:
    """The title given so far; empty before that."""
    return str((draft.answers.get("title", {}).get("title") or [""])[0])


def country_of(draft: Draft) -> str:
    return str((draft.answers.get(Asking.name, {}).get("country") or [""])[0])


def files_of(session: Session, draft: Draft) -> list[Attachment]:
    return list(attachments_of(session, DRAFT_FILES, draft.id))


def forget_files(session: Session, *, now: datetime) -> None:  # noqa: ARG001 - chores are all called alike
    """Remove the files of drafts that are gone."""
    numbers = select(col(Draft.id))
    gone = select(Attachment).where(
        col(Attachment.object_type) == DRAFT_FILES, col(Attachment.object_id).not_in(numbers)
    )
    for attachment in session.scalars(gone).all():
        detach(session, attachment)


def token_for(draft_id: str) -> str:
    """What the link back to a draft carries."""
    return link_token(RETURN, draft_id)


def draft_behind(token: str) -> str | None:
    """The draft a return link leads to; None when the link was altered or is too old."""
    try:
        found = value_behind(RETURN, token, valid_for=KEPT_FOR)
    except LinkExpired:
        return None
    return found if isinstance(found, str) else None
