"""Records whose every owner is suspended: not there for the public; its editors and moderators are told why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from app.core.permissions import Actor
from app.organisations.models import Organisation
from app.organisations.permissions import SUSPENDED, is_editor

SHELF = "records_of_suspended"  # in session.info: table of the owners → record → its owners
SUSPENDED_NOW = "suspended_organisations"  # in session.info: all of them


def is_hidden(session: Session, link: Any, record_column: Any, key: int) -> bool:
    return key in records_of_suspended(session, link, record_column)


def is_hidden_from(session: Session, actor: Actor, link: Any, record_column: Any, key: int) -> bool:
    owners = records_of_suspended(session, link, record_column).get(key, frozenset())
    return bool(owners) and not (actor.has("moderator") or any(is_editor(actor, owner) for owner in owners))


def records_of_suspended(session: Session, link: Any, record_column: Any) -> Mapping[int, frozenset[int]]:
    """One question for all rules of a request: few are suspended."""
    shelf: dict[str, Mapping[int, frozenset[int]]] = session.info.setdefault(SHELF, {})
    if link.__tablename__ not in shelf:
        shelf[link.__tablename__] = _asked(session, link, record_column)
    return shelf[link.__tablename__]


def forget(session: Session) -> None:
    """Somebody was suspended or came back."""
    session.info.pop(SHELF, None)
    session.info.pop(SUSPENDED_NOW, None)


def _suspended(session: Session) -> frozenset[int]:
    if SUSPENDED_NOW not in session.info:
        found = session.scalars(select(col(Organisation.id)).where(col(Organisation.status) == SUSPENDED))
        session.info[SUSPENDED_NOW] = frozenset(found)
    known: frozenset[int] = session.info[SUSPENDED_NOW]
    return known


def _asked(session: Session, link: Any, record_column: Any) -> dict[int, frozenset[int]]:
    suspended = _suspended(session)
    if not suspended:  # as a rule: then the links, of which there are very many, are left alone
        return {}
    owned = link.role == "owner"
    theirs = select(record_column).where(link.organisation_id.in_(suspended), owned)
    owners: dict[int, set[int]] = {}
    for key, owner in session.execute(
        select(record_column, link.organisation_id).where(owned, record_column.in_(theirs))
    ):
        owners.setdefault(key, set()).add(owner)
    return {key: frozenset(found) for key, found in owners.items() if found <= suspended}
