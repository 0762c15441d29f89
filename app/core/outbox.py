"""The `mail` table as a sender sees it: the two-mark rule.

    rendered | retry_at → sending (leased) → handing → sent | retry_at | failed | held
                             ↘ cancelled        ↘ uncertain, when its sender died

Each move is a compare-and-swap on (state, owner) and a commit of its own. `handing` is committed before
the first byte of the body leaves: SMTP cannot say whether a mail whose reply was lost was taken (RFC 1047),
so nothing leaves `handing` but by a reply. A lease that ran out in `sending` puts the mail back.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask import Flask
from sqlalchemy import ColumnElement, CursorResult, Engine, create_engine, event, or_, select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from app.core.db import listen
from app.core.mail import Mail, MailState, StopCheck

# Longer than the longest wait of a conversation (`smtp.PATIENCE` for each of its steps).
LEASE = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail that this sender holds."""

    id: int
    to_address: str
    content: bytes
    tries: int


class Outbox:
    """Moves mails from state to state on behalf of one sender, `owner`."""

    def __init__(
        self,
        engine: Engine,
        *,
        owner: str,
        stop_checks: Mapping[str, StopCheck],
        bulk: Collection[str] = (),
    ) -> None:
        self.engine = engine
        self.owner = owner
        self.stop_checks = stop_checks
        self.bulk = bulk

    def has_due(self, now: datetime) -> bool:
        with Session(self.engine) as session:
            return session.scalars(select(col(Mail.id)).where(_is_due(now)).limit(1)).first() is not None

    def take(self, now: datetime) -> Letter | None:
        """Lease the next mail that is due and still wanted; None when there is none."""
        while True:
            with self._writing() as session, session.begin():
                mail = session.scalars(self._next(now)).first()
                if mail is None:
                    return None
                if self._is_wanted(session, mail, now):
                    mail.state, mail.owner, mail.lease_until = MailState.SENDING, self.owner, now + LEASE
                    return Letter(int(mail.id or 0), mail.to_address, mail.content, mail.tries)
                mail.state, mail.owner, mail.retry_at = MailState.CANCELLED, self.owner, None

    def mark_handing(self, letter: Letter, now: datetime) -> bool:
        """The second mark. False: not ours any more, or called back since it was taken; don't send a byte."""
        with self._writing() as session, session.begin():
            mail = session.get_one(Mail, letter.id)
            if not self._is_wanted(session, mail, now):
                self._move(session, letter, MailState.SENDING, MailState.CANCELLED)
                return False
            marks = {"handed_at": now, "lease_until": now + LEASE, "tries": letter.tries + 1}
            return self._move(session, letter, MailState.SENDING, MailState.HANDING, **marks)

    def settle(self, letter: Letter, old: MailState, new: MailState, **values: Any) -> bool:
        """Say how it ended. False: the lease had run out and somebody else decided."""
        with self._writing() as session, session.begin():
            return self._move(session, letter, old, new, lease_until=None, **values)

    def take_back(self, now: datetime) -> int:
        """What senders that died left behind; the number of mails that are now uncertain."""
        over = col(Mail.lease_until) < now
        with self._writing() as session, session.begin():
            session.execute(
                update(Mail)
                .where(col(Mail.state) == MailState.SENDING, over)
                .values(state=MailState.RENDERED, owner=None, lease_until=None)
            )
            lost = session.execute(
                update(Mail)
                .where(col(Mail.state) == MailState.HANDING, over)
                .values(
                    state=MailState.UNCERTAIN, lease_until=None, last_reply="The sender stopped while handing over."
                )
            )
            return _rows(lost)

    def _writing(self) -> Session:
        return Session(self.engine.execution_options(writing=True))

    def _next(self, now: datetime) -> Any:
        bulk_last = col(Mail.kind).in_(self.bulk)
        return (
            select(Mail)
            .where(_is_due(now))
            .order_by(bulk_last, col(Mail.id))
            .limit(1)
            .with_for_update(skip_locked=True)  # on SQLite the write transaction itself keeps others out
        )

    def _is_wanted(self, session: Session, mail: Mail, now: datetime) -> bool:
        check = self.stop_checks.get(mail.kind)
        return check is None or check(session, mail, now)

    def _move(self, session: Session, letter: Letter, old: MailState, new: MailState, **values: Any) -> bool:
        ours = (col(Mail.id) == letter.id, col(Mail.state) == old, col(Mail.owner) == self.owner)
        moved = session.execute(update(Mail).where(*ours).values(state=new, **values))
        return _rows(moved) == 1


def durable_engine(app: Flask) -> Engine:
    """The application's database with commits that survive a power cut (SQLite otherwise may lose the last)."""
    engine = create_engine(**app.config["SQLALCHEMY_ENGINES"]["default"])
    listen(engine)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA synchronous = FULL"))
    return engine


def _is_due(now: datetime) -> ColumnElement[bool]:
    waits = (col(Mail.state) == MailState.RETRY_AT) & (col(Mail.retry_at) <= now)
    return or_(col(Mail.state) == MailState.RENDERED, waits)


def _rows(result: Any) -> int:
    return result.rowcount if isinstance(result, CursorResult) else 0
