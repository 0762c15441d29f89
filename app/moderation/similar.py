"""Others that a waiting thing may repeat: published ones by the index, waiting ones by their titles."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from flask import url_for
from sqlalchemy.orm import Session

from app.core.alike import same_title
from app.core.index import catalogue, record_id, standings_shown
from app.moderation.models import ModerationItem
from app.moderation.registry import PublicRecord, kinds

MOST = 3
EVERYBODY = frozenset({"public", "members", "moderators"})


def published_like(session: Session, items: Sequence[ModerationItem]) -> dict[int, list[PublicRecord]]:
    """For each of `items`, by its key, published records whose title is nearly the same."""
    search = catalogue().search  # asked once whether it has moved on
    near = {item.key: _near(search, item) for item in items}
    found: dict[int, list[PublicRecord]] = {}
    for name, kind in kinds().items():
        own = [item for item in items if item.kind == name]
        records = kind.public_ones(session, {number for item in own for number in near[item.key]})
        for item in own:
            shown = [records[number] for number in near[item.key] if number in records]
            found[item.key] = [each for each in shown if same_title(each.title, item.title)][:MOST]
    return found


def _near(search: Callable[..., Any], item: ModerationItem) -> list[int]:
    """What the index finds by its title."""
    kind = kinds()[item.kind].search_kind
    if not kind:
        return []
    asked: dict[str, Any] = {"audience": EVERYBODY, "standing": standings_shown(), "filters": {"kind": {kind}}}
    numbers = [record_id(hit.key) for hit in search(item.title, **asked, limit=10).hits]
    return [number for number in numbers if number != item.object_id]


def waiting_like(item: ModerationItem, others: Sequence[ModerationItem]) -> list[PublicRecord]:
    """What waits beside it under nearly the same title."""
    same = (other for other in others if other.kind == item.kind and other.object_id != item.object_id)
    found = [other for other in same if same_title(other.title, item.title)][:MOST]
    return [PublicRecord(each.title, each.language, url_for("moderation.show", number=each.key)) for each in found]
