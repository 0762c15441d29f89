"""Signed links of digest mails: each identifies one thing for one purpose, and says nothing else."""

from __future__ import annotations

from datetime import datetime, timedelta

from app.core.links import LinkExpired, link_token, value_behind

__all__ = [
    "LinkExpired",
    "answer_token",
    "answered_behind",
    "digest_mail_behind",
    "own_behind",
    "own_token",
    "stop_token",
    "subscriber_behind",
    "view_token",
]

STOP, STOP_FOR = "digest-stop", timedelta(days=730)
OWN, OWN_FOR = "digest-own", timedelta(days=730)
ANSWER, ANSWER_FOR = "match-answer", timedelta(days=60)
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


def answer_token(person_id: int, request_id: int, solution_id: int, direction: str) -> str:
    """For one person's answer to one match; `direction`: what the person was offered."""
    return link_token(ANSWER, [person_id, request_id, solution_id, direction])


def answered_behind(token: str) -> tuple[int, int, int, str] | None:
    found = value_behind(ANSWER, token, valid_for=ANSWER_FOR)
    return (int(found[0]), int(found[1]), int(found[2]), str(found[3])) if found else None
