"""The chain of acts: any edit, gap or move is found and named, and the erasure of words breaks nothing."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from app.core import audit_check
from app.core.audit import AuditText, acts_about, beginning_of, erase_text, record_act
from app.core.audit_check import check_chain
from app.core.db import db, writing
from app.core.permissions import VISITOR, Actor

pytestmark = pytest.mark.both_engines
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
DAYS, EACH = 3, 3


def acts_on_three_days() -> None:
    """Nine acts, three a day; every second has words."""
    for number in range(DAYS * EACH):
        words = {"before": {"status": "submitted"}, "after": {"by": f"Amina {number} é"}} if number % 2 else {}
        with writing() as session:
            record_act(
                session, by=Actor(person_id=1), act="request.endorse", object_type="country_request", object_id=number,
                now=NOON + timedelta(days=number // EACH, minutes=number), request_id="r", **words,
            )  # fmt: skip


@contextmanager
def past_the_guard(app: Flask) -> Iterator[Session]:
    """A write that is undone at the end, by somebody who took the database's guard away."""
    with app.app_context(), db.engine.connect().execution_options(writing=True) as connection:
        transaction = connection.begin()
        if connection.dialect.name == "postgresql":
            connection.execute(text("ALTER TABLE audit_event DISABLE TRIGGER audit_is_final"))
        else:
            connection.execute(text("DROP TRIGGER audit_no_update"))
            connection.execute(text("DROP TRIGGER audit_no_delete"))
        yield Session(connection)
        transaction.rollback()


def test_an_untouched_chain_holds_and_says_how_much_it_is(app: Flask) -> None:
    with app.app_context():
        acts_on_three_days()
        report = check_chain(db.session)
    assert (report.good, report.days, report.rows, report.erased) == (True, 3, 9, 0)


def test_a_moment_in_another_zone_is_the_same_moment(app: Flask) -> None:
    now = datetime(2026, 11, 24, 1, tzinfo=UTC).astimezone(ZoneInfo("America/Lima"))
    with app.app_context():
        with writing() as session:
            event = record_act(session, by=VISITOR, act="x", object_type="y", object_id=1, now=now)
            assert event.day == date(2026, 11, 24)
        assert check_chain(db.session).good


def test_nobody_can_alter_or_remove_an_audit_row(app: Flask) -> None:
    with app.app_context():
        acts_on_three_days()
        for statement in ("UPDATE audit_event SET act = 'nothing'", "DELETE FROM audit_event"):
            with pytest.raises(DBAPIError), writing() as session:
                session.execute(text(statement))


HASHED_TEXT = ("act", "object_type", "object_id", "request_id", "text_digest", "prev_hash", "hash")
edits = st.one_of(
    st.tuples(st.sampled_from(HASHED_TEXT), st.text("abcdef0123456789", min_size=1, max_size=40)),
    st.tuples(st.just("person_id"), st.one_of(st.none(), st.integers(2, 999))),
    st.tuples(st.just("at"), st.just(NOON + timedelta(seconds=1))),
)


def test_any_single_edit_of_a_row_is_found_at_that_row(app: Flask) -> None:
    with app.app_context():
        acts_on_three_days()

    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(number=st.integers(1, DAYS * EACH), edit=edits)
    def edit_one(number: int, edit: tuple[str, object]) -> None:
        column, value = edit
        with past_the_guard(app) as session:
            session.execute(text(f"UPDATE audit_event SET {column} = :value WHERE id = :id"),
                            {"value": value if column != "at" else _stored(session, value), "id": number})  # fmt: skip
            faults = check_chain(session).faults
            assert number in {fault.number for fault in faults}, faults
            assert audit_check.CHANGED in {fault.what for fault in faults}

    edit_one()


def _stored(session: Session, moment: object) -> object:
    return moment if session.get_bind().dialect.name == "postgresql" else "2026-11-23 12:00:01.000000"


@pytest.mark.parametrize("number", range(1, DAYS * EACH + 1))
def test_a_missing_row_is_found_on_its_day(app: Flask, number: int) -> None:
    with app.app_context():
        acts_on_three_days()
    with past_the_guard(app) as session:
        session.execute(text(f"DELETE FROM audit_text WHERE event_id = {number}"))
        session.execute(text(f"DELETE FROM audit_event WHERE id = {number}"))
        (fault,) = check_chain(session).faults
    last = number % EACH == 0
    assert fault.day == NOON.date() + timedelta(days=(number - 1) // EACH)
    assert (fault.number, fault.what) == ((None, audit_check.ENDING) if last else (number + 1, audit_check.MISSING))


def test_any_two_rows_that_change_places_are_found(app: Flask) -> None:
    with app.app_context():
        acts_on_three_days()
    pairs = [(one, other) for one in range(1, 10) for other in range(one + 1, 10)]
    for one, other in pairs:
        with past_the_guard(app) as session:
            session.execute(text("DELETE FROM audit_text"))
            for old, new in ((one, 1000), (other, one), (1000, other)):
                session.execute(text(f"UPDATE audit_event SET id = {new} WHERE id = {old}"))
            faults = [fault for fault in check_chain(session).faults if fault.what != audit_check.WORDS_GONE]
        assert faults, (one, other)


BY_HAND: dict[str, tuple[Callable[[date], list[str]], str]] = {
    "closing hash": (lambda day: [f"UPDATE audit_day SET last_hash = 'x' WHERE day = '{day}'"], audit_check.ENDING),
    "day row": (lambda day: [f"DELETE FROM audit_day WHERE day = '{day}'"], audit_check.NO_DAY),
    "all rows of a day": (
        lambda day: [
            "DELETE FROM audit_text WHERE event_id BETWEEN 4 AND 6",
            f"DELETE FROM audit_event WHERE day = '{day}'",
        ],
        audit_check.ENDING,
    ),
    "a whole day": (
        lambda day: [
            "DELETE FROM audit_text WHERE event_id BETWEEN 4 AND 6",
            f"DELETE FROM audit_event WHERE day = '{day}'",
            f"DELETE FROM audit_day WHERE day = '{day}'",
        ],
        audit_check.NO_PREVIOUS,
    ),
    "words": (lambda _day: ["UPDATE audit_text SET after = '{}' WHERE event_id = 4"], audit_check.WORDS_CHANGED),
    "salt": (lambda _day: ["UPDATE audit_text SET salt = '1' WHERE event_id = 4"], audit_check.WORDS_CHANGED),
    "words removed": (lambda _day: ["DELETE FROM audit_text WHERE event_id = 4"], audit_check.WORDS_GONE),
    "words emptied": (
        lambda _day: ["UPDATE audit_text SET before = 'null', after = 'null' WHERE event_id = 4"],
        audit_check.WORDS_GONE,
    ),
}


@pytest.mark.parametrize("what", BY_HAND)
def test_what_is_done_by_hand_is_named(app: Flask, what: str) -> None:
    with app.app_context():
        acts_on_three_days()
    statements, fault = BY_HAND[what]
    with past_the_guard(app) as session:
        for statement in statements(NOON.date() + timedelta(days=1)):
            session.execute(text(statement))
        assert fault in {each.what for each in check_chain(session).faults}


def test_words_are_erased_on_record_and_the_chain_still_holds(app: Flask) -> None:
    with app.app_context():
        acts_on_three_days()
        with writing() as session:
            numbers = [*acts_about(session, "country_request", 1), *acts_about(session, "country_request", 2)]
            assert erase_text(session, numbers, by=Actor(person_id=9), now=NOON + timedelta(days=9)) == 1
        report = check_chain(db.session)
        assert (report.good, report.rows, report.erased) == (True, 10, 1)
        left = db.session.get_one(AuditText, numbers[0])
        assert (left.before, left.after, left.salt) == (None, None, "")
        with writing() as session:
            assert erase_text(session, numbers, by=VISITOR, now=NOON) == 0, "once is enough"


def test_a_chain_begun_before_days_named_one_another_still_holds(app: Flask) -> None:
    with app.app_context():
        with writing() as session:
            old = text("INSERT INTO audit_day (day, last_hash) VALUES (:day, :hash)")
            session.execute(old, {"day": NOON.date(), "hash": beginning_of(NOON.date(), None)})
        acts_on_three_days()
        assert check_chain(db.session).good


def test_the_command_says_what_is_wrong_and_fails(app: Flask) -> None:
    with app.app_context():
        acts_on_three_days()
        said = app.test_cli_runner().invoke(args=["audit", "verify"])
        assert (said.exit_code, said.output.splitlines()[0]) == (
            0, "The audit is whole: 9 rows on 3 days, 0 with their words erased on request.",
        )  # fmt: skip
        with writing() as session:
            session.execute(text("DELETE FROM audit_text WHERE event_id = 4"))
        said = app.test_cli_runner().invoke(args=["audit", "verify"])
        assert said.exit_code == 1
        assert f"2026-11-24, row 4: {audit_check.WORDS_GONE}" in said.output
        told = app.test_cli_runner().invoke(args=["audit", "verify", "--json"])
        assert told.exit_code == 1
        assert json.loads(told.output)["faults"] == [
            {"day": "2026-11-24", "number": 4, "what": audit_check.WORDS_GONE}
        ]  # fmt: skip
