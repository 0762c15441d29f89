"""Organisations that a new one may repeat: shown before it is brought in, never in its way."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.core.alike import numbers_alike
from app.core.permissions import Actor
from app.organisations.models import Organisation
from app.organisations.selection import rows_by_id

MOST = 6


def similar_to(session: Session, name: str, acronym: str, actor: Actor, *, apart_from: int = 0) -> list[Organisation]:
    """Those with the short name first, then those that share words of the name, the nearest first."""
    ids: list[int] = []
    for words in (acronym, name):
        ids += [
            number
            for number in numbers_alike(words, actor, kind="organisation", most=MOST)
            if number not in ids and number != apart_from
        ]
    rows = rows_by_id(session, ids[:MOST]) if ids else {}
    return [rows[number] for number in ids[:MOST] if number in rows]
