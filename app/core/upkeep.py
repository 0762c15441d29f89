"""What is kept for a time only, and removed after it. Features register what they themselves keep."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from flask import Flask, current_app
from sqlalchemy import update
from sqlalchemy.orm import Session
from sqlmodel import col

from app.core.db import utc_now, writing
from app.core.drafts import forget_drafts
from app.core.idempotency import forget_keys
from app.core.mail import Mail, MailState
from app.core.rate_windows import forget_windows

EXTENSION = "crux_upkeep"
MAIL_KEPT_FOR = timedelta(days=30)
Chore = Callable[..., None]  # (session, *, now)


def register_chore(app: Flask, chore: Chore) -> None:
    """Let a feature remove what it no longer needs, every hour: `chore(session, now=…)`."""
    app.extensions.setdefault(EXTENSION, []).append(chore)


def tidy_up(*, now: datetime | None = None) -> None:
    """Do every chore, each in a short write of its own."""
    moment = now or utc_now()
    for chore in (
        forget_drafts,
        forget_keys,
        forget_windows,
        forget_sent_words,
        *current_app.extensions.get(EXTENSION, []),
    ):
        with writing() as session:
            chore(session, now=moment)


def forget_sent_words(session: Session, *, now: datetime) -> None:
    """The words of mails that went out a month ago go; that they went stays."""
    old = (col(Mail.state) == MailState.SENT, col(Mail.sent_at) < now - MAIL_KEPT_FOR, col(Mail.content) != b"")
    session.execute(update(Mail).where(*old).values(content=b""))
