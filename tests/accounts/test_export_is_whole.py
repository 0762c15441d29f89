"""The personal export asks every table that knows a person: a new table that it forgets fails here."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import Column, event
from sqlalchemy.orm import ORMExecuteState
from sqlalchemy.sql import visitors
from sqlmodel import SQLModel

from app.core import personal
from app.core.db import db
from tests.accounts.conftest import a_person

# Columns by which the export does not look, each with its reason.
NOT_ASKED = {
    "appointment.appointed_by": "the row is about whom was appointed; that one appointed stands among one's acts",
    "solution.cleared_by": "the record is its institution's; that one cleared it stands among one's acts",
    "idempotency_key.person_id": "holds no more than that a form was sent, for a day",
}


def columns_that_know_people() -> set[str]:
    return {
        f"{table.name}.{column.name}"
        for table in SQLModel.metadata.tables.values()
        for column in table.columns
        if column.name == "person_id" or any(key.target_fullname == "person.id" for key in column.foreign_keys)
    }


@pytest.fixture
def asked(app: Flask) -> set[str]:
    """The columns by which rows are looked for while a person's export is made."""
    found: set[str] = set()

    def note(state: ORMExecuteState) -> None:
        where = getattr(state.statement, "whereclause", None)
        for part in () if where is None else visitors.iterate(where):
            if isinstance(part, Column):
                found.add(f"{part.table.name}.{part.name}")

    person = a_person(app)
    with app.app_context():
        event.listen(db.session, "do_orm_execute", note)
        personal.told(db.session, person)
        event.remove(db.session, "do_orm_execute", note)
    return found


def test_every_column_that_knows_a_person_is_asked_or_excepted_with_a_reason(asked: set[str]) -> None:
    assert columns_that_know_people() - asked - set(NOT_ASKED) == set()


def test_no_exception_is_kept_for_longer_than_it_is_needed(asked: set[str]) -> None:
    assert set(NOT_ASKED) <= columns_that_know_people() - asked
