"""The migrations bring a database to what the models say, on both engines, and repeating them is harmless."""

from __future__ import annotations

import pytest
from alembic import command
from sqlalchemy import create_engine, inspect

from app.core.migrations import configuration, migrate, newest_revision, present_revision

pytestmark = pytest.mark.both_engines


def test_models_and_migrations_say_the_same(database_url: str) -> None:
    command.check(configuration(database_url))  # raises when a model knows a column that no revision made


def test_migrating_twice_changes_nothing(database_url: str) -> None:
    migrate(database_url)
    assert present_revision(database_url) == newest_revision()


def test_every_constraint_has_a_name_so_that_a_later_revision_can_reach_it(database_url: str) -> None:
    engine = create_engine(database_url)
    nameless = []
    inspector = inspect(engine)
    for table in inspector.get_table_names():
        named = [*inspector.get_foreign_keys(table), *inspector.get_unique_constraints(table)]
        named += inspector.get_check_constraints(table)
        nameless += [table for each in named if not each["name"]]
    engine.dispose()
    assert nameless == []
