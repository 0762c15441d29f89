"""Limits on what one person or network may do in a time, by endpoint: too often is answered 429, with what was typed.

A feature says which of its addresses are limited and for whom (`register_limit`). It is counted before the view
runs, so that a hundred tries at once are a hundred; what does not count after all is given back. When the database
cannot be asked, a limit that is `closed` lets nobody in and any other lets everybody in, with a line in the log.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from flask import Flask, Response, current_app, g, request
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from app.core.db import Busy, db, utc_now, writing
from app.core.kept_form import page_with_typed
from app.core.rate_windows import NO_WAIT, Counted, Limit, give_back, take

EXTENSION = "crux_limits"
log = structlog.get_logger()

Asked = Sequence[tuple[Limit, str]]  # which limits, each with whom it is counted for


def counts_always(_response: Response) -> bool:
    return True


def counts_when_shown_again(response: Response) -> bool:
    """For forms whose failure is what counts: a redirect says that it went well."""
    return response.status_code // 100 != 3


def counts_when_done(response: Response) -> bool:
    return response.status_code // 100 == 3


@dataclass(frozen=True, slots=True)
class Rule:
    asks: Callable[[Session, datetime], Asked]
    methods: frozenset[str] = frozenset({"POST"})
    closed: bool = False
    counts: Callable[[Response], bool] = counts_always
    passed: Callable[[Session, datetime], None] | None = None  # what to remember when it did not count


class Exceeded(Exception):
    def __init__(self, limit: Limit, wait: timedelta) -> None:
        self.limit, self.wait = limit, wait


def init_app(app: Flask) -> None:
    app.before_request(_count)
    app.after_request(_settle)


def register_limit(app: Flask, endpoint: str, rule: Rule) -> None:
    """Limit an address of a feature; two rules for one address are a mistake."""
    known: dict[str, Rule] = app.extensions.setdefault(EXTENSION, {})
    if endpoint in known:
        raise ValueError(f"Two limits for {endpoint}")
    known[endpoint] = rule


def counted(limit: Limit, who: str) -> Counted:
    return Counted(limit, who, str(current_app.config["SECRET_KEY"]))


def _count() -> Response | None:
    rule: Rule | None = current_app.extensions.get(EXTENSION, {}).get(request.endpoint)
    if rule is None or request.method not in rule.methods:
        return None
    now = utc_now()
    try:
        g.limited = (rule, now, _taken(rule, now))
    except Exceeded as exceeded:
        return too_often(exceeded.limit, exceeded.wait)
    except (Busy, SQLAlchemyError) as trouble:
        db.session.rollback()
        log.error("limit not counted", endpoint=request.endpoint, closed=rule.closed, error=type(trouble).__name__)
        if rule.closed:
            raise Busy from trouble
    return None


def _taken(rule: Rule, now: datetime) -> list[Counted]:
    with writing() as session:
        return within(session, rule.asks(session, now), now=now)


def within(session: Session, asks: Asked, *, now: datetime) -> list[Counted]:
    """Count what is asked, in the caller's write; raises `Exceeded` where that is too often."""
    asked = [counted(limit, who) for limit, who in asks]
    for each in asked:
        wait = take(session, each, now=now)
        if wait > NO_WAIT:
            raise Exceeded(each.limit, wait)
    return asked


def _settle(response: Response) -> Response:
    """Give back what does not count, now that the answer is known."""
    if "limited" not in g:
        return response
    rule, at, asked = g.pop("limited")
    if rule.counts(response):
        return response
    try:
        with writing() as session:
            for each in asked:
                give_back(session, each, at=at)
            if rule.passed is not None:
                rule.passed(session, utc_now())
    except (Busy, SQLAlchemyError):
        db.session.rollback()
        log.error("limit not given back", endpoint=request.endpoint)
    return response


def too_often(limit: Limit, wait: timedelta) -> Response:
    """Say when to try again, and keep what was typed."""
    seconds = max(1, math.ceil(wait.total_seconds()))
    log.warning("limited", limit=limit.name, endpoint=request.endpoint, wait=seconds)
    response = page_with_typed(_("Too many tries"), _when(seconds), status=429)
    response.headers["Retry-After"] = str(seconds)
    return response


def _when(seconds: int) -> str:
    if seconds <= 90 * 60:
        minutes = math.ceil(seconds / 60)
        return str(ngettext("Try again in %(num)s minute.", "Try again in %(num)s minutes.", minutes))
    return str(ngettext("Try again in %(num)s hour.", "Try again in %(num)s hours.", math.ceil(seconds / 3600)))
