"""A person gets all that is kept about them, and is forgotten: institutions keep their records, nobody else a trace."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import inspect, text

from app.accounts.models import Appointment, Person, Subscriber
from app.accounts.service import appoint, subscriber_for
from app.core.attachments import attach
from app.core.audit_check import check_chain
from app.core.db import db, utc_now, writing
from app.core.drafts import start_draft
from app.core.mail import Mail, MailState, Message, post
from app.core.permissions import Actor
from app.country_requests.models import CountryRequest
from app.recommendations.models import MatchAnswer
from app.site.models import Correction, Wish
from tests.accounts.conftest import a_person
from tests.accounts.signing_in import PASSWORD, enter, sign_in
from tests.browser import Browser
from tests.country_requests.walking import ANSWERS, send, send_off
from tests.factories import LONG_AGO, a_country_request, a_solution

pytestmark = pytest.mark.both_engines
CANARY = "Canaria"
EMAIL = "canaria@example.org"
OFFICE = "water@example.org"
EXPORT, DELETE = "/en/account/export", "/en/account/delete"


@pytest.fixture
def canaria(app: Flask) -> int:
    """Somebody who left a trace in every part of the site."""
    key = a_person(app, CANARY)
    with app.app_context(), writing() as session:
        person = session.get_one(Person, key)
        subscriber_for(session, person, now=LONG_AGO)
        appoint(
            session,
            person_id=key,
            role="focal-point",
            scope_type="country",
            scope_id="XA",
            valid_from=date(2026, 1, 1),
            by=Actor(person_id=key, name=CANARY),
            now=LONG_AGO,
        )
        draft = start_draft(session, kind="country_request", person_id=key, now=utc_now())
        draft.answers = {"contact": {"contact": EMAIL}}
        for name, where in (("canaria-draft.pdf", ("draft", draft.id)), ("kept.pdf", ("request", "1"))):
            content = f"%PDF-1.4\n{name}".encode()
            attach(
                session, content, file_name=name, object_type=where[0], object_id=where[1], person_id=key, now=LONG_AGO
            )
        request = a_country_request(session, submitted_by=key, endorsed_by=key, contact=f"{CANARY}, {EMAIL}")
        solution = a_solution(session)
        session.add(
            MatchAnswer(
                request_id=request.key, solution_id=solution.key, person_id=key, answer="interested", ranker="x",
                answered_at=LONG_AGO,
            )
        )  # fmt: skip
        session.add(
            Correction(
                object_type="solution", object_id=1, wish=Wish.CORRECT, words="=1+1", email=EMAIL, person_id=key,
                created_at=LONG_AGO,
            )
        )  # fmt: skip
        post(session, a_mail(key), now=LONG_AGO)
    return key


def a_mail(person_id: int) -> Message:
    words = f"Dear {CANARY}"
    return Message("news", EMAIL, CANARY, "en", words, words, f"<p>{words}</p>", "news:1", person_id=person_id)


def signed_in(app: Flask, key: int) -> Browser:
    browser = Browser(app)
    sign_in(browser, key)
    return browser


def exported(browser: Browser) -> zipfile.ZipFile:
    answer = browser.client.post(EXPORT, data=browser.get(EXPORT).form_values())
    assert answer.status_code == 200, answer.text
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["Cache-Control"] == "no-store"
    return zipfile.ZipFile(io.BytesIO(answer.data))


def test_the_export_holds_every_part_as_json_and_as_a_table_and_the_files_themselves(app: Flask, canaria: int) -> None:
    packed = exported(signed_in(app, canaria))
    everything = json.loads(packed.read("everything.json"))
    full = {"person", "appointments", "sessions", "subscriptions", "drafts", "mails", "files", "acts", "requests"}
    assert {name for name in full | {"answers", "corrections", "second_factor"} if not everything[name]} == set()
    assert everything["person"][0]["email"] == EMAIL
    names = packed.namelist()
    assert {f"{name}.csv" for name in everything} <= set(names)
    assert [name for name in names if name.endswith("canaria-draft.pdf")]
    assert b"Subject: Dear Canaria" in packed.read("mails/1.eml")


def test_the_export_tells_no_secret_and_no_cell_is_a_formula(app: Flask, canaria: int) -> None:
    packed = exported(signed_in(app, canaria))
    everything = packed.read("everything.json").decode()
    assert "argon2" not in everything
    assert "fs_uniquifier" not in everything
    assert '"secret"' not in everything
    rows = list(csv.DictReader(io.StringIO(packed.read("corrections.csv").decode("utf-8-sig"))))
    assert rows[0]["words"] == "'=1+1"


def test_another_persons_export_knows_nothing_of_them(app: Flask, canaria: int) -> None:
    packed = exported(signed_in(app, a_person(app, "Budi")))
    assert CANARY.encode() not in b"".join(packed.read(name) for name in packed.namelist())


def test_six_exports_an_hour_are_enough(app: Flask, amina: int) -> None:
    browser = signed_in(app, amina)
    for _ in range(6):
        exported(browser)
    browser.post(EXPORT, browser.get(EXPORT).form_values(), status=429)


def test_the_export_asks_for_the_password_when_it_was_given_long_ago(app: Flask, amina: int) -> None:
    browser = Browser(app)
    with time_machine.travel(datetime(2026, 11, 23, 9, tzinfo=UTC), tick=False):
        sign_in(browser, amina)
    with time_machine.travel(datetime(2026, 11, 23, 9, 11, tzinfo=UTC), tick=False):
        assert browser.get(EXPORT).heading == "Sign in again"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"password": "not the password of anybody", "sure": "y"}, "The password is not right"),
        ({"password": PASSWORD}, "Tick this to delete the account"),
    ],
)
def test_without_password_and_tick_nobody_is_deleted(
    app: Flask, amina: int, changes: dict[str, str], said: str
) -> None:
    browser = signed_in(app, amina)
    assert said in browser.submit(browser.get(DELETE), changes, status=422).text
    assert browser.get("accounts.show").heading == "Your account"


def test_after_deletion_no_row_of_any_table_tells_who_it_was(app: Flask, canaria: int) -> None:
    browser, other = signed_in(app, canaria), signed_in(app, canaria)
    gives_another_contact(app, browser)
    done = browser.submit(browser.get(DELETE), {"password": PASSWORD, "sure": "y"})
    assert done.heading == "Your account is deleted"
    assert other.get("accounts.show").heading == "Sign in"
    assert "is not right" in enter(Browser(app), EMAIL, PASSWORD).text
    with app.app_context():
        assert traces(CANARY) == []


def gives_another_contact(app: Flask, browser: Browser) -> None:
    """As the focal point: in the request that named them."""
    with app.app_context():
        number = db.session.query(CountryRequest).one().key
    draft = browser.submit(browser.get(f"/en/requests/{number}"), {}, action="/change").response.request.path
    for name in ("outcome", "contact"):
        send(browser, draft, name, {**ANSWERS[name], **({"contact": OFFICE} if name == "contact" else {})})
    send_off(browser, draft)
    with app.app_context():
        assert db.session.get_one(CountryRequest, number).contact == OFFICE


def traces(word: str) -> list[str]:
    """The tables in which `word` stands anywhere."""
    found = []
    for table in inspect(db.engine).get_table_names():
        rows = db.session.execute(text(f'SELECT * FROM "{table}"')).all()
        values = (bytes(v) if isinstance(v, memoryview) else v for row in rows for v in row)
        if any(word.casefold() in str(value).casefold() for value in values):
            found.append(table)
    return found


def test_after_deletion_roles_are_over_mails_are_cancelled_and_institutions_keep_their_records(
    app: Flask, canaria: int
) -> None:
    browser = signed_in(app, canaria)
    browser.submit(browser.get(DELETE), {"password": PASSWORD, "sure": "y"})
    with app.app_context():
        assert db.session.query(Appointment).one().valid_to == utc_now().date()
        assert {mail.state for mail in db.session.query(Mail)} == {MailState.CANCELLED}
        request = db.session.query(CountryRequest).one()
        assert (request.title, request.submitted_by) == ("Early warning of floods", canaria)
        assert db.session.query(MatchAnswer).count() == 1
        assert db.session.query(Subscriber).one().frequency == "off"
        assert check_chain(db.session).good


def test_whoever_was_deleted_may_open_a_new_account_with_the_same_address(app: Flask, canaria: int) -> None:
    browser = signed_in(app, canaria)
    browser.submit(browser.get(DELETE), {"password": PASSWORD, "sure": "y"})
    visitor = Browser(app)
    form = {"email": EMAIL, "name": CANARY, "password": "seven green boats on the river"}
    visitor.submit(visitor.get("security.register"), form)
    with app.app_context():
        assert db.session.query(Person).filter_by(email=EMAIL).one().id != canaria


def test_housekeeping_leaves_the_empty_account_where_records_point_to_it(app: Flask, canaria: int) -> None:
    from app.accounts.service import remove_unconfirmed

    browser = signed_in(app, canaria)
    browser.submit(browser.get(DELETE), {"password": PASSWORD, "sure": "y"})
    with app.app_context(), writing() as session:
        remove_unconfirmed(session, now=utc_now() + timedelta(days=900))
    with app.app_context():
        assert db.session.get(Person, canaria) is not None
