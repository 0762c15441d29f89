"""What became of each digest of one reader: sent, not sent and why, or held; for the reader's own page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlmodel import col

from app.core.mail import Mail, MailState
from app.core.mailbox import state_name
from app.digest.models import DigestMail, DigestMailState, DigestRun, WhyNone

MOST = 52


@dataclass(frozen=True, slots=True)
class Receipt:
    digest_mail_id: int
    at: datetime
    words: str
    can_be_read: bool


def receipts_of(session: Session, subscriber_id: int) -> list[Receipt]:
    """The newest first. Copies are kept for a month."""
    rows = session.execute(
        select(DigestMail, col(DigestRun.created_at), col(Mail.state), col(Mail.sent_at), func.length(Mail.content))
        .join(DigestRun, col(DigestRun.id) == col(DigestMail.run_id))
        .outerjoin(Mail, col(Mail.id) == col(DigestMail.mail_id))
        .where(col(DigestMail.subscriber_id) == subscriber_id)
        .order_by(col(DigestRun.iso_week).desc())
        .limit(MOST)
    )
    return [
        Receipt(
            digest.id or 0, sent_at or digest.decided_at or planned_at, _words(digest, state), bool(state and length)
        )
        for digest, planned_at, state, sent_at, length in rows
    ]


def _words(digest: DigestMail, state: MailState | None) -> str:
    if state is not None:
        return state_name(state)
    if digest.state == DigestMailState.PLANNED:
        return state_name(MailState.RENDERED)
    reasons = {
        WhyNone.PAUSED: _("not sent: paused"),
        WhyNone.HELD: state_name(MailState.HELD),
        WhyNone.STOPPED: state_name(MailState.CANCELLED),
        WhyNone.LATE: _("not sent: it was too late, all of it comes with the next mail"),
    }
    return reasons.get(WhyNone(digest.why_none or "nothing-new")) or str(_("not sent: nothing was new"))
