"""A draft becomes a record: once for each key, once for each draft, and only what the writer has just seen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from app.core.db import writing
from app.core.drafts import Draft, mark_sent
from app.core.idempotency import OtherContent, content_hash, earlier_result, keep_result
from app.core.journey import Journey

__all__ = ["AnswersChanged", "NotReady", "OtherContent", "UnusableKey", "points_to_mend", "send_draft"]
LONGEST_KEY = 64


class AlreadySent(Exception):
    """This draft became a record before."""

    def __init__(self, number: str) -> None:
        super().__init__(number)
        self.number = number


class AnswersChanged(Exception):
    """The draft is no longer what was shown on the page that was sent."""


class NotReady(Exception):
    """Something must still be answered or mended."""


class UnusableKey(NotReady):
    """The page was sent without the key that it carries."""


def send_draft(
    draft_id: str,
    make: Callable[[Session, Draft], str],
    *,
    person_id: int,
    key: str,
    seen: str,
    now: datetime,
) -> str:
    """The number of the record that the draft became, now by `make` or before, in one write.

    Raises `OtherContent`, `AnswersChanged`, `NotReady`, or what `make` raises; then nothing was done.
    """
    if not 0 < len(key) <= LONGEST_KEY or "\x00" in key:
        raise UnusableKey
    content = {"draft": draft_id, "seen": seen}
    try:
        with writing() as session:
            number = earlier_result(session, person_id=person_id, key=key, content=content, now=now)
            if number is None:
                number = _made(session, draft_id, seen, make)
                keep_result(session, person_id=person_id, key=key, result=number)
    except AlreadySent as already:
        return already.number
    return number


def _made(session: Session, draft_id: str, seen: str, make: Callable[[Session, Draft], str]) -> str:
    draft = session.get_one(Draft, draft_id, with_for_update=True)
    if draft.sent_as:
        raise AlreadySent(draft.sent_as)
    if content_hash(draft.answers) != seen:
        raise AnswersChanged
    number = make(session, draft)
    mark_sent(session, draft, sent_as=number)
    return number


def points_to_mend(journey: Journey) -> list[tuple[str, str, str]]:
    """(page, field id, message) of everything to mend."""
    return [(page, field, words) for page, points in journey.open_points.items() for field, words in points]
