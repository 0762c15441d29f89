"""How often one may write about a record, and search."""

from __future__ import annotations

from datetime import datetime, timedelta

from flask import Flask, request
from sqlalchemy.orm import Session

from app.core.limits import Asked, Rule, counts_when_done, register_limit
from app.core.limits_front import Front
from app.core.network import this_network
from app.core.permissions import actor
from app.core.rate_windows import Limit

CORRECTIONS_PAIR = Limit("corrections-pair", 5, timedelta(days=1))  # one sender about one record
CORRECTIONS = Limit("corrections", 30, timedelta(days=1))
SEARCH = Limit("search", 300, timedelta(minutes=1))  # five a second, in bursts as people click
LISTS = frozenset(
    {"solutions.index", "exchanges.index", "organisations.index", "country_requests.index", "interchange.atom"}
)


def init_app(app: Flask) -> None:
    register_limit(app, "site.correct", Rule(_corrections, counts=counts_when_done))
    Front(SEARCH, LISTS, applies=lambda: bool(request.query_string)).init_app(app)


def _corrections(_database: Session, _now: datetime) -> Asked:
    who = str(actor().person_id or this_network())
    return [(CORRECTIONS_PAIR, f"{who}|{request.path.partition('/correct/')[2]}"), (CORRECTIONS, who)]
