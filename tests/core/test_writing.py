"""Reads cannot write, writes are whole, and the catalogue's counter loses nobody."""

from __future__ import annotations

import threading
from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from app.core.changes import changes_after, current_number, mark_changed
from app.core.db import db, writing
from app.core.drafts import Draft, keep_answers, start_draft
from app.core.records import Outdated

pytestmark = pytest.mark.both_engines
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


def test_a_read_transaction_refuses_to_write(app: Flask) -> None:
    with app.app_context(), pytest.raises(DBAPIError):
        db.session.execute(text("UPDATE catalogue_counter SET number = 7"))


def test_a_write_that_fails_half_way_leaves_nothing(app: Flask) -> None:
    with app.app_context():
        with pytest.raises(RuntimeError), writing() as session:
            start_draft(session, kind="test", person_id=None, now=NOW)
            mark_changed(session, "solution", 1)
            raise RuntimeError
        assert db.session.query(Draft).count() == 0
        assert current_number(db.session) == 0
        with writing() as session:
            start_draft(session, kind="test", person_id=None, now=NOW)
        assert current_number(db.session) == 0, "a failed write must not be announced by the next one"


def test_the_counter_rises_once_for_each_write_that_changes_something_published(app: Flask) -> None:
    with app.app_context():
        with writing() as session:
            mark_changed(session, "solution", 1)
            mark_changed(session, "solution", 2)
            mark_changed(session, "solution", 1)
        with writing() as session:
            start_draft(session, kind="test", person_id=None, now=NOW)
        assert current_number(db.session) == 1
        assert set(changes_after(db.session, 0)) == {("solution", 1), ("solution", 2)}


def test_a_moment_keeps_its_time_zone(app: Flask) -> None:
    with app.app_context():
        with writing() as session:
            draft_id = start_draft(session, kind="test", person_id=None, now=NOW).id
        assert db.session.get_one(Draft, draft_id).created_at == NOW


def test_the_second_of_two_tabs_is_told_instead_of_overwriting(app: Flask) -> None:
    with app.app_context():
        with writing() as session:
            draft = start_draft(session, kind="test", person_id=None, now=NOW)
            draft_id, seen = draft.id, draft.seen("need")
        with writing() as session:
            keep_answers(session, draft_id, step="need", answers={"title": "first"}, seen=seen, now=NOW)
        with pytest.raises(Outdated), writing() as session:
            keep_answers(session, draft_id, step="need", answers={"title": "second"}, seen=seen, now=NOW)
        assert db.session.get_one(Draft, draft_id).answers == {"need": {"title": "first"}}


def test_two_writers_that_overlap_are_both_found_by_a_reader(app: Flask) -> None:
    """The first to begin may be the last to commit; a reader in between must still meet both changes."""
    first_has_begun, second_is_done = threading.Event(), threading.Event()

    def slow_writer() -> None:
        with app.app_context(), writing() as session:
            first_has_begun.set()
            second_is_done.wait(1.0)  # on SQLite the second waits for us instead
            mark_changed(session, "solution", 1)

    def quick_writer() -> None:
        first_has_begun.wait(5)
        with app.app_context(), writing() as session:
            mark_changed(session, "solution", 2)
        second_is_done.set()

    threads = [threading.Thread(target=slow_writer), threading.Thread(target=quick_writer)]
    for thread in threads:
        thread.start()
    seen, reached = set(), 0
    with app.app_context():
        while any(thread.is_alive() for thread in threads) or current_number(db.session) > reached:
            number = current_number(db.session)
            seen |= set(changes_after(db.session, reached))
            reached = number
            db.session.rollback()
    for thread in threads:
        thread.join()
    assert seen == {("solution", 1), ("solution", 2)}
