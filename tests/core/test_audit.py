"""The chain of acts: it breaks visibly, and it survives the erasure of words."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import delete, text
from sqlalchemy.exc import DBAPIError

from app.core.audit import AuditText, first_broken, record_act
from app.core.db import db, writing
from app.core.permissions import Actor

pytestmark = pytest.mark.both_engines
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def three_acts_on_two_days() -> None:
    for minutes, now in enumerate((NOON, NOON, NOON + timedelta(days=1))):
        with writing() as session:
            record_act(
                session, by=Actor(person_id=1), act="request.endorse", object_type="country_request", object_id=minutes,
                now=now + timedelta(minutes=minutes), before={"status": "submitted"}, after={"status": "endorsed"},
            )  # fmt: skip


def test_an_untouched_chain_holds(app: Flask) -> None:
    with app.app_context():
        three_acts_on_two_days()
        assert first_broken(db.session) is None


def test_nobody_can_alter_or_remove_an_audit_row(app: Flask) -> None:
    with app.app_context():
        three_acts_on_two_days()
        for statement in ("UPDATE audit_event SET act = 'nothing'", "DELETE FROM audit_event"):
            with pytest.raises(DBAPIError), writing() as session:
                session.execute(text(statement))


@pytest.mark.parametrize(
    "tampering",
    ["UPDATE audit_event SET object_id = '9' WHERE id = 2", "DELETE FROM audit_event WHERE id = 2"],
)
def test_tampering_past_the_guard_breaks_the_chain_of_its_day(app: Flask, tampering: str) -> None:
    with app.app_context():
        three_acts_on_two_days()
        with writing() as session:
            session.execute(text("DELETE FROM audit_text"))
            if session.get_bind().dialect.name == "postgresql":
                session.execute(text("ALTER TABLE audit_event DISABLE TRIGGER audit_is_final"))
            else:
                session.execute(text("DROP TRIGGER audit_no_update"))
                session.execute(text("DROP TRIGGER audit_no_delete"))
            session.execute(text(tampering))
        assert first_broken(db.session) == NOON.date()


def test_words_can_be_erased_without_breaking_the_chain(app: Flask) -> None:
    with app.app_context():
        three_acts_on_two_days()
        with writing() as session:
            session.execute(delete(AuditText))
        assert first_broken(db.session) is None
