"""Sessions live on the server: who has none, how long one lasts, and what ends it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select

from app import Settings, create_app
from app.accounts import sessions
from app.accounts.models import Appointment, Person, SignInSession
from app.accounts.service import close_account, remove_expired_sessions
from app.core.db import Busy, db, utc_now, writing
from app.core.permissions import Actor
from tests.accounts.conftest import a_person
from tests.accounts.signing_in import PASSWORD, enter, sign_in
from tests.browser import Browser

pytestmark = pytest.mark.both_engines
MORNING = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
SHORT_ROLES = ["moderator", "administrator", "statistics-officer"]


def rows(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(SignInSession)) or 0


def heading_after(browser: Browser, when: datetime) -> str:
    with time_machine.travel(when, tick=False):
        return browser.get("accounts.show").heading


@pytest.mark.parametrize("path", ["/en/", "/en/solutions", "/ar/requests", "/en/nothing-here", "/healthz"])
def test_a_reader_of_pages_without_a_form_has_no_cookie_and_no_row(app: Flask, path: str) -> None:
    answer = app.test_client().get(path)
    assert "Set-Cookie" not in answer.headers
    assert rows(app) == 0


def test_a_page_with_a_form_of_an_account_keeps_its_token_on_the_server(app: Flask) -> None:
    answer = app.test_client().get("/en/sign-in")
    assert answer.headers["Cache-Control"] == "no-store"
    assert rows(app) == 1


def test_over_https_the_cookie_belongs_to_this_host_alone(settings: Settings) -> None:
    app = create_app(replace(settings, base_url="https://crux.example.org"))
    cookie = app.test_client().get("/en/sign-in", base_url="https://crux.example.org").headers["Set-Cookie"]
    with app.app_context():
        db.engine.dispose()
    assert cookie.startswith("__Host-crux=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookie.split("; "))
    assert "Domain" not in cookie


def roles(*names: str) -> tuple[Appointment, ...]:
    return tuple(
        Appointment(person_id=0, role=name, scope_type="site", scope_id="", valid_from=date(2026, 1, 1))
        for name in names
    )


@pytest.mark.parametrize(
    ("role", "silence", "heading"),
    [
        *[(role, timedelta(minutes=29), "Your account") for role in SHORT_ROLES],
        *[(role, timedelta(minutes=31), "Sign in") for role in SHORT_ROLES],
        ("focal-point", timedelta(hours=11), "Your account"),
        ("focal-point", timedelta(hours=13), "Sign in"),
    ],
)
def test_silence_ends_a_session_sooner_for_roles_with_power(
    app: Flask, role: str, silence: timedelta, heading: str
) -> None:
    key, browser = a_person(app, roles=roles(role)), Browser(app)
    with time_machine.travel(MORNING, tick=False):
        sign_in(browser, key)
    assert heading_after(browser, MORNING + silence) == heading


@pytest.mark.parametrize(
    ("role", "own_device", "step", "life"),
    [
        ("moderator", False, 20, 12),
        ("moderator", True, 20, 12),
        ("focal-point", False, 11 * 60, 24),
        ("focal-point", True, 11 * 60, 7 * 24),
    ],
)
def test_no_session_outlives_its_whole_life_however_busy(
    app: Flask, role: str, own_device: bool, step: int, life: int
) -> None:
    browser = Browser(app)
    a_person(app, roles=roles(role))
    with time_machine.travel(MORNING, tick=False):
        enter(browser, "amina@example.org", PASSWORD, own_device=own_device)
    for minutes in range(step, life * 60, step):
        assert heading_after(browser, MORNING + timedelta(minutes=minutes)) == "Your account"
    assert heading_after(browser, MORNING + timedelta(hours=life, minutes=1)) == "Sign in"


def test_a_visit_is_noted_at_most_every_five_minutes(app: Flask, amina: int) -> None:
    browser = Browser(app)
    with time_machine.travel(MORNING, tick=False):
        sign_in(browser, amina)

    def seen_after(minutes: int) -> datetime:
        heading_after(browser, MORNING + timedelta(minutes=minutes))
        with app.app_context():
            return db.session.scalars(select(SignInSession)).one().seen_at

    assert [seen_after(4), seen_after(6), seen_after(10)] == [
        MORNING,
        MORNING + timedelta(minutes=6),
        MORNING + timedelta(minutes=6),
    ]


def test_the_time_of_a_visit_is_told_in_the_persons_own_zone(app: Flask) -> None:
    browser = Browser(app)
    with time_machine.travel(MORNING, tick=False):
        sign_in(browser, a_person(app, zone="Asia/Kathmandu"))
        assert "14:45" in browser.get("accounts.sessions").text


@pytest.mark.parametrize("zone", ["Mars/Olympus", "", "x" * 70, "UTC\0", "../UTC"])
def test_a_time_zone_that_is_none_is_said_beside_the_field_and_not_kept(app: Flask, zone: str) -> None:
    browser = Browser(app)
    sign_in(browser, a_person(app, zone="Asia/Kathmandu"))
    page = browser.submit(browser.get("accounts.show"), {"zone": zone}, to="/en/account", status=422)
    [error] = page.all(".//*[@id='zone-error']")
    assert "Choose an answer from the list" in "".join(error.itertext())
    assert browser.get("accounts.show").form_values("")["zone"] == "Asia/Kathmandu"
    browser.get("accounts.sessions")


def test_a_stored_zone_that_is_none_closes_no_page(app: Flask) -> None:
    browser = Browser(app)
    sign_in(browser, a_person(app, zone="Mars/Olympus"))
    browser.get("accounts.sessions")
    browser.submit(browser.get("accounts.show"), {"zone": "Asia/Kathmandu"}, to="/en/account")
    assert browser.get("accounts.show").form_values("")["zone"] == "Asia/Kathmandu"


def test_a_stored_zone_that_the_list_leaves_out_stays_ones_own(app: Flask) -> None:
    browser = Browser(app)
    sign_in(browser, a_person(app, zone="Etc/GMT+5"))
    page = browser.get("accounts.show")
    assert page.form_values("")["zone"] == "Etc/GMT+5"
    browser.submit(page, {"name": "Another"}, to="/en/account")
    assert browser.get("accounts.show").form_values("")["zone"] == "Etc/GMT+5"


def test_a_new_password_ends_every_other_session_and_keeps_this_one(app: Flask, amina: int) -> None:
    here, there = Browser(app), Browser(app)
    sign_in(here, amina)
    sign_in(there, amina)
    fresh = "seven green boats on the river"
    changes = {"password": PASSWORD, "new_password": fresh, "new_password_confirm": fresh}
    changed = here.submit(here.get("security.change_password"), changes, to="/en/account/password")
    assert "Your password is changed" in changed.text
    assert here.get("accounts.show").heading == "Your account"
    assert there.get("accounts.show").heading == "Sign in"
    listed = here.get("accounts.sessions")
    assert "This browser" in listed.text
    assert "/end" not in listed.html, "the ended ones are not listed"


def test_a_closed_account_is_out_at_once_and_stays_out_if_it_is_opened_again(app: Flask, amina: int) -> None:
    browser = Browser(app)
    sign_in(browser, amina)
    with app.app_context(), writing() as session:
        close_account(session, amina, by=Actor(), now=utc_now())
    with app.app_context(), writing() as session:
        session.get_one(Person, amina).active = True
    assert browser.get("accounts.show").heading == "Sign in"


def test_a_session_ended_while_a_page_is_made_stays_ended(
    app: Flask, amina: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = Browser(app)
    sign_in(browser, amina)
    form = browser.get("accounts.show").form_values("")
    store = sessions.DatabaseSessions._store

    def ended_first(self: sessions.DatabaseSessions, session: sessions.DatabaseSession) -> None:
        with writing() as database:
            database.query(SignInSession).delete()
        store(self, session)

    monkeypatch.setattr(sessions.DatabaseSessions, "_store", ended_first)
    browser.client.post("/en/account", data={**form, "name": "Amina B."})  # its answer stores "saved" in the session
    monkeypatch.undo()
    assert browser.get("accounts.show").heading == "Sign in"


def test_a_busy_database_is_said_kindly_and_nobody_is_told_they_are_signed_out(
    app: Flask, amina: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = Browser(app)
    sign_in(browser, amina)
    token = browser.get("accounts.show").form_values("sign-out")

    def busy(*_: object) -> None:
        raise Busy

    monkeypatch.setattr(sessions.DatabaseSessions, "_store", busy)
    page = browser.post("/en/sign-out", token, status=503, follow=False)
    assert page.heading == "The site is busy"
    assert "Location" not in page.response.headers
    monkeypatch.undo()
    assert browser.get("accounts.show").heading == "Your account"


def test_signing_out_leaves_nothing_behind(app: Flask, amina: int) -> None:
    browser = Browser(app)
    sign_in(browser, amina)
    token = browser.get("accounts.show").form_values("sign-out")
    answer = browser.client.post("/en/sign-out", data=token)
    assert answer.headers["Clear-Site-Data"] == '"cache"'
    assert browser.client.get_cookie("crux") is None
    assert rows(app) == 0


def test_opening_the_address_of_signing_out_signs_nobody_out(app: Flask, amina: int) -> None:
    browser = Browser(app)
    sign_in(browser, amina)
    browser.get("/en/sign-out", status=405)
    assert browser.get("accounts.show").heading == "Your account"


def test_no_other_cookie_or_token_opens_the_door(app: Flask, amina: int) -> None:
    browser = Browser(app)
    form = browser.get("security.login").form_values("/sign-in")
    answer = browser.client.post(
        "/en/sign-in", data={**form, "email": "amina@example.org", "password": PASSWORD, "remember": "y"}
    )
    assert [cookie.partition("=")[0] for cookie in answer.headers.getlist("Set-Cookie")] == ["crux"]
    with app.test_request_context():
        token = db.session.get_one(Person, amina).get_auth_token()
    for tried in (
        {"headers": {"Authentication-Token": token, "Cookie": "a=b"}},
        {"query_string": {"auth_token": token}, "headers": {"Cookie": "a=b"}},
    ):
        assert app.test_client().get("/en/account", **tried).status_code == 302


@pytest.mark.parametrize("body", [[1], "x", {"email": {"a": 1}, "password": 1}])
@pytest.mark.parametrize("path", ["/en/sign-in", "/en/register", "/en/recover", "/en/confirm"])
def test_a_door_for_forms_takes_nothing_else(app: Flask, path: str, body: object) -> None:
    browser = Browser(app)
    token = browser.get(path).form_values("/sign-in" if path == "/en/sign-in" else "")["csrf_token"]
    assert browser.client.post(path, json=body, headers={"X-CSRFToken": token}).status_code == 400


def test_what_is_over_is_removed_after_a_day(app: Flask, amina: int) -> None:
    with time_machine.travel(MORNING, tick=False):
        sign_in(Browser(app), amina)
    with app.app_context(), writing() as session:
        remove_expired_sessions(session, now=MORNING + timedelta(hours=35))
    assert rows(app) == 1
    with app.app_context(), writing() as session:
        remove_expired_sessions(session, now=MORNING + timedelta(hours=37))
    assert rows(app) == 0


def test_signing_in_again_with_an_old_cookie_makes_a_new_session(app: Flask, amina: int) -> None:
    browser = Browser(app)
    with time_machine.travel(MORNING, tick=False):
        sign_in(browser, amina)
        old = browser.client.get_cookie("crux")
    with time_machine.travel(MORNING + timedelta(days=1), tick=False):
        enter(browser, "amina@example.org", PASSWORD)
        new = browser.client.get_cookie("crux")
    assert old is not None
    assert new is not None
    assert old.value != new.value


@pytest.mark.parametrize(
    ("role", "own_device", "days"), [("focal-point", True, 7), ("focal-point", False, 0), ("moderator", True, 0)]
)
def test_only_on_ones_own_device_does_the_cookie_outlive_the_browser(
    app: Flask, role: str, own_device: bool, days: int
) -> None:
    browser = Browser(app)
    a_person(app, roles=roles(role))
    enter(browser, "amina@example.org", PASSWORD, own_device=own_device)
    cookie = browser.client.get_cookie("crux")
    assert cookie is not None
    assert cookie.max_age == (days * 24 * 3600 or None)
