"""A real browser before a real server with the demonstration's records, and a real mail server behind it."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from werkzeug.serving import make_server

from app import Settings, create_app
from app.core.db import db, utc_now
from app.core.migrations import migrate
from app.site.demo import load_demo

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass(frozen=True)
class Site:
    """The demonstration, served on this machine."""

    app: Flask
    url: str


@pytest.fixture(scope="session")
def demo_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with everything that `crux demo` brings, made once for each test process."""
    folder = tmp_path_factory.mktemp("demo")
    app = create_app(_settings(folder))
    migrate(_settings(folder).database_url)
    with app.app_context():
        load_demo(utc_now())
        db.session.remove()
        db.engine.dispose()
    return folder / "crux.sqlite"


def _settings(folder: Path, port: int = 80, smtp_url: str | None = None) -> Settings:
    return Settings(
        mode="demo",
        database_url=f"sqlite:///{folder / 'crux.sqlite'}",
        secret_key="for-tests-only-" + "0123456789abcdef" * 3,
        base_url=f"http://localhost:{port}",
        mail_from="Crux <crux@example.org>",
        smtp_url=smtp_url,
        var=folder,
    )


@pytest.fixture
def site(demo_template: Path, tmp_path: Path) -> Iterator[Site]:
    """A fresh copy of the demonstration behind a threaded server."""
    shutil.copyfile(demo_template, tmp_path / "crux.sqlite")
    app = create_app(_settings(tmp_path))
    server = make_server("127.0.0.1", 0, app, threaded=True)
    app.config["BASE_URL"] = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield Site(app, app.config["BASE_URL"])
    server.shutdown()
    thread.join()
    server.server_close()
    with app.app_context():
        db.engine.dispose()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = shutil.which("chromium")
    if path is None:
        if os.environ.get("CI"):
            pytest.fail("Chromium is missing")
        pytest.skip("Chromium is missing: `make install` says how to have it")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def visitor(chromium: Browser, site: Site, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A phone, 360 pixels wide; every console error and failed load ends the test."""
    context: BrowserContext = chromium.new_context(
        viewport={"width": 360, "height": 740},
        java_script_enabled=request.param,
        base_url=site.url,
        locale="en-GB",
    )
    page = context.new_page()
    troubles: list[str] = []
    page.on("console", lambda message: troubles.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: troubles.append(str(error)))
    yield page
    context.close()
    assert [trouble for trouble in troubles if "422" not in trouble] == []
