"""How far a run is that is under way: what is done since it was opened, and how long the rest may take."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session
from sqlmodel import col

from app.core.mail import Mail
from app.digest.figures import RunFigures
from app.digest.models import DigestMail, DigestMailState, DigestRun

OFTEN, SELDOM = 2, 10  # seconds between two looks: while a run is young, and then
YOUNG = timedelta(minutes=1)
LEAST = timedelta(seconds=10)  # before that, no pace can be told


@dataclass(frozen=True, slots=True)
class Progress:
    settled: int  # of those who are due
    minutes_left: int | None
    look_every: int


def progress_of(session: Session, run: RunFigures, *, now: datetime) -> Progress | None:
    """None when the run is over."""
    if run.finished or run.opened_at is None:
        return None
    took = now - run.opened_at
    settled = run.due - run.waiting - run.retry
    minutes = minutes_left(_settled_since(session, run), took, run.waiting)
    return Progress(settled, minutes, OFTEN if took < YOUNG else SELDOM)


def minutes_left(settled: int, took: timedelta, waiting: int) -> int | None:
    """At the pace so far, rounded up; None where there is no pace yet, or nothing that waits for us."""
    if not settled or not waiting or took < LEAST:
        return None
    return math.ceil(took / settled * waiting / timedelta(minutes=1))


def _settled_since(session: Session, run: RunFigures) -> int:
    """Mails sent and digests found empty since the run was opened, the last time if it was more than once."""
    since = run.opened_at
    empty = (col(DigestMail.state) == DigestMailState.EMPTY) & (col(DigestMail.decided_at) >= since)
    wanted = (
        select(func.count())
        .select_from(DigestMail)
        .join(DigestRun, col(DigestRun.id) == col(DigestMail.run_id))
        .outerjoin(Mail, col(Mail.id) == col(DigestMail.mail_id))
        .where(col(DigestRun.iso_week) == run.week, or_(empty, col(Mail.sent_at) >= since))
    )
    return int(session.scalar(wanted) or 0)
