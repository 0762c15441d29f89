"""Others that a waiting thing may repeat: published ones by the index, waiting ones by their titles."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from flask import url_for
from sqlalchemy.orm import Session

from app.core.index import catalogue, record_id, standings_shown
from app.moderation.models import ModerationItem
from app.moderation.registry import Facts, Moderated, PublicRecord

MOST = 3
ALIKE = 0.7  # of the characters of two titles
EVERYBODY = frozenset({"public", "members", "moderators"})


def published_like(session: Session, kind: Moderated, number: int, facts: Facts) -> list[PublicRecord]:
    """Published records whose title is nearly the same."""
    if not kind.search_kind or not facts.words:
        return []
    page = catalogue().search(
        facts.title, audience=EVERYBODY, standing=standings_shown(), filters={"kind": {kind.search_kind}}, limit=10
    )
    others = [record_id(hit.key) for hit in page.hits if record_id(hit.key) != number]
    found = [record for other in others if (record := kind.public(session, other)) is not None]
    return [record for record in found if alike(record.title, facts.title)][:MOST]


def waiting_like(item: ModerationItem, others: Sequence[ModerationItem]) -> list[PublicRecord]:
    """What waits beside it under nearly the same title."""
    same = (other for other in others if other.kind == item.kind and other.object_id != item.object_id)
    found = [other for other in same if alike(other.title, item.title)][:MOST]
    return [PublicRecord(each.title, each.language, url_for("moderation.show", number=each.key)) for each in found]


def alike(one: str, other: str) -> bool:
    return SequenceMatcher(None, one.casefold(), other.casefold(), autojunk=False).ratio() >= ALIKE
