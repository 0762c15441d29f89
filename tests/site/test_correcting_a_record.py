"""Anybody may ask for a record to be corrected or removed; what is asked is kept for the moderators."""

from __future__ import annotations

from email import message_from_bytes, policy

import pytest
from flask import Flask
from sqlalchemy import select
from sqlmodel import col

from app.accounts.models import Appointment, Person
from app.core.audit import AuditEvent
from app.core.db import db, writing
from app.core.mail import Mail
from app.core.records import Visibility
from app.site.models import Correction, Wish
from tests.browser import Browser
from tests.factories import LONG_AGO, a_solution
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


def test_each_moderator_gets_a_mail_and_nobody_else(app: Flask, browser: Browser) -> None:
    with app.app_context(), writing() as session:
        carla = Person(email="carla@example.org", fs_uniquifier="c", created_at=LONG_AGO)
        session.add_all([carla, Person(email="dalia@example.org", fs_uniquifier="d", created_at=LONG_AGO)])
        session.flush()
        role = Appointment(
            person_id=carla.id or 0, role="moderator", scope_type="site", scope_id="", valid_from=LONG_AGO.date()
        )
        session.add(role)
    page = browser.get("/en/correct/solution/1")
    browser.submit(page, {"wish": "remove", "words": "We never did this.", "email": "minister@example.org"})
    with app.app_context():
        mails = [(mail.to_address, mail.subject, mail.content) for mail in db.session.scalars(select(Mail))]
    assert [(to, subject) for to, subject, _content in mails] == [
        ("carla@example.org", "Asked to remove: Rainwater tanks for schools")
    ]
    plain = message_from_bytes(mails[0][2], policy=policy.default).get_body(("plain",))
    assert plain is not None
    assert "We never did this." in plain.get_content()


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
