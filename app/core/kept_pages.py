"""Pages that everybody sees alike are drawn once and kept, until something published changes or the day ends.

Only for readers without a session, and only addresses that a feature names with `keep_pages`: what such a page
shows must follow from published records, whose changes raise the counter (`core/changes.py`), from the address
and from the day. Each process keeps its own pages, as they go over the line, compressed. The tests check every
kept page against one drawn anew (`checked`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from threading import Lock
from time import perf_counter
from typing import TYPE_CHECKING, Any

from cachetools import LRUCache
from flask import Flask, Response, current_app, request
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.http import parse_etags

from app.core import logs
from app.core.changes import CatalogueCounter
from app.core.db import db, utc_now

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

MOST_BYTES = 32 * 1024 * 1024
EXTENSION = "crux_kept_pages"
KEEP = "crux.keep"  # in the environment of a request whose answer may be kept
# What an answer depends on besides its address.
VARYING = ("HTTP_ACCEPT_ENCODING", "HTTP_HX_REQUEST", "HTTP_HX_REQUEST_TYPE")
# Whoever sends one of these may be answered differently.
PERSONAL = ("HTTP_COOKIE", "HTTP_AUTHORIZATION", "HTTP_RANGE")
OF_A_BODY = {"Content-Length", "Content-Type", "Content-Encoding"}
COUNTER = f"SELECT number FROM {CatalogueCounter.__tablename__}"  # noqa: S608 - our own name
Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Page:
    endpoint: str
    headers: list[tuple[str, str]]
    body: bytes

    @property
    def size(self) -> int:
        return len(self.body) + 1_000

    @property
    def etag(self) -> str:
        return dict(self.headers).get("ETag", "").strip('"')


class KeptPages:
    """Stands before the application; answers by itself what it has, and remembers what may be kept."""

    def __init__(self, inner: WSGIApplication, engine: Engine, languages: Iterable[str]) -> None:
        self._inner, self._engine = inner, engine
        self._prefixes = tuple(f"/{language}/" for language in languages)
        self._pages: LRUCache[Key, Page] = LRUCache(MOST_BYTES, getsizeof=lambda page: page.size)
        self._lock = Lock()
        self.endpoints: set[str] = set()
        self.checked = False

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        started = perf_counter()
        key = self._key(environ)
        if key is None:
            return self._inner(environ, start_response)
        with self._lock:
            page = self._pages.get(key)
        if page is None:
            return self._drawn(key, environ, start_response)
        if self.checked:
            self._compare(page, environ)
        return _answer(page, environ, start_response, started)

    def clear(self) -> None:
        with self._lock:
            self._pages.clear()

    def _key(self, environ: WSGIEnvironment) -> Key | None:
        """What the answer depends on; None where it must not be kept, or the database does not answer."""
        path = environ.get("PATH_INFO", "")
        if environ["REQUEST_METHOD"] != "GET" or not path.startswith(self._prefixes):
            return None
        if any(name in environ for name in PERSONAL):
            return None
        try:
            number = self._number()
        except (SQLAlchemyError, self._engine.dialect.loaded_dbapi.Error):
            return None  # the application says what is the matter
        varying = [environ.get(name, "") for name in VARYING]
        return (path, environ.get("QUERY_STRING", ""), *varying, str(number), utc_now().date().isoformat())

    def _number(self) -> int:
        """The catalogue's counter, read by hand: this is all that a kept page costs."""
        connection = self._engine.raw_connection()
        try:
            cursor = connection.cursor()
            cursor.execute(COUNTER)
            row = cursor.fetchone()
            return int(row[0]) if row else 0
        finally:
            connection.close()

    def _drawn(self, key: Key, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """The page as the application draws it, remembered if it may be."""
        begun: list[Any] = []

        def start(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
            begun[:] = [status, headers]
            return start_response(status, headers, exc_info)

        answer = self._inner(environ, start)
        if KEEP not in environ or begun[0] != "200 OK":
            return answer
        body = _whole(answer)
        page = Page(environ[KEEP], [each for each in begun[1] if each[0] != logs.HEADER], body)
        with self._lock:
            self._pages[key] = page
        return [body]

    def _compare(self, page: Page, environ: WSGIEnvironment) -> None:
        """Draw the page again: it must be the one that was kept. (A reader who may not draw it now proves nothing.)"""
        said: list[str] = []

        def start(status: str, *_: Any) -> Any:
            said.append(status)

        anew = _whole(self._inner({**environ, "HTTP_IF_NONE_MATCH": ""}, start))
        if said == ["200 OK"] and anew != page.body:
            raise AssertionError(f"{environ['PATH_INFO']} changed and its counter was not raised")


def init_app(app: Flask) -> None:
    with app.app_context():
        kept = KeptPages(app.wsgi_app, db.engine, app.config["LANGUAGES"])
    app.extensions[EXTENSION] = kept
    app.wsgi_app = kept  # type: ignore[method-assign]


def keep_pages(app: Flask, *endpoints: str) -> None:
    """Let these addresses of a feature be kept for readers without a session."""
    app.extensions[EXTENSION].endpoints.update(endpoints)


def let_keep(response: Response) -> Response:
    """Called when an answer is finished and everybody without a session may have it."""
    if request.endpoint in current_app.extensions[EXTENSION].endpoints and not response.is_streamed:
        request.environ[KEEP] = request.endpoint
    return response


def _answer(page: Page, environ: WSGIEnvironment, start_response: StartResponse, started: float) -> Iterable[bytes]:
    """A kept page, or that it has not changed for whoever has it."""
    request_id = logs.request_id(environ.get("HTTP_X_REQUEST_ID", ""))
    headers = [*page.headers, (logs.HEADER, request_id)]
    known = parse_etags(environ.get("HTTP_IF_NONE_MATCH"))
    same = page.etag and page.etag in known
    status = 304 if same else 200
    logs.answered("GET", page.endpoint, status, started, request_id=request_id)
    if same:
        start_response("304 NOT MODIFIED", [each for each in headers if each[0] not in OF_A_BODY])
        return []
    start_response("200 OK", headers)
    return [page.body]


def _whole(answer: Iterable[bytes]) -> bytes:
    try:
        return b"".join(answer)
    finally:
        getattr(answer, "close", lambda: None)()
