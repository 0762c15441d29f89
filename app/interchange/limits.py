"""How often one person or network may take a whole list."""

from __future__ import annotations

from datetime import datetime, timedelta

from flask import Flask, Response
from sqlalchemy.orm import Session

from app.core.limits import Asked, Rule, register_limit
from app.core.network import this_network
from app.core.permissions import actor
from app.core.rate_windows import Limit

EXPORTS = Limit("exports", 6, timedelta(hours=1))
ASKING = frozenset({"GET", "HEAD"})


def init_app(app: Flask) -> None:
    register_limit(app, "interchange.table", Rule(_asks, methods=ASKING, counts=_was_given))


def _asks(_database: Session, _now: datetime) -> Asked:
    return [(EXPORTS, str(actor().person_id or this_network()))]


def _was_given(response: Response) -> bool:
    return response.status_code == 200
