"""How often one person may send requests and add files."""

from __future__ import annotations

from datetime import datetime, timedelta

from flask import Flask
from sqlalchemy.orm import Session

from app.core.limits import Asked, Rule, counts_when_done, register_limit
from app.core.permissions import actor
from app.core.rate_windows import Limit

SUBMISSIONS_HOUR = Limit("submissions-hour", 10, timedelta(hours=1))
SUBMISSIONS_DAY = Limit("submissions-day", 30, timedelta(days=1))
FILES_HOUR = Limit("files-hour", 60, timedelta(hours=1))


def init_app(app: Flask) -> None:
    register_limit(app, "sending.send", Rule(_submissions, counts=counts_when_done))
    register_limit(app, "files.add", Rule(_files))


def _submissions(_database: Session, _now: datetime) -> Asked:
    who = str(actor().person_id)
    return [(SUBMISSIONS_HOUR, who), (SUBMISSIONS_DAY, who)]


def _files(_database: Session, _now: datetime) -> Asked:
    return [(FILES_HOUR, str(actor().person_id))]
