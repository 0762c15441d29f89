"""Sending an uncertain mail once more, by hand: the same bytes with the same Message-ID."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from app.core.audit import record_act
from app.core.mail import Mail, MailState
from app.core.permissions import Actor
from app.digest.models import DigestMail, DigestRun
from app.digest.service import open_runs
from app.digest.weeks import MAKE_UP


class NotUncertain(Exception):
    """It never was, or somebody has decided already."""


class TooOld(Exception):
    """What it told of comes with the next mail; sent now, it would be told twice."""


def uncertain_mail(session: Session, mail_id: int) -> tuple[Mail, DigestMail] | None:
    """An uncertain digest mail and its place in the run."""
    joined = select(Mail, DigestMail).join(DigestMail, col(DigestMail.mail_id) == col(Mail.id))
    row = session.execute(joined.where(col(Mail.id) == mail_id, col(Mail.state) == MailState.UNCERTAIN)).first()
    return (row[0], row[1]) if row else None


def is_too_old(mail: Mail, now: datetime) -> bool:
    return now - mail.created_at >= MAKE_UP


def send_again(session: Session, mail_id: int, *, by: Actor, now: datetime) -> None:
    """It waits as if it had never left."""
    found = uncertain_mail(session, mail_id)
    if found is None:
        raise NotUncertain
    mail, digest = found
    if is_too_old(mail, now):
        raise TooOld
    mail.state, mail.owner, mail.lease_until, mail.retry_at = MailState.RENDERED, None, None, None
    open_runs(session, col(DigestRun.id) == digest.run_id, now=now)
    record_act(session, by=by, act="digest.send_again", object_type="mail", object_id=mail_id, now=now)
