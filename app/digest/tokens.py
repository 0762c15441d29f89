"""Signed links of digest mails: each identifies one thing for one purpose, and says nothing else."""

from __future__ import annotations

from datetime import datetime, timedelta

from app.core.links import LinkExpired, link_token, value_behind

__all__ = [
    "LinkExpired", "digest_mail_behind", "own_behind", "own_token", "stop_token", "subscriber_behind", "view_token",
]  # fmt: skip

STOP, STOP_FOR = "digest-stop", timedelta(days=730)
OWN, OWN_FOR = "digest-own", timedelta(days=730)
VIEW, VIEW_FOR = "digest-view", timedelta(days=60)


def stop_token(subscriber_id: int, since: datetime) -> str:
    """For unsubscribing. `since` tells a subscriber from a later one with the same number."""
    return link_token(STOP, [subscriber_id, int(since.timestamp())])


def subscriber_behind(token: str) -> tuple[int, int] | None:
    """(number, second of its creation); None for a link that is not ours."""
    found = value_behind(STOP, token, valid_for=STOP_FOR)
    return (int(found[0]), int(found[1])) if found else None


def own_token(subscriber_id: int, since: datetime) -> str:
    """For the page on which a reader without an account says when mail comes, and of what."""
    return link_token(OWN, [subscriber_id, int(since.timestamp())])


def own_behind(token: str) -> tuple[int, int] | None:
    found = value_behind(OWN, token, valid_for=OWN_FOR)
    return (int(found[0]), int(found[1])) if found else None


def view_token(digest_mail_id: int) -> str:
    return link_token(VIEW, [digest_mail_id])


def digest_mail_behind(token: str) -> int | None:
    found = value_behind(VIEW, token, valid_for=VIEW_FOR)
    return int(found[0]) if found else None
