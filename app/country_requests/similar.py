"""Requests of the same country that a new one may repeat: shown while it is written, never in its way."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.core.alike import numbers_alike
from app.core.permissions import Actor
from app.country_requests.models import CountryRequest
from app.country_requests.permissions import may_see
from app.country_requests.selection import requests_by_id
from app.translation.service import prefetch

MOST = 5


def similar_own(session: Session, words: str, country: str, actor: Actor) -> list[CountryRequest]:
    """The requests of `country` that seek a partner and share words with `words`, the nearest first."""
    ids = numbers_alike(words, actor, kind="request", most=MOST, country=country) if country else []
    rows = requests_by_id(session, ids) if ids else {}
    prefetch(session, rows.values())
    return [rows[number] for number in ids if number in rows and may_see(actor, rows[number])]
