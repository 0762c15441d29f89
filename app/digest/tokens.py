"""Signed links of digest mails: each identifies one thing for one purpose, and says nothing else."""

from __future__ import annotations

from datetime import datetime, timedelta

from flask import current_app
from itsdangerous import BadSignature, SignatureExpired, URLSafeTimedSerializer

STOP_FOR = timedelta(days=730)
VIEW_FOR = timedelta(days=60)


class LinkExpired(Exception):
    """The link was ours, and its time is over."""


def stop_token(subscriber_id: int, since: datetime) -> str:
    """For unsubscribing. `since` tells a subscriber from a later one with the same number."""
    return _signer("digest-stop").dumps([subscriber_id, int(since.timestamp())])


def subscriber_behind(token: str) -> tuple[int, int] | None:
    """(number, second of its creation); None for a link that is not ours."""
    found = _read("digest-stop", token, STOP_FOR)
    return (int(found[0]), int(found[1])) if found else None


def view_token(digest_mail_id: int) -> str:
    return _signer("digest-view").dumps([digest_mail_id])


def digest_mail_behind(token: str) -> int | None:
    found = _read("digest-view", token, VIEW_FOR)
    return int(found[0]) if found else None


def _read(purpose: str, token: str, valid_for: timedelta) -> list[int] | None:
    try:
        found: list[int] = _signer(purpose).loads(token, max_age=int(valid_for.total_seconds()))
    except SignatureExpired as error:
        raise LinkExpired from error
    except BadSignature:
        return None
    return found


def _signer(purpose: str) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt=purpose)
