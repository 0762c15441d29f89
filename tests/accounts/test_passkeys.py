"""Passkeys: a second factor that is shown with a finger or a key, in place of a code."""

from __future__ import annotations

import json

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.accounts.models import Passkey, RecoveryCode
from app.core.db import db, utc_now
from tests.accounts.a_device import Device
from tests.accounts.conftest import a_person
from tests.accounts.signing_in import PASSWORD, code_of, enter, enter_code, sign_in, sign_in_alone, with_second_factor
from tests.accounts.test_registering import mails
from tests.accounts.test_second_factor import letter
from tests.browser import Browser, Page

NEW, FACTOR = "/en/account/second-factor/passkeys/new", "/en/account/second-factor"
DOOR = "/en/sign-in/code"
EMAIL = "amina@example.org"


def asked(page: Page) -> str:
    return next(form.get("data-asked", "") for form in page.root.iter("form") if form.get("data-asked"))


def add(browser: Browser, device: Device, name: str = "My phone", status: int = 200) -> Page:
    page = browser.get(NEW)
    return browser.submit(page, {"name": name, "credential": device.makes(asked(page))}, to=NEW, status=status)


def show(browser: Browser, device: Device, *, status: int = 200) -> Page:
    """At the door, after the password."""
    page = browser.get(DOOR)
    return browser.submit(page, {"credential": device.shows(asked(page))}, action="/passkey", status=status)


def signed_in(app: Flask, person_id: int) -> Browser:
    browser = Browser(app)
    sign_in_alone(browser, person_id)
    return browser


def at_the_door(app: Flask) -> Browser:
    browser = Browser(app)
    page = enter(browser, EMAIL, PASSWORD)
    assert page.heading in {"Show your second factor", "Enter the code of your app"}
    return browser


@pytest.mark.both_engines
def test_a_passkey_is_added_named_listed_and_asked_for_at_the_next_sign_in(app: Flask, amina: int) -> None:
    browser, other, device = signed_in(app, amina), signed_in(app, amina), Device()
    assert add(browser, device).heading == "Your recovery codes"
    assert "My phone" in browser.get(FACTOR).text
    assert other.get("accounts.show").heading == "Sign in", "browsers without it are out"
    assert show(at_the_door(app), device).heading == "Your account"
    assert [mail["Subject"] for mail in mails(app)] == ["A passkey was added"]
    with app.app_context():
        assert db.session.query(Passkey).one().sign_count == 1


@pytest.mark.both_engines
def test_its_recovery_codes_sign_in_without_it_once(app: Flask, amina: int) -> None:
    codes = ["".join(code.itertext()) for code in add(signed_in(app, amina), Device()).all(".//code")]
    assert enter_code(at_the_door(app), codes[0]).heading == "Your account"
    assert enter_code(at_the_door(app), codes[0], status=422).heading == "Show your second factor"


def test_it_stands_beside_the_code_and_keeps_the_codes_of_the_app(app: Flask, amina: int) -> None:
    browser, device = Browser(app), Device()
    sign_in(browser, amina)
    assert add(browser, device).heading == "Your second factor"
    assert show(at_the_door(app), device).heading == "Your account"
    with_second_factor(app, amina)  # a code may be used again
    assert enter_code(at_the_door(app), code_of(app, amina)).heading == "Your account"
    with app.app_context():
        assert db.session.query(RecoveryCode).count() == 0, "those that there were stay"


def test_it_satisfies_where_a_second_factor_is_required(app: Flask) -> None:
    carla = a_person(app, "Amina", roles=letter("moderator", ("site", "")))
    browser, device = signed_in(app, carla), Device()
    assert browser.get("/en/moderation").heading == "Your second factor"
    add(browser, device)
    assert browser.get("/en/moderation").heading != "Your second factor"
    again = at_the_door(app)
    show(again, device)
    assert again.get("/en/moderation").heading != "Enter the code of your app"


def test_it_is_shown_on_the_way_to_an_act_as_well(app: Flask, amina: int) -> None:
    browser, device = signed_in(app, amina), Device()
    add(browser, device)
    page = browser.get(f"{FACTOR}/show")
    done = browser.submit(page, {"credential": device.shows(asked(page))}, action="/passkey")
    assert done.heading == "Your account"


def test_what_one_page_asked_is_answered_once(app: Flask, amina: int) -> None:
    device = Device()
    add(signed_in(app, amina), device)
    browser = at_the_door(app)
    page = browser.get(DOOR)
    sent = device.shows(asked(page))
    assert browser.submit(page, {"credential": sent}, action="/passkey").heading == "Your account"
    again = at_the_door(app)
    assert (
        "was not recognised" in again.submit(again.get(DOOR), {"credential": sent}, action="/passkey", status=422).text
    )


@pytest.mark.parametrize(
    "stranger",
    [
        Device(raw_id=b"another passkey"),
        Device(),  # the same name, another key
        Device(origin="http://localhost.example.org"),
        Device(host="example.org"),
    ],
    ids=["unknown", "another key", "another site's page", "for another site"],
)
def test_what_does_not_fit_signs_nobody_in(app: Flask, amina: int, stranger: Device) -> None:
    device = Device()
    add(signed_in(app, amina), device)
    if stranger.origin != device.origin or stranger.host != device.host:
        stranger.key = device.key
    browser = at_the_door(app)
    assert "was not recognised" in show(browser, stranger, status=422).text
    assert browser.get("accounts.show").heading == "Sign in"


def test_a_copy_whose_count_lags_behind_is_refused(app: Flask, amina: int) -> None:
    device = Device()
    add(signed_in(app, amina), device)
    copy = Device(key=device.key)
    for _ in range(2):
        show(at_the_door(app), device)
    show(at_the_door(app), copy, status=422)


def test_the_passkey_of_one_person_opens_nobody_elses_account(app: Flask, amina: int) -> None:
    own, device = Device(raw_id=b"of Amina"), Device(raw_id=b"of Budi")
    add(signed_in(app, amina), own)
    add(signed_in(app, a_person(app, "Budi")), device)
    show(at_the_door(app), device, status=422)


def test_a_passkey_made_for_another_site_or_twice_is_not_added(app: Flask, amina: int) -> None:
    browser, device = signed_in(app, amina), Device()
    assert "was not added" in add(browser, Device(host="example.org"), status=422).text
    assert "was not added" in add(browser, Device(origin="https://example.org"), status=422).text
    add(browser, device)
    assert "was not added" in add(browser, device, status=422).text
    with app.app_context():
        assert db.session.query(Passkey).count() == 1


def test_it_needs_a_name_and_keeps_what_was_typed(app: Flask, amina: int) -> None:
    assert "Enter a name" in add(signed_in(app, amina), Device(), name=" ", status=422).text
    assert add(signed_in(app, amina), Device(), name="x" * 200, status=422).form_values("/new")["name"] == "x" * 200


def test_the_last_one_is_not_removed_but_turned_off(app: Flask, amina: int) -> None:
    browser = signed_in(app, amina)
    add(browser, Device(raw_id=b"first"), "First")
    with app.app_context():
        first = db.session.query(Passkey).one().id
    browser.post(f"{FACTOR}/passkeys/{first}/remove", browser.get(FACTOR).form_values("/turn-off"), status=404)
    add(browser, Device(raw_id=b"second"), "Second")
    left = browser.submit(browser.get(FACTOR), {}, action=f"/{first}/remove")
    assert "First" not in left.text
    assert "Second" in left.text
    browser.submit(browser.get(FACTOR), {"password": PASSWORD}, action="/turn-off")
    assert enter(Browser(app), EMAIL, PASSWORD).heading == "Your account"
    with app.app_context():
        assert db.session.query(Passkey).count() == 0


def test_nobody_removes_the_passkey_of_another(app: Flask, amina: int) -> None:
    add(signed_in(app, amina), Device())
    budi = signed_in(app, a_person(app, "Budi"))
    with app.app_context():
        number = db.session.query(Passkey).one().id
    budi.post(f"{FACTOR}/passkeys/{number}/remove", budi.get("accounts.show").form_values(), status=404)


def test_where_there_is_no_script_the_page_says_what_works_without(app: Flask, amina: int) -> None:
    page = signed_in(app, amina).get(NEW)
    assert "The code of an app works without" in page.text
    assert page.all(".//form[@data-passkey]")[0].get("hidden") is not None


def test_the_export_tells_of_passkeys_and_not_their_keys(app: Flask, amina: int) -> None:
    from tests.accounts.test_export_and_deletion import exported

    browser = signed_in(app, amina)
    add(browser, Device())
    told = json.loads(exported(browser).read("everything.json"))["passkeys"]
    assert [set(row) for row in told] == [{"id", "person_id", "name", "made_at", "used_at"}]


DEVICE = Device()
PARTS = ["id", "rawId", "type", "response", "clientDataJSON", "x"]
SPOILED = st.one_of(
    st.text(max_size=300),
    st.recursive(
        st.none() | st.integers() | st.text(max_size=20),
        lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(PARTS), inner),
        max_leaves=12,
    ).map(json.dumps),
    st.tuples(st.integers(0, 2_000), st.characters(codec="utf-8")),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(spoiled=SPOILED)
def test_whatever_is_sent_in_place_of_a_passkey_is_answered_kindly(app: Flask, spoiled: object) -> None:
    from app.accounts.passkey_step import this_site
    from app.accounts.webauthn_site import credential_in

    question = json.dumps({"challenge": "Y2hhbGxlbmdl"})
    if isinstance(spoiled, tuple):  # one that is right but for one character
        place, mark = spoiled
        whole = DEVICE.makes(question)
        spoiled = whole[: place % len(whole)] + mark + whole[place % len(whole) + 1 :]
    with app.app_context():
        key = Passkey(person_id=1, name="x", credential_id="eA", public_key=b"\xa0", made_at=utc_now())
        for sent in (str(spoiled), str(spoiled) * 100):
            this_site().new_one(sent, b"challenge")
            credential_in(sent)
            assert this_site().shown_one(sent, key, b"challenge") is None


@pytest.mark.parametrize("sent", ["", "{}", "[]", "null", "x" * 30_000, '{"rawId": "' + "A" * 2_000 + '"}'])
def test_pages_answer_what_is_no_passkey_with_words(app: Flask, amina: int, sent: str) -> None:
    browser = signed_in(app, amina)
    answer = browser.submit(browser.get(NEW), {"name": "x", "credential": sent}, to=NEW, status=422)
    assert "was not added" in answer.text
    add(browser, Device())
    door = at_the_door(app)
    assert "was not recognised" in door.submit(door.get(DOOR), {"credential": sent}, action="/passkey", status=422).text
    door.submit(door.get(DOOR), {}, action="/passkey", status=422)
