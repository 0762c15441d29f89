"""Anybody may ask for a record to be corrected or removed; what is asked is kept for the moderators."""

from __future__ import annotations

from email import message_from_bytes, policy

import pytest
from flask import Flask
from sqlalchemy import select
from sqlmodel import col

from app.accounts.models import Appointment, Person
from app.core.audit import AuditEvent, AuditText
from app.core.db import db, writing
from app.core.mail import Mail
from app.core.records import Standing, Visibility
from app.site.models import Correction, Wish
from app.solutions.models import Solution
from app.translation.models import Translation, TranslationState
from app.translation.service import store_translation
from tests.browser import Browser
from tests.factories import LONG_AGO, a_solution
from tests.organisations.ground import entered, moderator
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


def wished(app: Flask, browser: Browser, kind: str = "solution", **facts: str) -> Browser:
    """Somebody wishes record 1 corrected; a moderator, signed in."""
    page = browser.get(f"/en/correct/{kind}/1")
    browser.submit(page, {"wish": "correct", "words": "Mothers built them too.", **facts})
    return entered(app, "Carla", moderator())


def acts_with_words(app: Flask) -> list[tuple[str, object, object]]:
    with app.app_context():
        rows = db.session.execute(
            select(col(AuditEvent.act), AuditText.before, AuditText.after).join(  # type: ignore[call-overload]
                AuditText, col(AuditText.event_id) == col(AuditEvent.id)
            )
        )
        return [tuple(row) for row in rows]


@pytest.mark.parametrize(
    ("kind", "path", "before"),
    [
        ("solution", "approach", "Parents build cisterns."),
        ("exchange", "title", "Rainwater tanks: two countries"),
        ("organisation", "name", "Rural Water Institute"),
    ],
)
def test_a_moderator_puts_the_texts_of_a_documented_record_right_and_the_former_ones_stay_on_record(
    app: Flask, browser: Browser, kind: str, path: str, before: str
) -> None:
    carla = wished(app, browser, kind)
    item = carla.get("moderation.show", number=1)
    page = carla.get(item.links()["Correct the texts of the record"])
    assert "Mothers built them too." in page.text
    done = carla.submit(page, {f"text-{path}": "Parents and teachers."}, to=page.response.request.path)
    assert "The texts are saved." in done.text
    endpoint = {"solution": "solutions", "exchange": "exchanges", "organisation": "organisations"}[kind]
    assert "Parents and teachers." in browser.get(f"/en/{endpoint}/1").text
    (kept,) = [row for row in acts_with_words(app) if row[0] == f"{kind}.correct_texts"]
    assert kept[1:] == ({path: before}, {path: "Parents and teachers.", "correction": 1})


def test_translations_of_a_corrected_text_are_opened_again(app: Flask, browser: Browser) -> None:
    with app.app_context(), writing() as session:
        row = session.get_one(Solution, 1)
        store_translation(session, row, "approach", "fr", "Des parents.", state=TranslationState.APPROVED, now=LONG_AGO)
    carla = wished(app, browser)
    page = carla.get("site.correct_record", number=1)
    carla.submit(page, {"text-approach": "Parents and teachers."}, to=page.response.request.path)
    with app.app_context():
        states = [row.state for row in db.session.scalars(select(Translation))]
    assert states == [TranslationState.NEEDS_EDITING]


def test_what_is_typed_stays_where_somebody_else_saved_meanwhile(app: Flask, browser: Browser) -> None:
    carla = wished(app, browser)
    page = carla.get("site.correct_record", number=1)
    carla.submit(page, {"text-approach": "First."}, to=page.response.request.path)
    again = carla.submit(page, {"text-approach": "Second."}, to=page.response.request.path, status=409)
    assert "Second." in again.html
    assert "Somebody else was here meanwhile" in again.text
    carla.submit(page, {"text-title": ""}, to=page.response.request.path, status=422)


def test_nobody_else_edits_a_documented_record_and_no_wish_opens_a_confirmed_one(app: Flask, browser: Browser) -> None:
    carla = wished(app, browser)
    browser.get("site.correct_record", number=1, status=404)
    entered(app, "Dalia").get("site.correct_record", number=1, status=404)
    with app.app_context(), writing() as session:
        session.get_one(Solution, 1).standing = Standing.CONFIRMED
    carla.get("site.correct_record", number=1, status=404)
    assert "Correct the texts of the record" not in carla.get("moderation.show", number=1).links()
