"""Whom an item is given to: a moderator without an interest in it, who reads its language and knows its theme."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlmodel import col

from app.accounts.holders import holders_of
from app.accounts.service import appointments_in_force
from app.core.permissions import Actor
from app.moderation.models import ModerationItem, ModeratorSetting
from app.moderation.permissions import has_interest


def moderators(session: Session, *, on: date) -> Sequence[Actor]:
    """The people appointed as moderators on that day, each with all appointments."""
    people = holders_of(session, "moderator", on=on)
    return [Actor(each.id, each.name, appointments_in_force(session, each.id or 0, on)) for each in people]


def assign(session: Session, item: ModerationItem, *, on: date) -> None:
    """Give `item` to whom it suits best; to nobody where all have an interest in it."""
    free = [
        each
        for each in moderators(session, on=on)
        if not has_interest(each, item) and each.person_id != item.proposed_by
    ]
    settings = {row.person_id: row for row in session.scalars(select(ModeratorSetting))}
    loads = _loads(session)

    def rank(who: Actor) -> tuple[int, int, int, int]:
        known = settings.get(who.person_id or 0)
        reads = known is not None and item.language in known.languages
        knows = known is not None and not set(known.goals).isdisjoint(item.themes)
        return -reads, -knows, loads.get(who.person_id, 0), who.person_id or 0

    item.assigned_to = min(free, key=rank).person_id if free else None


def _loads(session: Session) -> dict[int | None, int]:
    """How much waits for each already."""
    column = col(ModerationItem.assigned_to)
    counted = select(column, func.count()).where(col(ModerationItem.closed_at).is_(None)).group_by(column)
    return {person: number for person, number in session.execute(counted)}  # noqa: C416 - rows are no pairs to mypy
