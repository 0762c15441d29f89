"""Signing in, and what the answers must never tell."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from app.accounts.models import SignInSession
from app.core.db import db, writing
from tests.accounts.conftest import a_person
from tests.accounts.signing_in import PASSWORD, enter, sign_in
from tests.browser import Browser

pytestmark = pytest.mark.both_engines


def test_a_person_signs_in_and_meets_their_account(browser: Browser, amina: int) -> None:
    page = enter(browser, "amina@example.org", PASSWORD)
    assert page.heading == "Your account"
    assert "Amina" in page.text


@pytest.mark.parametrize("facts", [{"active": False}, {"confirmed_at": None}, {"password": None}])
def test_a_wrong_password_an_unknown_address_and_a_closed_account_look_the_same(
    app: Flask, amina: int, facts: dict[str, Any]
) -> None:
    a_person(app, "Budi", **facts)
    answers = {
        enter(Browser(app), email, password, status=200).text.replace(email, "")
        for email, password in (
            ("amina@example.org", "not the password at all"),
            ("nobody@example.org", PASSWORD),
            ("budi@example.org", PASSWORD),
        )
    }
    assert len(answers) == 1
    assert "is not right" in answers.pop()


def test_the_cookie_holds_no_more_than_a_random_id_and_changes_at_sign_in(app: Flask, amina: int) -> None:
    browser = Browser(app)
    browser.get("security.login")
    before = browser.client.get_cookie("crux")
    sign_in(browser, amina)
    after = browser.client.get_cookie("crux")
    assert before is not None
    assert after is not None
    assert before.value != after.value
    assert len(after.value) == 43
    assert after.http_only
    with app.app_context():
        assert db.session.get(SignInSession, after.value) is None, "the row knows only the id's hash"


@pytest.mark.parametrize("cookie", ["x" * 43, "x", "x" * 60_000, "é" * 43, "../../etc", "a;b"])
def test_a_forged_cookie_is_nobody(app: Flask, cookie: str) -> None:
    answer = app.test_client().get("/en/account", headers={"Cookie": f"crux={cookie}".encode().decode("latin-1")})
    assert answer.status_code == 302


def test_a_session_ended_elsewhere_is_over_at_the_next_click(app: Flask, amina: int) -> None:
    here, there = Browser(app), Browser(app)
    sign_in(here, amina)
    sign_in(there, amina)
    page = here.get("accounts.sessions")
    here.submit(page, {}, action="end-others")
    assert here.get("accounts.show").heading == "Your account"
    assert there.get("accounts.show").heading == "Sign in"


def test_a_disabled_person_is_out_at_the_next_click(app: Flask, amina: int) -> None:
    from app.accounts.models import Person

    browser = Browser(app)
    sign_in(browser, amina)
    with app.app_context(), writing() as session:
        session.get_one(Person, amina).active = False
    assert browser.get("accounts.show").heading == "Sign in"


def test_nobody_ends_another_persons_session(app: Flask, amina: int) -> None:
    browser, other = Browser(app), Browser(app)
    sign_in(browser, amina)
    sign_in(other, a_person(app, "Budi"))
    with app.app_context():
        theirs = db.session.query(SignInSession).filter_by(person_id=amina).one().id
    token = other.get("accounts.show").form_values("sign-out")
    other.post(f"/en/account/sessions/{theirs}/end", token, status=404)
    assert browser.get("accounts.show").heading == "Your account"


def test_signing_out_ends_the_session(app: Flask, amina: int) -> None:
    browser = Browser(app)
    sign_in(browser, amina)
    browser.submit(browser.get("accounts.show"), {}, action="sign-out")
    assert browser.get("accounts.show").heading == "Sign in"


def test_after_signing_in_one_is_where_one_wanted_to_go(browser: Browser, amina: int) -> None:
    form = browser.get("/en/account/sessions")
    page = browser.submit(form, {"email": "amina@example.org", "password": PASSWORD}, action="/sign-in")
    assert page.response.request.path == "/en/account/sessions"


def _token(html: str) -> str:
    return html.split('name="csrf_token" value="')[1].split('"')[0]
