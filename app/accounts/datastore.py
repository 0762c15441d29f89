"""How the sign-in library writes under our rule that reads cannot write.

Its views change people in memory and ask to commit at the end. We collect what was changed, and make the
changes again inside one short write, together with the mails they cause: no lock is held while a password
is being hashed, and no mail goes out for a change that did not happen.
"""

from __future__ import annotations

import secrets
from typing import Any

from flask import g
from flask_security.datastore import SQLAlchemyUserDatastore
from sqlalchemy import inspect
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.accounts.models import NoRole, Person
from app.accounts.service import end_all_sessions, subscriber_for
from app.core.db import db, utc_now, writing
from app.core.i18n import current_language
from app.core.mail import Message, post

WAITING = "messages_waiting"  # in flask.g: mails that go with the next commit


class People(SQLAlchemyUserDatastore):
    """People as the sign-in library sees them."""

    def __init__(self) -> None:
        super().__init__(db, Person, NoRole)

    def create_user(self, **kwargs: Any) -> Person:
        person = Person(
            email=kwargs["email"],
            name=kwargs.get("name") or "",
            password=kwargs["password"],
            locale=current_language(),
            fs_uniquifier=secrets.token_hex(32),
            created_at=utc_now(),
        )
        self.put(person)
        return person

    def put(self, model: Any) -> Any:
        db.session.autoflush = False  # what waits to be written must not be sent by the next read
        db.session.add(model)
        return model

    def commit(self) -> None:
        """Make the collected changes and post the waiting mails, all or nothing.

        Two people who register one address at the same moment get the same answer; the second changes nothing.
        """
        session = db.session
        new, changed = list(session.new), [(row, _changes_of(row)) for row in session.dirty]
        messages: list[Message] = g.pop(WAITING, [])
        if not (new or changed or messages):
            return
        try:
            with writing() as session:
                session.add_all(new)
                for row, values in changed:
                    for name, value in values.items():
                        setattr(row, name, value)
                session.flush()
                _follow(session, new, changed)
                for message in messages:
                    post(session, message, now=utc_now())
        except IntegrityError:
            if not _is_registration(new):
                raise
            db.session.rollback()


def _changes_of(row: Any) -> dict[str, Any]:
    state = inspect(row)
    return {each.key: each.value for each in state.attrs if each.history.has_changes()}


def _is_registration(new: list[Any]) -> bool:
    return any(isinstance(row, Person) for row in new)


def _follow(session: Session, new: list[Any], changed: list[tuple[Any, dict[str, Any]]]) -> None:
    """A confirmed person receives mail; a new password ends every session that the old one began."""
    for row, values in (*((row, {}) for row in new), *changed):
        if not isinstance(row, Person):
            continue
        if "fs_uniquifier" in values:
            end_all_sessions(session, row.id or 0)
        if row.confirmed_at is not None:
            subscriber_for(session, row, now=utc_now())
