"""Showing a passkey: the challenge waits in the session, is answered once, and then gone."""

from __future__ import annotations

import secrets

from flask import current_app, session
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url

from app.accounts.models import Person
from app.accounts.passkeys import passkey_named, passkeys_of, used
from app.accounts.webauthn_site import WebSite, credential_in
from app.core.db import db, utc_now, writing

CHALLENGE = "passkey_challenge"


def this_site() -> WebSite:
    return WebSite(str(current_app.config["BASE_URL"]), str(current_app.config["SITE"].name))


def new_challenge() -> bytes:
    challenge = secrets.token_bytes(32)
    session[CHALLENGE] = bytes_to_base64url(challenge)
    return challenge


def take_challenge() -> bytes:
    """The one that waits here, for the only time; b"" where none does, which nothing answers."""
    return base64url_to_bytes(session.pop(CHALLENGE, ""))


def asked_of(person: Person) -> str:
    """What the page asks the browser, as JSON; "" where the person has no passkey."""
    known = passkeys_of(db.session, person.id or 0)
    return this_site().asks_for_one_of(known, new_challenge()) if known else ""


def is_shown(person: Person, sent: str) -> bool:
    """Whether the browser answered this session's challenge with a passkey of the person."""
    challenge, credential_id = take_challenge(), credential_in(sent)
    if not challenge or not credential_id:
        return False
    with writing() as database:
        row = passkey_named(database, person.id or 0, credential_id)
        shown = row and this_site().shown_one(sent, row, challenge)
        if row and shown:
            used(row, shown, now=utc_now())
    return bool(shown)
