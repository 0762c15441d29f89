"""The digest's rows: who is due, what was told, and each mail written once. Rows decide, whoever asks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, CursorResult, bindparam, delete, exists, or_, select, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session
from sqlmodel import col

from app.accounts.models import Appointment, Person, Subscriber
from app.core.i18n import answering
from app.core.mail import Mail, MailState, Message, post, write_again
from app.digest.models import DigestItem, DigestMail, DigestMailState, DigestRun, WhyNone
from app.digest.readers import is_paused, receives
from app.digest.selection import Candidate
from app.digest.weeks import MAKE_UP, Week

# A mail on its way counts as told: what it holds is not written into another.
ON_ITS_WAY = (MailState.RENDERED, MailState.SENDING, MailState.HANDING, MailState.RETRY_AT)


def run_of(session: Session, week: Week, *, now: datetime) -> DigestRun:
    """The one run of `week`, made if need be."""
    starts_at, ends_at = week.window
    values = {"iso_week": week.name, "kind": "weekly", "starts_at": starts_at, "ends_at": ends_at, "created_at": now}
    session.execute(_insert(session, DigestRun).values(**values).on_conflict_do_nothing())
    return session.scalars(
        select(DigestRun).where(col(DigestRun.iso_week) == week.name, col(DigestRun.kind) == "weekly")
    ).one()


def plan_mails(session: Session, run_id: int, subscriber_ids: Sequence[int], *, now: datetime) -> None:
    """One digest for each, however often it is asked for."""
    if subscriber_ids:
        rows = [{"run_id": run_id, "subscriber_id": key, "state": DigestMailState.PLANNED} for key in subscriber_ids]
        session.execute(_insert(session, DigestMail).values(rows).on_conflict_do_nothing())
        open_runs(session, col(DigestRun.id) == run_id, now=now)


def open_runs(session: Session, *which: ColumnElement[bool], now: datetime) -> None:
    """There is something to do in them again; how long they have been open counts from here if they were closed."""
    closed = col(DigestRun.finished_at).is_not(None) | col(DigestRun.opened_at).is_(None)
    session.execute(update(DigestRun).where(*which, closed).values(finished_at=None, opened_at=now))


def digests_in(session: Session, states: Sequence[DigestMailState], *, week: Week | None = None) -> list[int]:
    query = select(col(DigestMail.id)).where(col(DigestMail.state).in_(states)).order_by(col(DigestMail.id))
    if week is not None:
        query = query.join(DigestRun, col(DigestRun.id) == col(DigestMail.run_id)).where(
            col(DigestRun.iso_week) == week.name
        )
    return list(session.scalars(query))


def told_to(session: Session, subscriber_id: int) -> set[tuple[str, int]]:
    """(item, version) of what was sent to this subscriber or is on its way."""
    rows = session.execute(
        select(col(DigestItem.item), col(DigestItem.item_version))
        .join(DigestMail, col(DigestMail.id) == col(DigestItem.digest_mail_id))
        .join(Mail, col(Mail.id) == col(DigestMail.mail_id))
        .where(col(DigestMail.subscriber_id) == subscriber_id, col(Mail.state).in_((MailState.SENT, *ON_ITS_WAY)))
    )
    return {(item, version) for item, version in rows}


def write_mail(
    session: Session,
    digest_mail_id: int,
    message: Message,
    items: Sequence[Candidate],
    *,
    seen: DigestMailState,
    now: datetime,
) -> bool:
    """Turn a planned digest into a mail. False: somebody else decided it."""
    if not _decide(session, digest_mail_id, seen, now=now, state=DigestMailState.RENDERED, why_none=""):
        return False
    mail = post(session, message, now=now)
    if mail.state == MailState.CANCELLED:  # its reader is back at an address or a language of earlier this week
        write_again(mail, message, now=now)
    digest = session.get_one(DigestMail, digest_mail_id, populate_existing=True)
    digest.mail_id = mail.id
    open_runs(session, col(DigestRun.id) == digest.run_id, now=now)
    session.add_all(
        DigestItem(
            digest_mail_id=digest_mail_id,
            section=item.section,
            item=item.item,
            item_version=item.version,
            position=position,
        )
        for position, item in enumerate(items, start=1)
    )
    for item in items:
        if item.keep is not None:
            item.keep(session, now)
    return True


def write_none(session: Session, digest_mail_id: int, why: WhyNone, *, seen: DigestMailState, now: datetime) -> bool:
    """Turn a planned digest into no mail. False: somebody else decided it."""
    return _decide(session, digest_mail_id, seen, now=now, state=DigestMailState.EMPTY, why_none=why.value)


def _decide(session: Session, digest_mail_id: int, seen: DigestMailState, *, now: datetime, **values: object) -> bool:
    own = (col(DigestMail.id) == digest_mail_id, col(DigestMail.state) == seen)
    return _rows(session.execute(update(DigestMail).where(*own).values(decided_at=now, **values))) == 1


# Since the mail was written: it may tell what only those who act for a country or an institution may know.
_LEFT_A_ROLE = exists().where(
    col(Appointment.person_id) == col(Subscriber.person_id),
    col(Appointment.valid_to) >= bindparam("written"),
    col(Appointment.valid_to) < bindparam("today"),
)
_READER = (  # made once: the sender asks twice for each mail
    select(Subscriber)
    .join(DigestMail, col(DigestMail.subscriber_id) == col(Subscriber.id))
    .outerjoin(Person, col(Person.id) == col(Subscriber.person_id))
    .where(col(DigestMail.mail_id) == bindparam("mail"), receives(), ~_LEFT_A_ROLE)
)


def is_wanted(session: Session, mail: Mail, now: datetime) -> bool:
    """Asked by the sender: still wanted, by this address, in this language, and not older than is made up."""
    days = {"written": mail.created_at.date(), "today": now.date()}
    reader = session.scalars(_READER, {"mail": mail.id, **days}).first()
    if reader is None or is_paused(reader, now):
        return False
    present = (reader.email, answering(reader.locale))
    return present == (mail.to_address, mail.locale) and now - mail.created_at < MAKE_UP


def plan_again(session: Session, week: Week, *, now: datetime) -> None:
    """Digests called back whose readers still want one are written anew: for another address, language or role."""
    called_back = (
        select(DigestMail, Subscriber)
        .join(DigestRun, col(DigestRun.id) == col(DigestMail.run_id))
        .join(Mail, col(Mail.id) == col(DigestMail.mail_id))
        .join(Subscriber, col(Subscriber.id) == col(DigestMail.subscriber_id))
        .outerjoin(Person, col(Person.id) == col(Subscriber.person_id))
        .where(col(DigestRun.iso_week) == week.name, col(Mail.state) == MailState.CANCELLED, receives())
    )
    for digest, reader in session.execute(called_back):
        if is_paused(reader, now):
            continue
        session.execute(delete(DigestItem).where(col(DigestItem.digest_mail_id) == digest.id))
        digest.state, digest.mail_id = DigestMailState.PLANNED, None
        open_runs(session, col(DigestRun.id) == digest.run_id, now=now)


def stop(session: Session, subscriber_id: int, *, since: int, now: datetime) -> bool:
    """End the digest of the subscriber who was created at second `since`; again, and for one who is gone, is fine."""
    subscriber = session.get(Subscriber, subscriber_id)
    if subscriber is None or int(subscriber.created_at.timestamp()) != since or subscriber.stopped_at is not None:
        return False
    subscriber.stopped_at = now
    return True


def close_runs(session: Session, *, now: datetime) -> None:
    """Mark the runs of which nothing is planned or on its way any more."""
    waiting = (
        select(DigestMail.id)  # type: ignore[call-overload]
        .outerjoin(Mail, col(Mail.id) == col(DigestMail.mail_id))
        .where(col(DigestMail.run_id) == col(DigestRun.id))
        .where(or_(col(DigestMail.state) == DigestMailState.PLANNED, col(Mail.state).in_(ON_ITS_WAY)))
    )
    session.execute(
        update(DigestRun).where(col(DigestRun.finished_at).is_(None), ~exists(waiting)).values(finished_at=now)
    )


def _insert(session: Session, table: type[Any]) -> Any:
    insert = postgresql_insert if session.get_bind().dialect.name == "postgresql" else sqlite_insert
    return insert(table)


def _rows(result: Any) -> int:
    return result.rowcount if isinstance(result, CursorResult) else 0
