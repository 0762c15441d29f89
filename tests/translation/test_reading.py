"""Reading records in the reader's language, with an honest fallback."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from app.core.db import db, writing
from app.solutions.models import Solution
from app.translation.models import Translation, TranslationState
from app.translation.service import hash_of, prefetch, reopen_changed, store_translation, text_in
from tests.factories import a_solution

pytestmark = pytest.mark.both_engines
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
APPROVED = TranslationState.APPROVED


def translated(app: Flask, state: TranslationState = APPROVED) -> int:
    with app.app_context(), writing() as session:
        solution = a_solution(session, title="Seed banks")
        store_translation(session, solution, "title", "ar", "بنوك البذور", state=state, now=NOW)
        return solution.key


def test_an_approved_translation_is_shown_in_its_language(app: Flask) -> None:
    key = translated(app)
    with app.test_request_context():
        text = text_in(db.session.get_one(Solution, key), "title", "ar")
    assert (text.text, text.lang, text.dir, text.label) == ("بنوك البذور", "ar", "rtl", "")


@pytest.mark.parametrize("state", [state for state in TranslationState if state != APPROVED])
def test_what_nobody_approved_is_not_shown_and_the_fallback_says_its_language(
    app: Flask, state: TranslationState
) -> None:
    key = translated(app, state)
    with app.test_request_context():
        text = text_in(db.session.get_one(Solution, key), "title", "ar")
    assert (text.text, text.lang, text.dir) == ("Seed banks", "en", "ltr")
    assert text.label


def test_a_translation_of_words_that_have_changed_is_not_shown_and_is_reopened(app: Flask) -> None:
    key = translated(app)
    with app.app_context(), writing() as session:
        solution = session.get_one(Solution, key)
        solution.title = "Community seed banks"
        (reopened,) = reopen_changed(session, solution, now=NOW)
        assert reopened.state == TranslationState.NEEDS_EDITING
    with app.test_request_context():
        assert text_in(db.session.get_one(Solution, key), "title", "ar").lang == "en"


def test_a_list_asks_once_for_all_its_rows(app: Flask) -> None:
    keys = [translated(app) for _ in range(3)]
    with app.test_request_context("/ar/"):
        rows = [db.session.get_one(Solution, key) for key in keys]
        prefetch(db.session, rows)
        with writing() as session:
            session.query(Translation).delete()
        assert [text_in(row, "title").lang for row in rows] == ["ar"] * 3


def test_a_field_may_reach_inside_a_list(app: Flask) -> None:
    with app.test_request_context(), writing() as session:
        solution = a_solution(session, building_blocks=[{"name": "A ledger", "needs": "Paper", "lesson": ""}])
        assert text_in(solution, "building_blocks.0.name", "en").text == "A ledger"
        assert text_in(solution, "building_blocks.7.name", "en").text == ""


@given(st.text(), st.text())
def test_two_texts_have_one_hash_only_if_they_are_the_same(one: str, other: str) -> None:
    same = one.encode("utf-8", "replace") == other.encode("utf-8", "replace")
    assert (hash_of(one) == hash_of(other)) == same
