"""What a conversation is about, and to whom one may write about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask import Flask, current_app
from sqlalchemy.orm import Session

from app.conversations.models import Conversation
from app.conversations.sides import Side, country, institution, people_of
from app.organisations.claimable import Named, Source, sources
from app.organisations.models import Organisation
from app.organisations.permissions import SCOPE as ORGANISATION
from app.organisations.selection import rows_by_id
from app.organisations.views import organisation_url
from app.translation.service import LocalText, text_in, words_from

EXTENSION = "crux_conversation_subjects"
MOST = 12  # institutions of one record; more are no choice for anybody


@dataclass(frozen=True, slots=True)
class Within:
    """Whom a message about something reaches, and the institutions that nobody here writes for."""

    reach: Sequence[Side]
    nobody_for: Sequence[Organisation]


def register_subject(app: Flask, kind: str, source: Source) -> None:
    """Let conversations be about things of a feature above, which nobody begins from outside."""
    app.extensions.setdefault(EXTENSION, {})[kind] = source


def about(session: Session, kind: str, number: int) -> Named | None:
    """The record with its institutions, as far as the reader may see it."""
    if kind == ORGANISATION:
        row = rows_by_id(session, [number]).get(number)
        return Named(text_in(row, "name"), organisation_url(row), [row]) if row else None
    known: dict[str, Source] = current_app.extensions.get(EXTENSION, {})
    source = known.get(kind) or sources().get(kind)
    return source(number) if source else None


def within_reach(session: Session, named: Named, sender: Side, *, on: date) -> Within:
    """An institution by its editors; where it has none, the focal point of its country, if there is one."""
    reach: dict[Side, None] = {}
    nobody_for = []
    for row in named.organisations[:MOST]:
        own = institution(row.key)
        if people_of(session, own, on=on):
            reach[own] = None
            continue
        nobody_for.append(row)
        focal = country(row.country) if row.country else None
        if focal is not None and people_of(session, focal, on=on):
            reach[focal] = None
    return Within([side for side in reach if side != sender], nobody_for)


def title_of(session: Session, row: Conversation) -> LocalText:
    """As it is called now, in the reader's language if it is translated; as at the start where it is shown no more."""
    named = about(session, row.subject_kind, row.subject_id)
    return named.title if named else words_from(row.title, row.language)
