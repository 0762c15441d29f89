"""A real browser before the real server with the demonstration's records, each a program of its own."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.cli.ground import ROOT, crux, environment
from tests.e2e.people import People

PATIENCE = 30.0


@dataclass(frozen=True)
class Site:
    """The demonstration, served on this machine."""

    url: str
    variables: dict[str, str]


@pytest.fixture(scope="session")
def demo_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with everything that `crux demo` brings, made once for each test process."""
    path = tmp_path_factory.mktemp("demo") / "crux.sqlite"
    for command in ("migrate", "demo"):
        done = crux(command, **_variables(path, 80))
        assert done.returncode == 0, done.stderr
    return path


def _variables(database: Path, port: int, name: str = "127.0.0.1") -> dict[str, str]:
    return {
        "CRUX_MODE": "demo",
        "CRUX_DATABASE_URL": f"sqlite:///{database}",
        "CRUX_SECRET_KEY": "for-tests-only-" + "0123456789abcdef" * 3,
        "CRUX_BASE_URL": f"http://{name}:{port}",
        "PORT": str(port),
    }


@contextmanager
def served(template: Path, folder: Path, *, name: str = "127.0.0.1") -> Iterator[Site]:
    """A copy of the demonstration behind gunicorn; no worker, so that nothing is sent by itself."""
    shutil.copyfile(template, folder / "crux.sqlite")
    variables = _variables(folder / "crux.sqlite", free_port(), name)
    command = [sys.executable, "-m", "gunicorn", "--config", "python:app.gunicorn_config", "--workers", "1"]
    command += ["--bind", f"127.0.0.1:{variables['PORT']}", "app:create_app()"]
    with (folder / "server.log").open("wb") as log:
        server = subprocess.Popen(command, cwd=ROOT, env=environment(**variables), stdout=log, stderr=log)
        try:
            _wait_for(variables["CRUX_BASE_URL"])
            yield Site(variables["CRUX_BASE_URL"], variables)
        finally:
            server.terminate()
            server.wait(PATIENCE)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_for(url: str) -> None:
    until = time.monotonic() + PATIENCE
    while True:
        try:
            urllib.request.urlopen(f"{url}/healthz").close()  # noqa: S310 - our own server
            return
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)


@pytest.fixture(scope="session")
def site(demo_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """For tests that only read."""
    with served(demo_template, tmp_path_factory.mktemp("site")) as running:
        yield running


@pytest.fixture
def own_site(demo_template: Path, tmp_path: Path) -> Iterator[Site]:
    """For a test that writes."""
    with served(demo_template, tmp_path) as running:
        yield running


@contextmanager
def visiting(chromium: Browser, site: Site, *, java_script: bool) -> Iterator[Page]:
    """A phone, 360 pixels wide; a console error or a failed load ends the test."""
    context: BrowserContext = chromium.new_context(
        viewport={"width": 360, "height": 740},
        java_script_enabled=java_script,
        base_url=site.url,
        locale="en-GB",
        reduced_motion="reduce",
    )
    page = context.new_page()
    troubles: list[str] = []
    page.on("console", lambda message: troubles.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: troubles.append(str(error)))
    yield page
    context.close()
    assert troubles == []


with_and_without_javascript = pytest.mark.parametrize(
    "java_script", [True, False], ids=["with JavaScript", "without JavaScript"]
)


@pytest.fixture
def visitor(chromium: Browser, site: Site, java_script: bool) -> Iterator[Page]:
    with visiting(chromium, site, java_script=java_script) as page:
        yield page


@pytest.fixture
def writer(chromium: Browser, own_site: Site, java_script: bool) -> Iterator[Page]:
    with visiting(chromium, own_site, java_script=java_script) as page:
        yield page


@pytest.fixture
def people(chromium: Browser, own_site: Site, language: str, java_script: bool) -> Iterator[People]:
    """Those of `people_of_trust`, on a site of their own."""
    program = [sys.executable, "-m", "tests.e2e.people_of_trust"]
    done = subprocess.run(
        program, cwd=ROOT, env=environment(**own_site.variables), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    keys = dict(line.split(maxsplit=1) for line in done.stdout.splitlines() if " " in line and not line.startswith("{"))
    with ExitStack() as stack:
        visit = partial(visiting, chromium, own_site, java_script=java_script)
        yield People(visit, language, keys, stack)
