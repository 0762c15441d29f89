"""How often one person may ask."""

from __future__ import annotations

from datetime import datetime, timedelta

from flask import Flask
from sqlalchemy.orm import Session

from app.core.limits import Asked, Rule, counts_when_done, register_limit
from app.core.permissions import actor
from app.core.rate_windows import Limit

QUESTIONS_DAY = Limit("questions-day", 10, timedelta(days=1))


def init_app(app: Flask) -> None:
    register_limit(app, "questions.ask", Rule(_questions, counts=counts_when_done))


def _questions(_database: Session, _now: datetime) -> Asked:
    return [(QUESTIONS_DAY, str(actor().person_id))]
