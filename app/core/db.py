"""The database: reads by default, writes only inside `writing()`.

A read transaction refuses to write, on both engines. `writing()` ends it, begins a write transaction
(IMMEDIATE on SQLite, so that two writers queue instead of failing half-way), raises the catalogue's
counter if something published changed, and commits. Keep what is inside it short.
"""

import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from inspect import iscoroutinefunction
from pathlib import Path
from typing import Any

from flask import Flask
from flask_sqlalchemy_lite import SQLAlchemy
from sqlalchemy import Connection, DateTime, Dialect, Engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session
from sqlalchemy.types import TypeDecorator
from sqlmodel import SQLModel

from app.config import Settings
from app.core.changes import forget_changes, raise_counter

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

BUSY_SECONDS = 5.0
POSTGRESQL_LIMITS = "-c statement_timeout=15000 -c lock_timeout=4000 -c idle_in_transaction_session_timeout=30000"

db = SQLAlchemy()


class Busy(Exception):
    """The database did not let a writer in; the person may simply try again."""


class Instant(TypeDecorator[datetime]):
    """An aware UTC moment on every engine (SQLite has no time zones of its own)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("A moment without a time zone was about to be stored.")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def engine_options(settings: Settings) -> dict[str, Any]:
    """What SQLAlchemy needs to open the database of `settings`; makes the folder of a SQLite file."""
    url = make_url(settings.database_url)
    if url.get_backend_name() == "sqlite":
        Path(str(url.database)).parent.mkdir(parents=True, exist_ok=True)
        return {"url": url, "connect_args": {"timeout": BUSY_SECONDS, "isolation_level": None}}
    return {"url": url, "pool_pre_ping": True, "connect_args": {"options": POSTGRESQL_LIMITS}}


def init_app(app: Flask, settings: Settings) -> None:
    app.config["SQLALCHEMY_ENGINES"] = {"default": engine_options(settings)}
    db.init_app(app)
    _close_without_a_loop(app)
    with app.app_context():
        listen(db.engine)


def _close_without_a_loop(app: Flask) -> None:
    """There are no asynchronous sessions here: to close none, Flask would start a thread for each request."""
    closers = app.teardown_appcontext_funcs
    closers[:] = [closer for closer in closers if not iscoroutinefunction(closer)]


def listen(engine: Engine) -> None:
    """Make `engine` keep the rules above; also for engines made outside the application."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _tune_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    else:
        event.listen(engine, "begin", _begin_postgresql)


def _tune_sqlite(connection: Any, _record: object) -> None:
    for pragma in ("journal_mode = WAL", "synchronous = NORMAL", "foreign_keys = ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    wants_to_write = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql(f"PRAGMA query_only = {'OFF' if wants_to_write else 'ON'}")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if wants_to_write else "BEGIN")


def _begin_postgresql(connection: Connection) -> None:
    if not connection.get_execution_options().get("writing", False):
        connection.exec_driver_sql("SET TRANSACTION READ ONLY")


@contextmanager
def writing() -> Iterator[Session]:
    """One short write: what was read before is read again, all is committed at the end or nothing is."""
    session = db.session
    session.rollback()
    _begin(session)
    try:
        yield session
        session.flush()
        raise_counter(session)
        session.commit()
    except BaseException:
        forget_changes(session)
        session.rollback()
        raise


def _begin(session: Session) -> None:
    """Begin to write; one more try with a little patience, then `Busy`."""
    for last_try in (False, True):
        try:
            session.connection(execution_options={"writing": True})
            return
        except OperationalError as error:
            session.rollback()
            if "locked" not in str(error) and "lock timeout" not in str(error):
                raise
            if last_try:
                raise Busy from error
            time.sleep(random.uniform(0.05, 0.25))  # noqa: S311 - patience, not a secret


def utc_now() -> datetime:
    """The present moment. Services take it as an argument; only edges call this."""
    return datetime.now(UTC)
