"""Saved searches: begun by a confirmed address, ended by its owner, forgotten when nobody wants them any more."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, func, select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from app.accounts.models import Subscriber
from app.core.mail import Mail
from app.saved.models import CONFIRMATION, SavedSearch
from app.saved.searches import Search

MOST_SEARCHES = 20  # of one address
FORGOTTEN_AFTER = timedelta(days=28)  # since the last of them ended


class TooManySearches(Exception):
    """An address has as many searches as one may."""


def confirmed_address(session: Session, email: str, locale: str, *, now: datetime) -> Subscriber:
    """Whoever receives mail at `email`, which has just been confirmed. An account keeps its own settings."""
    same = func.lower(col(Subscriber.email)) == email.lower()
    row = session.scalars(select(Subscriber).where(same).order_by(col(Subscriber.person_id).is_(None))).first()
    if row is None:
        row = Subscriber(email=email.lower(), created_at=now)
        session.add(row)
    if row.person_id is None:
        if row.stopped_at is not None:  # what was stopped before stays stopped
            session.flush()
            session.execute(delete(SavedSearch).where(col(SavedSearch.subscriber_id) == row.id))
        row.locale, row.stopped_at, row.frequency = locale, None, "weekly"
        row.confirmed_at = now
    session.flush()
    return row


def save_search(session: Session, subscriber: Subscriber, search: Search, *, now: datetime) -> None:
    """From now on what is new in `search` is told; saving it again changes nothing."""
    number = subscriber.id or 0
    own = searches_of(session, number)
    if any((row.list_name, row.query) == (search.name, search.query) for row in own):
        return
    if len(own) >= MOST_SEARCHES:
        raise TooManySearches
    session.add(SavedSearch(subscriber_id=number, list_name=search.name, query=search.query, created_at=now))
    session.flush()


def searches_of(session: Session, subscriber_id: int) -> Sequence[SavedSearch]:
    own = select(SavedSearch).where(col(SavedSearch.subscriber_id) == subscriber_id)
    return session.scalars(own.order_by(col(SavedSearch.id))).all()


def subscriber_of(session: Session, person_id: int) -> Subscriber | None:
    return session.scalars(select(Subscriber).where(col(Subscriber.person_id) == person_id)).first()


def drop_search(session: Session, subscriber: Subscriber, number: int, *, now: datetime) -> bool:
    """End one; an address without an account and without searches gets no mail. False: it was not there."""
    row = session.get(SavedSearch, number)
    if row is None or row.subscriber_id != subscriber.id:
        return False
    session.delete(row)
    session.flush()
    if subscriber.person_id is None and not searches_of(session, subscriber.id or 0):
        subscriber.stopped_at = now
    return True


def forget_strangers(session: Session, *, now: datetime) -> None:
    """Addresses without an account that stopped some weeks ago, and those that never confirmed.

    The row of a subscriber stays, since mails point to it, and so do the mails' rows; the address is in neither.
    """
    gone = select(Subscriber).where(
        col(Subscriber.person_id).is_(None),
        col(Subscriber.stopped_at) < now - FORGOTTEN_AFTER,
        col(Subscriber.confirmed_at).is_not(None),
    )
    for row in session.scalars(gone).all():
        session.execute(delete(SavedSearch).where(col(SavedSearch.subscriber_id) == row.id))
        _forget_mails(session, func.lower(col(Mail.to_address)) == row.email.lower(), col(Mail.person_id).is_(None))
        row.email, row.name, row.confirmed_at = f"gone-{row.id}@deleted.invalid", "", None
    _forget_mails(session, col(Mail.kind) == CONFIRMATION, col(Mail.created_at) < now - FORGOTTEN_AFTER)


def _forget_mails(session: Session, *which: ColumnElement[bool]) -> None:
    session.execute(update(Mail).where(*which).values(to_address="", subject="", content=b"", last_reply=""))
