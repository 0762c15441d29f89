"""How often one person may send solutions."""

from __future__ import annotations

from datetime import datetime, timedelta

from flask import Flask
from sqlalchemy.orm import Session

from app.core.limits import Asked, Rule, counts_when_done, register_limit
from app.core.permissions import actor
from app.core.rate_windows import Limit

OFFERS_HOUR = Limit("offers-hour", 10, timedelta(hours=1))
OFFERS_DAY = Limit("offers-day", 30, timedelta(days=1))


def init_app(app: Flask) -> None:
    register_limit(app, "solution_sending.send", Rule(_offers, counts=counts_when_done))


def _offers(_database: Session, _now: datetime) -> Asked:
    who = str(actor().person_id)
    return [(OFFERS_HOUR, who), (OFFERS_DAY, who)]
