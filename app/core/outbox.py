"""The `mail` table as a sender sees it: the two-mark rule.

    rendered | retry_at → sending (leased) → handing → sent | retry_at | failed | held
                             ↘ cancelled        ↘ uncertain, when its sender died

Each move is a compare-and-swap on (state, owner) and a commit of its own. `handing` is committed before
the first byte of the body leaves: SMTP cannot say whether a mail whose reply was lost was taken (RFC 1047),
so nothing leaves `handing` but by a reply. A lease that ran out in `sending` puts the mail back.

Only `handing` waits for the disk on SQLite: what a power cut may take of the other moves leaves a mail that is
tried again before a byte of it left, or one that stays in `handing` and becomes uncertain; never one sent twice.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from flask import Flask
from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    Select,
    Table,
    Update,
    bindparam,
    create_engine,
    event,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Session, defer

from app.core.db import listen
from app.core.fail_points import reached
from app.core.mail import Mail, MailState, StopCheck

# Longer than the longest wait of a conversation (`smtp.PATIENCE` for each of its steps).
LEASE = timedelta(minutes=10)
MAIL: Table = Mail.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail that this sender holds."""

    id: int
    kind: str
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
    ) -> None:
        self.engine = engine
        self.owner = owner
        self.stop_checks = stop_checks

    def has_due(self, now: datetime) -> bool:
        with self.engine.connect() as connection:
            return connection.execute(_FIRST_DUE, {"now": now}).first() is not None

    def take(self, now: datetime) -> Letter | None:
        """Lease the next mail that is due and still wanted; None when there is none."""
        while True:
            with self._writing() as connection:
                letter = _next_due(connection, now)
                if letter is None:
                    return None
                if self._is_wanted(connection, letter, now):
                    self._change(connection, letter, state=MailState.SENDING, lease_until=now + LEASE)
                    return letter
                self._change(connection, letter, state=MailState.CANCELLED, retry_at=None)
            reached(MailState.CANCELLED.value)

    def mark_handing(self, letter: Letter, now: datetime) -> bool:
        """The second mark. False: not ours any more, or called back since it was taken; don't send a byte."""
        with self._writing(durable=True) as connection:
            if not self._is_wanted(connection, letter, now):
                self._move(connection, letter, MailState.SENDING, MailState.CANCELLED)
                return False
            marks = {"handed_at": now, "lease_until": now + LEASE, "tries": letter.tries + 1}
            return self._move(connection, letter, MailState.SENDING, MailState.HANDING, **marks)

    def settle(self, letter: Letter, old: MailState, new: MailState, **values: Any) -> bool:
        """Say how it ended. False: the lease had run out and somebody else decided."""
        with self._writing() as connection:
            return self._move(connection, letter, old, new, lease_until=None, **values)

    def take_back(self, now: datetime) -> int:
        """What senders that died left behind; the number of mails that are now uncertain."""
        over = MAIL.c.lease_until < now
        put_back = {"state": MailState.RENDERED, "owner": None, "lease_until": None}
        lost = {
            "state": MailState.UNCERTAIN,
            "lease_until": None,
            "last_reply": "The sender stopped while handing over.",
        }
        with self._writing(durable=True) as connection:
            connection.execute(update(MAIL).where(MAIL.c.state == MailState.SENDING, over).values(put_back))
            return connection.execute(update(MAIL).where(MAIL.c.state == MailState.HANDING, over).values(lost)).rowcount

    def _writing(self, *, durable: bool = False) -> AbstractContextManager[Connection]:
        """One short write; committed at the end."""
        return self.engine.execution_options(writing=True, durable=durable).begin()

    def _is_wanted(self, connection: Connection, letter: Letter, now: datetime) -> bool:
        """Asked of those kinds alone that can be called back."""
        check = self.stop_checks.get(letter.kind)
        if check is None:
            return True
        with Session(connection) as session:
            return check(session, session.get_one(Mail, letter.id, options=[defer(Mail.content)]), now)  # type: ignore[arg-type]

    def _change(self, connection: Connection, letter: Letter, **values: Any) -> None:
        """What was just read and is locked becomes this sender's."""
        changed = {"owner": self.owner, **values}
        connection.execute(_update(*changed), {"of": letter.id, **_new(changed)})

    def _move(self, connection: Connection, letter: Letter, old: MailState, new: MailState, **values: Any) -> bool:
        changed = {"state": new, **values}
        ours = {"of": letter.id, "old": old, "owned_by": self.owner}
        return connection.execute(_update(*changed, ours=True), {**ours, **_new(changed)}).rowcount == 1


def durable_engine(app: Flask) -> Engine:
    """The application's database with commits that survive a power cut (SQLite otherwise may lose the last).

    A connection with the option `durable=False` does not wait for the disk.
    """
    engine = create_engine(**app.config["SQLALCHEMY_ENGINES"]["default"])
    if engine.dialect.name == "sqlite":
        event.listen(engine, "begin", _wait_for_the_disk)  # before the transaction begins: inside it nothing changes
    listen(engine)
    return engine


def _wait_for_the_disk(connection: Connection) -> None:
    durable = connection.get_execution_options().get("durable", True)
    connection.exec_driver_sql(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")


# Statements are made once: a mail takes several, and thousands leave in a row.
_WAITS = MAIL.c.state == MailState.RENDERED
_TRIED_AGAIN = (MAIL.c.state == MailState.RETRY_AT) & (MAIL.c.retry_at <= bindparam("now"))
_FIRST_DUE = select(MAIL.c.id).where(or_(_WAITS, _TRIED_AGAIN)).limit(1)


def _first(due: ColumnElement[bool], *, bulk: bool) -> Select[Any]:
    """In the order of the index, so that of thousands that wait one is read."""
    return (
        select(MAIL.c.id, MAIL.c.kind, MAIL.c.to_address, MAIL.c.content, MAIL.c.tries)
        .where(due, MAIL.c.is_bulk.is_(bulk))
        .order_by(MAIL.c.retry_at, MAIL.c.id)
        .limit(1)
        .with_for_update(skip_locked=True)  # on SQLite the write transaction itself keeps others out
    )


_IN_TURN = [_first(due, bulk=bulk) for bulk in (False, True) for due in (_TRIED_AGAIN, _WAITS)]


def _next_due(connection: Connection, now: datetime) -> Letter | None:
    """One person's mail before those that go to thousands; of these what is tried again, then the oldest."""
    rows = (connection.execute(wanted, {"now": now}).first() for wanted in _IN_TURN)
    return next((Letter(*row) for row in rows if row is not None), None)


@cache
def _update(*names: str, ours: bool = False) -> Update:
    """Sets these columns of one mail; `ours`: only while its state and its owner are what we think."""
    wanted = update(MAIL).where(MAIL.c.id == bindparam("of"))
    if ours:
        wanted = wanted.where(MAIL.c.state == bindparam("old"), MAIL.c.owner == bindparam("owned_by"))
    return wanted.values({name: bindparam(f"new_{name}") for name in names})


def _new(values: Mapping[str, Any]) -> dict[str, Any]:
    return {f"new_{name}": value for name, value in values.items()}
