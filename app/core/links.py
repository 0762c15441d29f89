"""Signed links: each names one thing for one purpose and a time, and cannot be made by anybody else.

A token identifies and does no more: what it leads to is shown on GET and done on POST. After the secret key has
been changed, links signed with the former ones (CRUX_OLD_SECRET_KEYS) still work until their time is over.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import current_app
from itsdangerous import BadData, SignatureExpired, URLSafeTimedSerializer

LONGEST = 2_000  # characters


class LinkExpired(Exception):
    """The link was ours, and its time is over."""


def link_token(purpose: str, value: Any) -> str:
    return str(_signer(purpose).dumps(value))


def value_behind(purpose: str, token: str, *, valid_for: timedelta) -> Any:
    """What was signed for `purpose`; None for a link that is not ours. Raises `LinkExpired`."""
    if len(token) > LONGEST:
        return None
    try:
        return _signer(purpose).loads(token, max_age=int(valid_for.total_seconds()))
    except SignatureExpired as error:
        raise LinkExpired from error
    except (BadData, ValueError):
        return None


def _signer(purpose: str) -> URLSafeTimedSerializer:
    """The last key signs, all of them are believed."""
    former = current_app.config.get("SECRET_KEY_FALLBACKS") or []
    return URLSafeTimedSerializer([*former, str(current_app.config["SECRET_KEY"])], salt=purpose)
