"""Whether a record may be shown to somebody at all: the same two masks that the index is asked with."""

from __future__ import annotations

from app.core.index import standings_shown
from app.core.permissions import Actor, audience_of
from app.core.records import PublishedRecord


def is_shown_to(actor: Actor, record: PublishedRecord) -> bool:
    """True when `record` is for the eyes of `actor` on this site; its status is its feature's affair."""
    return record.visibility in audience_of(actor) and record.standing in standings_shown()
