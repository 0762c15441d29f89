"""Drafts keep what was typed, for their people, for their time, and become one record."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from app.core.db import db, writing
from app.core.drafts import (
    KEPT_FOR,
    Draft,
    drafts_of,
    find_draft,
    forget_drafts,
    keep_answers,
    mark_sent,
    share_draft,
    start_draft,
)
from app.core.records import Outdated

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
KIND = "letter"
both_engines = pytest.mark.both_engines


def begun(app: Flask, person_id: int = 1) -> str:
    with app.app_context(), writing() as session:
        return start_draft(session, kind=KIND, person_id=person_id, now=NOW).id


@both_engines
def test_answers_come_back_as_they_were_typed_and_prolong_the_drafts_time(app: Flask) -> None:
    draft_id, later = begun(app), NOW + timedelta(days=40)
    typed = {"title": [" Überschwemmung 洪水 "], "goals": []}
    with app.app_context():
        with writing() as session:
            seen = session.get_one(Draft, draft_id).seen("need")
            keep_answers(session, draft_id, step="need", answers=typed, seen=seen, now=later)
        draft = db.session.get_one(Draft, draft_id)
        assert draft.answers == {"need": typed}
        assert (draft.changed_at, draft.expires_at) == (later, later + KEPT_FOR)


@both_engines
def test_other_answers_to_the_same_step_are_a_clash_and_equal_ones_are_not(app: Flask) -> None:
    draft_id = begun(app)
    with app.app_context():
        with writing() as session:
            seen = session.get_one(Draft, draft_id).seen("need")
            keep_answers(session, draft_id, step="need", answers={"title": ["one"]}, seen=seen, now=NOW)
        with writing() as session:  # the same form sent again
            keep_answers(session, draft_id, step="need", answers={"title": ["one"]}, seen=seen, now=NOW)
        with writing() as session:  # another step, opened at the same time
            keep_answers(session, draft_id, step="ask", answers={"outcome": ["x"]}, seen=seen, now=NOW)
        with pytest.raises(Outdated), writing() as session:
            keep_answers(session, draft_id, step="need", answers={"title": ["two"]}, seen=seen, now=NOW)


@both_engines
def test_a_draft_is_gone_after_its_time(app: Flask) -> None:
    draft_id, late = begun(app), NOW + KEPT_FOR
    with app.app_context():
        assert find_draft(db.session, draft_id, kind=KIND, now=late - timedelta(seconds=1)) is not None
        assert find_draft(db.session, draft_id, kind=KIND, now=late) is None
        assert drafts_of(db.session, 1, kind=KIND, now=late) == []
        with writing() as session:
            forget_drafts(session, now=late)
        assert db.session.query(Draft).count() == 0


@both_engines
def test_a_sent_draft_keeps_no_words_and_is_listed_no_more(app: Flask) -> None:
    draft_id = begun(app)
    with app.app_context():
        with writing() as session:
            keep_answers(
                session,
                draft_id,
                step="need",
                answers={"a": ["b"]},
                seen=session.get_one(Draft, draft_id).seen("need"),
                now=NOW,
            )
            mark_sent(session, session.get_one(Draft, draft_id), sent_as="7")
        draft = db.session.get_one(Draft, draft_id)
        assert (draft.answers, draft.sent_as) == ({}, "7")
        assert drafts_of(db.session, 1, kind=KIND, now=NOW) == []


@both_engines
def test_a_draft_is_open_to_its_owner_and_to_whom_it_was_shared_with(app: Flask) -> None:
    draft_id = begun(app, person_id=1)
    with app.app_context():
        with writing() as session:
            share_draft(session, session.get_one(Draft, draft_id), person_id=2)
        draft = db.session.get_one(Draft, draft_id)
        assert [draft.is_open_to(person) for person in (1, 2, 3, None)] == [True, True, False, False]


@both_engines
def test_a_draft_without_an_owner_is_open_to_no_visitor(app: Flask) -> None:
    with app.app_context(), writing() as session:
        draft = start_draft(session, kind=KIND, person_id=None, now=NOW)
        assert not draft.is_open_to(None)


@both_engines
@pytest.mark.parametrize("draft_id", ["", "\x00", "ü", "a" * 5000, "' OR 1=1"])
def test_an_unusable_number_finds_no_draft(app: Flask, draft_id: str) -> None:
    with app.app_context():
        assert find_draft(db.session, draft_id, kind=KIND, now=NOW) is None
