"""Drafts of long forms: kept on the server from the first answer, for their owner or a signed link.

A draft is a row of plain answers by step; nothing in it is checked until it is sent, so that an
unfinished or mistaken answer is kept as it was typed.
"""

import secrets
from datetime import datetime, timedelta
from typing import Any

from itsdangerous import BadSignature, URLSafeTimedSerializer
from sqlalchemy import JSON
from sqlalchemy.orm import Session
from sqlmodel import Field, SQLModel

from app.core.db import Instant
from app.core.records import Outdated

KEPT_FOR = timedelta(days=90)
PURPOSE = "draft-return-link"


class Draft(SQLModel, table=True):
    __tablename__ = "draft"
    # A random public id: the address of a draft must tell nothing about how many there are.
    id: str = Field(default_factory=lambda: secrets.token_urlsafe(12), primary_key=True, max_length=24)
    kind: str = Field(max_length=40)
    person_id: int | None = Field(default=None, index=True)
    answers: dict[str, dict[str, Any]] = Field(default_factory=dict, sa_type=JSON)
    version: int = 1
    created_at: datetime = Field(sa_type=Instant)
    changed_at: datetime = Field(sa_type=Instant)
    expires_at: datetime = Field(sa_type=Instant)


def start_draft(session: Session, *, kind: str, person_id: int | None, now: datetime) -> Draft:
    draft = Draft(kind=kind, person_id=person_id, created_at=now, changed_at=now, expires_at=now + KEPT_FOR)
    session.add(draft)
    session.flush()
    return draft


def keep_answers(
    session: Session, draft_id: str, *, step: str, answers: dict[str, Any], version: int, now: datetime
) -> Draft:
    """Store one step's answers; `Outdated` when the draft was saved elsewhere since `version`."""
    draft = session.get_one(Draft, draft_id, with_for_update=True)
    if draft.version != version:
        raise Outdated
    draft.answers = {**draft.answers, step: answers}
    draft.version += 1
    draft.changed_at, draft.expires_at = now, now + KEPT_FOR
    session.add(draft)
    return draft


def return_token(secret_key: str, draft_id: str) -> str:
    """What goes into the mailed link that leads back to a draft."""
    return _signer(secret_key).dumps(draft_id)


def draft_behind(secret_key: str, token: str) -> str | None:
    """The draft a return link leads to; None when the link was altered or is too old."""
    try:
        draft_id: str = _signer(secret_key).loads(token, max_age=int(KEPT_FOR.total_seconds()))
    except BadSignature:
        return None
    return draft_id


def _signer(secret_key: str) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(secret_key, salt=PURPOSE)
