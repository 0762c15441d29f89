"""`crux demo --people N`: invented readers, each with a weekly mail; never beside real accounts."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlmodel import col

from app.accounts.models import Person, Subscriber
from app.core.db import db, writing
from app.saved.models import SavedSearch
from app.site.demo_crowd import batches, bring
from tests.browser import Browser
from tests.factories import LONG_AGO

pytestmark = pytest.mark.both_engines


def bring_all(app: Flask, people: int) -> int:
    with app.app_context():
        new = 0
        for numbers in batches(people):
            with writing() as session:
                new += bring(session, numbers, ["en", "ar"], now=LONG_AGO)
        return new


def test_each_is_marked_and_follows_a_search(app: Flask) -> None:
    assert bring_all(app, 205) == 205
    with app.app_context():
        assert all(db.session.scalars(select(col(Person.demo))))
        assert db.session.scalar(select(func.count()).where(col(Subscriber.confirmed_at).is_not(None))) == 205
        assert db.session.scalar(select(func.count()).select_from(SavedSearch)) == 205


def test_a_second_time_brings_only_who_is_missing(app: Flask) -> None:
    bring_all(app, 3)
    assert bring_all(app, 5) == 2


def test_thousands_of_them_leave_the_page_of_people_short(app: Flask, browser: Browser) -> None:
    bring_all(app, 205)
    page = browser.get("demo_people.index")
    assert "Example person 50" in page.text
    assert "Example person 51" not in page.text


def test_beside_real_accounts_it_is_refused(app: Flask) -> None:
    with app.app_context(), writing() as session:
        session.add(Person(email="a@example.org", fs_uniquifier="a", created_at=LONG_AGO, confirmed_at=LONG_AGO))
    answer = app.test_cli_runner().invoke(args=["demo", "--people", "9"])
    assert answer.exit_code == 1
    assert "real accounts" in answer.output
