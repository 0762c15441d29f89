"""Bringing the database to the newest schema."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

FOLDER = Path(__file__).resolve().parent.parent / "migrations"


def configuration(database_url: str) -> Config:
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.attributes["database_url"] = database_url
    return config


@cache
def newest_revision() -> str | None:
    return ScriptDirectory(str(FOLDER)).get_current_head()


def present_revision(database_url: str) -> str | None:
    """The revision that the database at `database_url` is at; None for an empty one."""
    engine = create_engine(database_url)
    try:
        with engine.connect() as connection:
            return MigrationContext.configure(connection).get_current_revision()
    finally:
        engine.dispose()


def migrate(database_url: str, revision: str = "head") -> None:
    """Bring the database at `database_url` to `revision`; each step is whole or not at all."""
    command.upgrade(configuration(database_url), revision)


def write_revision(database_url: str, message: str) -> None:
    """For developers: draft the next revision from what the models say and the database lacks."""
    command.revision(configuration(database_url), message, autogenerate=True)
