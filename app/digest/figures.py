"""How the runs stand: who was due, and where each of their mails ended.

When a run is over, `due` is the sum of sent, empty, held, failed, uncertain and retry. Who stopped the mail, moved
or paused it before it left is not due any more: such digests are counted apart, as called back and paused. What was
never written because it had become too late to make up counts as failed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlmodel import col

from app.core.mail import Mail, MailState
from app.digest.models import DigestMail, DigestMailState, DigestRun, WhyNone

OPEN_TOO_LONG = timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class RunFigures:
    week: str
    due: int = 0
    sent: int = 0
    empty: int = 0
    held: int = 0
    failed: int = 0
    uncertain: int = 0
    retry: int = 0  # the server asked to wait
    waiting: int = 0  # planned, or on its way
    called_back: int = 0
    paused: int = 0
    uncertain_mails: list[int] = field(default_factory=list)
    finished: bool = True
    late: bool = False  # open for longer than it should take
    opened_at: datetime | None = None

    def as_told(self) -> dict[str, Any]:
        """As programs read it: numbers and answers alone."""
        return {name: value for name, value in asdict(self).items() if name != "opened_at"}


ENDS = {
    MailState.SENT: "sent",
    MailState.HELD: "held",
    MailState.FAILED: "failed",
    MailState.UNCERTAIN: "uncertain",
    MailState.RETRY_AT: "retry",
    MailState.CANCELLED: "called_back",
}
NOT_DUE = ("called_back", "paused")
WITHOUT_MAIL = {
    WhyNone.HELD: "held",
    WhyNone.PAUSED: "paused",
    WhyNone.STOPPED: "called_back",
    WhyNone.LATE: "failed",  # there was something to say, or there may have been: nobody takes that for a calm week
}


def runs(session: Session, *, now: datetime, newest: int = 8) -> list[RunFigures]:
    """The newest runs, newest first."""
    wanted = select(DigestRun).order_by(col(DigestRun.iso_week).desc()).limit(newest)
    return [_figures(session, run, now) for run in session.scalars(wanted)]


def run_of_week(session: Session, week: str, *, now: datetime) -> RunFigures | None:
    run = session.scalars(select(DigestRun).where(col(DigestRun.iso_week) == week)).first()
    return _figures(session, run, now) if run else None


def _figures(session: Session, run: DigestRun, now: datetime) -> RunFigures:
    counts = Counter[str]()
    for state, why, mail_state, count in session.execute(_states(run)):
        counts[_end(state, why, mail_state)] += count
    is_open = bool(counts["waiting"] or counts["retry"])
    return RunFigures(
        run.iso_week,
        due=sum(count for name, count in counts.items() if name not in NOT_DUE),
        **counts,
        uncertain_mails=list(_uncertain(session, run)),
        finished=not is_open,
        late=is_open and now - (run.opened_at or run.created_at) > OPEN_TOO_LONG,
        opened_at=run.opened_at or run.created_at,
    )


def _states(run: DigestRun) -> Any:
    kinds = (col(DigestMail.state), col(DigestMail.why_none), col(Mail.state))
    digests = select(*kinds, func.count()).outerjoin(Mail, col(Mail.id) == col(DigestMail.mail_id))
    return digests.where(col(DigestMail.run_id) == run.id).group_by(*kinds)


def _end(state: DigestMailState, why: str, mail_state: MailState | None) -> str:
    if state == DigestMailState.EMPTY:
        return next((name for reason, name in WITHOUT_MAIL.items() if reason == why), "empty")
    return ENDS.get(mail_state, "waiting") if mail_state else "waiting"


def _uncertain(session: Session, run: DigestRun) -> Iterable[int]:
    mails = select(col(Mail.id)).join(DigestMail, col(DigestMail.mail_id) == col(Mail.id)).order_by(col(Mail.id))
    return session.scalars(mails.where(col(DigestMail.run_id) == run.id, col(Mail.state) == MailState.UNCERTAIN))
