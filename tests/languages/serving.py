"""The site behind a real address, for Chromium: in a thread, so that what a test puts in its place is served too."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from flask import Flask
from playwright.sync_api import Browser, Page
from werkzeug.serving import WSGIRequestHandler, make_server

from tests.languages.conftest import Site


class Silent(WSGIRequestHandler):
    """Says nothing of each request."""

    def log(self, _kind: str, _message: str, *_arguments: Any) -> None:
        """The application has a log of its own."""


@dataclass
class Served:
    """A site at an address, and the cookies of people who are signed in.

    Everything that needs the application itself is asked before Chromium runs (see tests/chromium.py).
    """

    url: str
    cookies: dict[str, list[Any]] = field(default_factory=dict)

    @contextmanager
    def reader(self, chromium: Browser, who: str = "visitor", *, width: int = 1280, **options: Any) -> Iterator[Page]:
        """A page in which `who` reads; a console error or a failed load ends the test."""
        context = chromium.new_context(
            viewport={"width": width, "height": 800}, base_url=self.url, reduced_motion="reduce", **options
        )
        context.add_cookies(self.cookies.get(who, []))
        page = context.new_page()
        troubles: list[str] = []
        page.on("pageerror", lambda error: troubles.append(str(error)))
        yield page
        context.close()
        assert troubles == []


@contextmanager
def served(site: Site, people: Sequence[str] = ()) -> Iterator[Served]:
    """The site on a free port of this machine."""
    with _listening(site.app) as url:
        yield Served(url, {who: _cookies(site, who, url) for who in people})


@contextmanager
def _listening(app: Flask) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Silent)
    server.daemon_threads = True  # type: ignore[attr-defined]  # a mixin's
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def _cookies(site: Site, who: str, url: str) -> list[Any]:
    jar: Any = site.client(who)._cookies  # the test client gives them out by name only
    return [{"name": each.key, "value": each.value, "url": url} for each in jar.values()]
