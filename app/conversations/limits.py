"""How often one may write: first messages by person, by side and by pair; answers by person."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from flask import Flask
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.conversations.sides import Side
from app.core.limits import Asked, Rule, counts_when_done, register_limit
from app.core.permissions import Actor, actor
from app.core.rate_windows import Limit

PERSON_DAY = Limit("first-messages-person", 5, timedelta(days=1))
SIDE_DAY = Limit("first-messages-side", 5, timedelta(days=1))
PAIR_WEEK = Limit("first-messages-pair", 3, timedelta(days=7))
ANSWERS_HOUR = Limit("messages-hour", 30, timedelta(hours=1))
REPORTS_DAY = Limit("message-reports-day", 10, timedelta(days=1))


def init_app(app: Flask) -> None:
    register_limit(app, "conversations.show", Rule(_by_person(ANSWERS_HOUR), counts=counts_when_done))
    register_limit(app, "conversations.report", Rule(_by_person(REPORTS_DAY), counts=counts_when_done))


def first_message(by: Actor, sender: Side, to: Side) -> Asked:
    pair = f"{sender}|{to}"
    return [(PERSON_DAY, str(by.person_id)), (SIDE_DAY, str(sender)), (PAIR_WEEK, pair)]


def in_words(limit: Limit) -> str:
    if limit == PAIR_WEEK:
        return str(_("You have written there several times lately. Wait for an answer first."))
    return str(_("Five first messages a day are the most. Send this one tomorrow."))


def _by_person(limit: Limit) -> Callable[[Session, datetime], Asked]:
    def asks(_database: Session, _now: datetime) -> Asked:
        return [(limit, str(actor().person_id))]

    return asks
