"""Structured logs: one JSON line an event, UTC, with the id of the web request it belongs to."""

from __future__ import annotations

import logging
import re
import secrets
import sys
import time

import structlog
from flask import Flask, Response, g, request
from structlog.tracebacks import ExceptionDictTransformer

HEADER = "X-Request-ID"
USABLE_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")


def configure() -> None:
    """Once per process, by whoever starts it."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            # Where it went wrong, never the values that were there: a password may be among them.
            structlog.processors.ExceptionRenderer(ExceptionDictTransformer(show_locals=False)),
            structlog.processors.JSONRenderer(ensure_ascii=True),  # a newline in input stays one line
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )


def init_app(app: Flask) -> None:
    app.before_request(_begin)
    app.after_request(_end)


def request_id(given: str) -> str:
    """The id that a proxy of ours gave, if it can be one; else a new one."""
    return given if USABLE_ID.fullmatch(given) else secrets.token_hex(8)


def answered(method: str, endpoint: str, status: int, started: float, **more: str) -> None:
    """The one line of each web request. `started`: when it came, by `perf_counter`."""
    took = time.perf_counter() - started
    structlog.get_logger().info(
        "answered", method=method, endpoint=endpoint, status=status, milliseconds=round(took * 1000, 1), **more
    )


def _begin() -> None:
    g.request_id = request_id(request.headers.get(HEADER, ""))
    g.started = time.perf_counter()
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(request_id=g.request_id)


def _end(response: Response) -> Response:
    response.headers[HEADER] = g.get("request_id", "")
    answered(request.method, request.endpoint or "", response.status_code, g.get("started", time.perf_counter()))
    return response
