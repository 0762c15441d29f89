"""A limit for pages that are only read: counted in this process, and told to the database twenty at a time.

So an ordinary reader writes nothing; one who reads very much is known to every process.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from threading import Lock

import structlog
from flask import Flask, Response, request
from sqlalchemy.exc import SQLAlchemyError

from app.core.db import Busy, db, utc_now, writing
from app.core.limits import Exceeded, counted, too_often
from app.core.network import this_network
from app.core.rate_windows import NO_WAIT, Limit, take

AT_ONCE = 20
MOST_REMEMBERED = 10_000
log = structlog.get_logger()


class Front:
    """Counts reads by network for the endpoints in `watched`."""

    def __init__(self, limit: Limit, endpoints: frozenset[str], applies: Callable[[], bool]) -> None:
        self.limit, self.endpoints, self.applies = limit, endpoints, applies
        self._seen: dict[tuple[str, object], int] = {}
        self._lock = Lock()

    def init_app(self, app: Flask) -> None:
        app.before_request(self.watch)

    def watch(self) -> Response | None:
        if request.endpoint not in self.endpoints or not self.applies():
            return None
        network = this_network()
        if self._seen_here(network) % AT_ONCE:
            return None
        wait = self._told(network)
        return too_often(self.limit, wait) if wait > NO_WAIT else None

    def _seen_here(self, network: str) -> int:
        """How often this process saw that network in the present window; a refused one stays at the same count."""
        key = (network, self.limit.began_at(utc_now()))
        with self._lock:
            if len(self._seen) >= MOST_REMEMBERED:
                self._seen.clear()
            self._seen[key] = self._seen.get(key, 0) + 1
            return self._seen[key]

    def _told(self, network: str) -> timedelta:
        now = utc_now()
        try:
            with writing() as session:
                wait = take(session, counted(self.limit, network), now=now, times=AT_ONCE)
                if wait > NO_WAIT:
                    raise Exceeded(self.limit, wait)
        except Exceeded as exceeded:
            with self._lock:
                self._seen[network, self.limit.began_at(now)] = AT_ONCE - 1  # the next one asks again
            return exceeded.wait
        except (Busy, SQLAlchemyError) as trouble:
            db.session.rollback()
            log.error("limit not counted", limit=self.limit.name, closed=False, error=type(trouble).__name__)
        return NO_WAIT
