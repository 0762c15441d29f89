"""How the runs stand: due, written, empty, and where each mail ended."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlmodel import col

from app.core.mail import Mail
from app.digest.models import DigestMail, DigestMailState, DigestRun


@dataclass(frozen=True, slots=True)
class RunFigures:
    week: str
    due: int
    counts: dict[str, int]  # planned, empty, and the states of the mails
    finished: bool


def runs(session: Session, *, newest: int = 8) -> list[RunFigures]:
    """The newest runs, newest first."""
    wanted = select(DigestRun).order_by(col(DigestRun.iso_week).desc()).limit(newest)
    return [_figures(session, run) for run in session.scalars(wanted)]


def _figures(session: Session, run: DigestRun) -> RunFigures:
    rows = session.execute(
        select(col(DigestMail.state), col(Mail.state), func.count())
        .outerjoin(Mail, col(Mail.id) == col(DigestMail.mail_id))
        .where(col(DigestMail.run_id) == run.id)
        .group_by(col(DigestMail.state), col(Mail.state))
    )
    counts: dict[str, int] = {}
    for digest_state, mail_state, count in rows:
        name = mail_state.value if digest_state == DigestMailState.RENDERED and mail_state else digest_state.value
        counts[name] = counts.get(name, 0) + count
    return RunFigures(run.iso_week, sum(counts.values()), counts, run.finished_at is not None)
