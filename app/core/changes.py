"""The catalogue's counter: how every process learns what has changed.

Each write that alters a published record names it with `mark_changed`; at the end of the transaction the
one counter row is raised, which locks it, so numbers become visible in their own order. (A sequence
would not do: on PostgreSQL number 2 can commit before number 1, and a reader would lose row 1.)
"""

from collections.abc import Callable, Collection, Iterable

from flask import Flask, current_app
from sqlalchemy import select, update
from sqlalchemy.orm import Session
from sqlmodel import Field, SQLModel, col

PENDING = "changed_records"
EXTENSION = "crux_change_followers"
Change = tuple[str, int]
Follower = Callable[[Session, Collection[Change]], None]


class CatalogueCounter(SQLModel, table=True):
    __tablename__ = "catalogue_counter"
    id: int = Field(default=1, primary_key=True)
    number: int = 0
    identity: str = Field(max_length=32)  # of this database, so that files made from another are never used


class CatalogueChange(SQLModel, table=True):
    __tablename__ = "catalogue_change"
    number: int = Field(primary_key=True)
    kind: str = Field(primary_key=True, max_length=40)
    record_id: int = Field(primary_key=True)


def mark_changed(session: Session, kind: str, record_id: int) -> None:
    """Say that the published record `kind:record_id` was added, altered or withdrawn in this write."""
    session.info.setdefault(PENDING, set()).add((kind, record_id))


def forget_changes(session: Session) -> None:
    """The write failed: nothing was changed."""
    session.info.pop(PENDING, None)


def register_follower(app: Flask, follower: Follower) -> None:
    """Let a feature keep up, in the same write, with records that change: `follower(session, changed)`."""
    app.extensions.setdefault(EXTENSION, []).append(follower)


def raise_counter(session: Session) -> None:
    """Give this write its number if it changed something published. Called by `writing()` alone, last."""
    pending: set[Change] = session.info.pop(PENDING, set())
    if not pending:
        return
    for follower in current_app.extensions.get(EXTENSION, []):
        follower(session, pending)
    raised = update(CatalogueCounter).values(number=col(CatalogueCounter.number) + 1)
    number = session.execute(raised.returning(col(CatalogueCounter.number))).scalar_one()
    session.add_all(CatalogueChange(number=number, kind=kind, record_id=key) for kind, key in sorted(pending))
    session.flush()


def current_number(session: Session) -> int:
    return session.execute(select(col(CatalogueCounter.number))).scalar_one()


def changes_after(session: Session, number: int) -> Iterable[Change]:
    """The records changed since `number`, each once."""
    columns = col(CatalogueChange.kind), col(CatalogueChange.record_id)
    rows = session.execute(select(*columns).where(col(CatalogueChange.number) > number).distinct())
    return [(kind, record_id) for kind, record_id in rows]
