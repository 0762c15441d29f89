"""F-32: no address that changes something takes a form without its token, with another's, or from another site."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text
from sqlmodel import SQLModel

from app.core.db import db, writing
from app.core.security import csrf
from tests.accounts.conftest import a_person
from tests.accounts.signing_in import sign_in
from tests.architecture.test_house import tracked
from tests.browser import Browser, Page, inspect
from tests.factories import a_solution
from tests.site.routes import addresses

UNCOUNTED = {"sign_in_session", "rate_window"}
ONE_CLICK = "digest.stop_now"  # a signed link is the permission; a mail program has no form of ours
CHECKS_ITSELF = {"drafts.keep", "solution_drafts.keep"}  # show the page again with what was typed
ONLY_READ = {"drafts.alike", "solution_drafts.alike"}  # a text too long for an address; nothing is kept of it
HERE = {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}


def rows(app: Flask) -> dict[str, int]:
    with app.app_context():
        names = [name for name in SQLModel.metadata.tables if name not in UNCOUNTED]
        return {name: db.session.execute(text(f"SELECT count(*) FROM {name}")).scalar_one() for name in names}


def token_of(browser: Browser) -> str:
    return str(browser.get("/en/register").form_values("")["csrf_token"])


@pytest.mark.parametrize("signed_in", [False, True])
def test_no_post_is_taken_without_a_token_or_with_that_of_another(app: Flask, signed_in: bool) -> None:
    browser, foreign = Browser(app), token_of(Browser(app))
    if signed_in:
        sign_in(browser, a_person(app))
    before = rows(app)
    posts = [(endpoint, path) for endpoint, path in addresses(app, "POST") if endpoint != ONE_CLICK]
    assert len(posts) > 20
    for endpoint, path in posts:
        for form in ({}, {"csrf_token": foreign}, {"csrf_token": ""}, {"csrf_token": "ImFiYyI.x.y"}):
            answer = browser.client.post(path, data=form)
            expected = {400, 401, 404} if endpoint in CHECKS_ITSELF | ONLY_READ else {400}
            assert answer.status_code in expected, (path, form, answer.status_code)
    assert rows(app) == before


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "http://localhost.evil.example"},
        {"Origin": "http://localhost:81"},
        {"Origin": "http://[", "X-Forwarded-Host": "evil.example"},
        {"Origin": "https://evil.example", "X-Forwarded-Host": "evil.example"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site", "Origin": "http://localhost"},
    ],
)
def test_no_post_is_taken_from_another_site_even_with_the_right_token(app: Flask, headers: dict[str, str]) -> None:
    browser = Browser(app)
    token, before = token_of(browser), rows(app)
    for _, path in addresses(app, "POST"):
        answer = browser.client.post(path, data={"csrf_token": token}, headers=headers)
        assert answer.status_code == 403, (path, answer.status_code)
    assert rows(app) == before


def test_only_one_click_unsubscribing_needs_no_form_of_ours() -> None:
    exempt = {name.rpartition(".")[2] for name in csrf._exempt_views}
    assert exempt == {"stop_now", "keep", "alike"}


def test_a_form_whose_session_ended_meanwhile_is_given_back_whole_and_its_button_sends_it(app: Flask) -> None:
    with app.app_context(), writing() as session:
        a_solution(session)
    person, browser = a_person(app), Browser(app)
    sign_in(browser, person)
    page = browser.get("/en/correct/solution/1")
    old = {**page.form_values(), "wish": "correct", "words": "The year\nis <b>wrong</b>"}
    browser.submit(browser.get("accounts.show"), {}, action="sign-out")
    sign_in(browser, person)
    answer = browser.client.post("/en/correct/solution/1", data=old, headers=HERE)
    kept = Page(answer)
    inspect(kept)
    assert (answer.status_code, kept.heading) == (400, "This form was open for too long")
    assert kept.form_values("/correct")["words"].replace("\r", "") == old["words"]
    assert "C-1" in browser.submit(kept, {}, action="/correct").text


def test_a_stale_form_gives_no_password_back(app: Flask) -> None:
    data: dict[str, Any] = {"email": "amina@example.org", "password": "a secret of mine"}
    kept = Page(app.test_client().post("/ar/sign-in", data=data, headers=HERE))
    inspect(kept)
    assert "a secret of mine" not in kept.html
    assert "amina@example.org" in kept.text


def test_what_another_site_may_have_sent_is_not_shown_again(app: Flask) -> None:
    answer = app.test_client().post("/en/register", data={"name": "Press the button"})
    assert answer.status_code == 400
    assert "Press the button" not in answer.get_data(as_text=True)


def test_scripts_only_read_so_that_no_token_can_go_stale_in_a_page_that_stays() -> None:
    writes = ("hx-post", "hx-put", "hx-delete", "hx-patch", "hx-boost", "hx-on", "js:")
    read = 'hx-post="{{ alike_url }}"'  # of `ONLY_READ`
    pages = {path.name: path.read_text().replace(read, "") for path in tracked("app/*.html")}
    found = [name for name, text in pages.items() for mark in writes if mark in text]
    assert found == []
