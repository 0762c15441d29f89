"""How often one person may answer requests."""

from __future__ import annotations

from datetime import datetime, timedelta

from flask import Flask
from sqlalchemy.orm import Session

from app.core.limits import Asked, Rule, counts_when_done, register_limit
from app.core.permissions import actor
from app.core.rate_windows import Limit

ANSWERS_HOUR = Limit("answers-hour", 10, timedelta(hours=1))
ANSWERS_DAY = Limit("answers-day", 30, timedelta(days=1))


def init_app(app: Flask) -> None:
    register_limit(app, "offers.new", Rule(_answers, counts=counts_when_done))


def _answers(_database: Session, _now: datetime) -> Asked:
    who = str(actor().person_id)
    return [(ANSWERS_HOUR, who), (ANSWERS_DAY, who)]
