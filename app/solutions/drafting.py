"""Bridges between a draft's row and the form: whose solution it is, what the pages must know."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import abort
from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from app.core.db import db, utc_now
from app.core.drafts import Draft, drafts_for, find_draft
from app.core.drafts import drafts_of as begun_by
from app.core.i18n import current_language
from app.core.permissions import Actor, actor, may
from app.on_behalf.service import entry_of_draft
from app.organisations.models import Organisation
from app.solutions.entering import may_enter_for
from app.solutions.form_page import Offering
from app.solutions.journey import Journey
from app.solutions.models import Solution
from app.taxonomy import vocabulary
from app.taxonomy.form_goals import all_goals
from app.taxonomy.terms import by_name

DRAFT_KIND = "solution"


def open_draft(draft_id: str) -> Draft:
    """The draft, if the signed-in person edits for its institution, or enters it for somebody; else 404, which tells
    nothing about it."""
    draft = find_draft(db.session, draft_id, kind=DRAFT_KIND, now=utc_now())
    if draft is None or not (may(actor(), "solution.draft", draft.scope) or _enters(draft)):
        abort(404)
    return draft


def _enters(draft: Draft) -> bool:
    """Whether the actor enters it, or changes what they have entered, for somebody."""
    if not draft.is_open_to(actor().person_id):
        return False
    if draft.edits is not None:
        return may(actor(), "solution.edit", db.session.get_one(Solution, draft.edits))
    entry = entry_of_draft(db.session, draft.id)
    return entry is not None and may_enter_for(actor(), db.session.get_one(Organisation, int(draft.scope or 0)))


def organisations_of(session: Session, who: Actor) -> Sequence[Organisation]:
    """The institutions for which this person writes."""
    numbers = [int(text) for text in who.scopes("organisation-editor", "organisation") if text.isdigit()]
    own = select(Organisation).where(col(Organisation.id).in_(numbers))
    return session.scalars(own.order_by(col(Organisation.id))).all()


def drafts_of(session: Session, who: Actor) -> Sequence[Draft]:
    """The drafts of those institutions, whoever began them; and those that a moderator enters for others."""
    own = drafts_for(session, who.scopes("organisation-editor", "organisation"), kind=DRAFT_KIND, now=utc_now())
    if not may(who, "on_behalf.enter"):
        return own
    begun = begun_by(session, who.person_id or 0, kind=DRAFT_KIND, now=utc_now())
    return [*own, *(each for each in begun if each not in own and _enters(each))]


def writing_of(session: Session, draft: Draft) -> Offering:
    organisation = session.get_one(Organisation, int(draft.scope or 0))
    return Offering(
        today=utc_now().date(),
        language=current_language(),
        answers=draft.answers,
        before=_known_before(organisation),
        countries=tuple(_countries(organisation)),
    )


def writing_of_nobody() -> Offering:
    """For a page whose writer is not signed in: all countries and all targets, so that each code has its name."""
    language = current_language()
    return Offering(
        today=utc_now().date(),
        language=language,
        answers=all_goals(),
        countries=tuple((each.code, each.name(language)) for each in vocabulary().places.values()),
    )


def journey_of(session: Session, draft: Draft) -> Journey:
    return Journey(writing_of(session, draft))


def title_of(draft: Draft) -> str:
    """The title given so far; empty before that."""
    return str((draft.answers.get("summary", {}).get("title") or [""])[0])


def _known_before(organisation: Organisation) -> dict[str, Any]:
    """What its institution has said about itself already, so that nobody is asked twice."""
    known = {
        "country": organisation.country,
        "sectors": organisation.sectors,
        "modalities": organisation.modalities,
        "delivery_languages": organisation.languages,
    }
    return {name: value for name, value in known.items() if value}


def _countries(organisation: Organisation) -> list[tuple[str, str]]:
    """An invented institution's solution comes from an invented country, a real one's from a real one."""
    places, language = vocabulary().places, current_language()
    own = places.get(organisation.country or "")
    example = own is not None and own.example
    return [(each.code, each.name(language)) for each in by_name(places.values(), language) if each.example == example]
