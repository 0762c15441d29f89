"""Anybody may ask for a record to be corrected or removed; what is asked is kept for the moderators."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select
from sqlmodel import col

from app.core.audit import AuditEvent
from app.core.db import db, writing
from app.core.records import Visibility
from app.site.models import Correction, Wish
from tests.browser import Browser
from tests.factories import a_solution
from tests.site.ground import one_of_each

pytestmark = pytest.mark.both_engines


@pytest.fixture(autouse=True)
def catalogue(app: Flask) -> None:
    with app.app_context(), writing() as session:
        one_of_each(session)


@pytest.mark.parametrize("kind", ["solution", "exchange", "organisation"])
def test_what_a_reader_asks_is_kept_with_the_record_it_is_about(app: Flask, browser: Browser, kind: str) -> None:
    page = browser.get(f"/en/correct/{kind}/1")
    done = browser.submit(page, {"wish": "remove", "words": "We never did this.", "institution": "Water Institute"})
    with app.app_context():
        kept = db.session.scalars(select(Correction)).one()
        acts = list(db.session.scalars(select(col(AuditEvent.act))))
    assert (kept.object_type, kept.object_id, kept.wish, kept.words) == (kind, 1, Wish.REMOVE, "We never did this.")
    assert acts == [f"{kind}.ask_to_remove"]
    assert "C-1" in done.text


def test_what_is_missing_is_said_beside_the_field_and_nothing_typed_is_lost(app: Flask, browser: Browser) -> None:
    page = browser.get("/en/correct/solution/1")
    again = browser.submit(page, {"wish": "correct", "words": " ", "institution": "Water Institute"}, status=422)
    assert "Say what is wrong" in again.text
    assert again.form_values()["institution"] == "Water Institute"
    with app.app_context():
        assert db.session.scalars(select(Correction)).first() is None


def test_a_hidden_record_cannot_be_spoken_of(app: Flask, browser: Browser) -> None:
    with app.app_context(), writing() as session:
        a_solution(session, "Quiet work", visibility=Visibility.MEMBERS)
    browser.get("/en/correct/solution/2", status=404)
    browser.get("/en/claim/solution/2", status=404)
