"""Sessions on the server: the cookie holds a random id and nothing else, the row holds only the id's hash.

A session exists from the moment something is put into it (a form's token, a sign-in), so that readers of
the catalogue have none. Signing in or out gives it a new id. It ends by itself after a while of silence.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from datetime import datetime, timedelta
from typing import Any

from flask import Flask, Request, Response, current_app
from flask.json.tag import TaggedJSONSerializer
from flask.sessions import SessionInterface, SessionMixin
from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col
from werkzeug.datastructures import CallbackDict

from app.accounts.models import Person, SignInSession
from app.accounts.service import appointments_in_force
from app.core.db import Busy, db, utc_now, writing

ID = re.compile(r"[A-Za-z0-9_-]{43}")
TOUCH_AFTER = timedelta(minutes=5)
# (silence, whole life) after which a session ends
FOR_FORMS = (timedelta(hours=24), timedelta(days=2))
FOR_PEOPLE = (timedelta(hours=12), timedelta(days=1))  # and until the browser is closed
ON_OWN_DEVICE = (timedelta(hours=12), timedelta(days=7))
FOR_POWER = (timedelta(minutes=30), timedelta(hours=12))
POWERFUL = ("moderator", "administrator", "statistics-officer")
SIGNED_IN = "_user_id"  # where the sign-in library keeps who it is
PROOF = "proof"  # where we keep whether a second factor was shown
OWN_DEVICE = "own_device"

serializer = TaggedJSONSerializer()


class DatabaseSession(CallbackDict[str, Any], SessionMixin):
    """What Flask calls `session`; `key` is the cookie's value, None while there is no row."""

    def __init__(self, content: dict[str, Any] | None = None, key: str | None = None) -> None:
        def changed(_: Any) -> None:
            self.modified = True

        super().__init__(content or {}, changed)
        self.key = key
        self.modified = False
        self.outlives_browser = False
        self.began_as = self.rank
        self.seen_at: datetime | None = None

    @property
    def rank(self) -> tuple[Any, Any]:
        """Who is signed in, and whether with a second factor: whenever it changes the session gets a new id."""
        return self.get(SIGNED_IN), self.get(PROOF)


class DatabaseSessions(SessionInterface):
    """Opens and saves sessions as rows, on any worker."""

    def __init__(self, *, https: bool) -> None:
        self.https = https
        self.cookie = "__Host-crux" if https else "crux"

    def open_session(self, app: Flask, request: Request) -> DatabaseSession:
        key = request.cookies.get(self.cookie, "")
        if not ID.fullmatch(key):
            return DatabaseSession()
        row = db.session.get(SignInSession, row_id(key))
        if row is None or row.expires_at <= utc_now():
            return DatabaseSession()
        session = DatabaseSession(serializer.loads(row.content), key)
        session.seen_at = row.seen_at
        return session

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        if not isinstance(session, DatabaseSession):
            raise TypeError("only sessions opened here are saved")
        if session.modified:
            try:
                self._store(session)
            except Busy as busy:
                _say_busy(response, busy)
            else:
                self._answer(session, response)
        elif session.key and session.seen_at and utc_now() - session.seen_at > TOUCH_AFTER:
            self._touch(session)

    def _store(self, session: DatabaseSession) -> None:
        old, now = session.key, utc_now()
        rotate = session.rank != session.began_as
        if old is None or rotate or not session:
            session.key = secrets.token_urlsafe(32) if session else None
        with writing() as database:
            row = database.get(SignInSession, row_id(old)) if old else None
            if old and row is None and not rotate:
                session.key = None  # ended in another browser while this page was made: it stays ended
            if row is not None and old != session.key:
                database.delete(row)
                row = None
            if session.key:
                person_id = _person_behind(database, session.get(SIGNED_IN))
                silence, life = lifetimes(database, person_id, now, own_device=bool(session.get(OWN_DEVICE)))
                session.outlives_browser = life == ON_OWN_DEVICE[1]
                row = row or SignInSession(id=row_id(session.key), created_at=now, seen_at=now, expires_at=now)
                row.person_id, row.content = person_id, serializer.dumps(dict(session))
                row.device = _device()
                row.seen_at, row.expires_at = now, min(now + silence, row.created_at + life)
                database.add(row)

    def _touch(self, session: DatabaseSession) -> None:
        """Remember that somebody was here; not worth failing a page for."""
        now = utc_now()
        try:
            with writing() as database:
                row = database.get(SignInSession, row_id(session.key or ""))
                if row is not None:
                    own_device = bool(session.get(OWN_DEVICE))
                    silence, life = lifetimes(database, row.person_id, now, own_device=own_device)
                    row.seen_at, row.expires_at = now, min(now + silence, row.created_at + life)
        except Busy:
            return

    def _answer(self, session: DatabaseSession, response: Response) -> None:
        if session.key is None:
            response.delete_cookie(self.cookie, path="/", secure=self.https, httponly=True, samesite="Lax")
            return
        response.set_cookie(
            self.cookie,
            session.key,
            max_age=ON_OWN_DEVICE[1] if session.outlives_browser else None,
            path="/",
            secure=self.https,
            httponly=True,
            samesite="Lax",
        )
        response.headers["Cache-Control"] = "no-store"


def row_id(key: str) -> str:
    return hashlib.sha256(key.encode("ascii", "replace")).hexdigest()


def lifetimes(
    database: Session, person_id: int | None, now: datetime, *, own_device: bool = False
) -> tuple[timedelta, timedelta]:
    """(silence, whole life) of a session of that person: shorter for roles with power, longer on one's own device."""
    if person_id is None:
        return FOR_FORMS
    held = {each.role for each in appointments_in_force(database, person_id, now.date())}
    if held.intersection(POWERFUL):
        return FOR_POWER
    return ON_OWN_DEVICE if own_device else FOR_PEOPLE


def _say_busy(response: Response, busy: Busy) -> None:
    """What was to be kept could not be: the page must not say that it was."""
    answer = current_app.make_response(current_app.handle_user_exception(busy))
    response.set_data(answer.get_data())
    response.status = answer.status
    response.headers["Retry-After"] = answer.headers["Retry-After"]
    response.headers["Cache-Control"] = "no-store"
    for name in ("Location", "ETag"):
        response.headers.pop(name, None)


def _person_behind(database: Session, uniquifier: str | None) -> int | None:
    if uniquifier is None:
        return None
    found: int | None = database.scalar(select(col(Person.id)).where(col(Person.fs_uniquifier) == uniquifier))
    return found


def _device() -> str:
    """What the browser says it is, shortened; to recognise one's own sessions by."""
    from flask import request

    return re.sub(r"[^\x20-\x7e]", "", request.user_agent.string)[:200]
