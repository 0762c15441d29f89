"""The second factor: set up once, asked for at every sign-in, and needed to speak for a country."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from flask import Flask

from app.accounts.models import Appointment, RecoveryCode, SecondFactor
from app.core.audit import AuditEvent
from app.core.db import db, writing
from app.core.mail import Mail
from tests.accounts.conftest import a_person
from tests.accounts.signing_in import PASSWORD, code_of, enter, enter_code, sign_in, sign_in_alone
from tests.browser import Browser, Page

pytestmark = pytest.mark.both_engines
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
SET_UP, CODE = "/en/account/second-factor/set-up", "/en/sign-in/code"
RULES = "/en/countries/XA/rules"


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    """Time stands still, so that a slow machine does not outlive a code."""
    with time_machine.travel(NOON, tick=False):
        yield


def letter(role: str = "focal-point", scope: tuple[str, str] = ("country", "XA")) -> tuple[Appointment, ...]:
    return (Appointment(person_id=0, role=role, scope_type=scope[0], scope_id=scope[1], valid_from=date(2026, 1, 1)),)


def app_on_the_phone(page: Page) -> str:
    """Type the key of the page into an app; what the app shows."""
    from passlib.totp import TOTP  # type: ignore[import-untyped]

    key = "".join(page.all(".//code")[0].itertext())
    return str(TOTP(key.replace(" ", ""), format="base32").generate().token)


def set_up(browser: Browser) -> list[str]:
    """Set the second factor up as a person would; the recovery codes that the page shows."""
    page = browser.get(SET_UP)
    done = browser.submit(page, {"code": app_on_the_phone(page)}, action="set-up")
    assert done.heading == "Your recovery codes"
    return ["".join(code.itertext()) for code in done.all(".//code")]


def signed_in(app: Flask, person_id: int) -> Browser:
    browser = Browser(app)
    sign_in_alone(browser, person_id)
    return browser


def test_after_setting_it_up_the_password_alone_signs_nobody_in(app: Flask, amina: int) -> None:
    browser = signed_in(app, amina)
    set_up(browser)
    other = Browser(app)
    assert enter(other, "amina@example.org", PASSWORD).heading == "Enter the code of your app"
    assert other.get("accounts.show").heading == "Sign in"
    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=1)):
        assert enter_code(other, code_of(app, amina)).heading == "Your account"


def test_the_page_draws_the_key_and_says_it_in_groups(app: Flask, amina: int) -> None:
    page = signed_in(app, amina).get(SET_UP)
    assert page.all(".//img[@class='qr']")[0].get("src", "").startswith("data:image/svg+xml")
    assert len("".join(page.all(".//code")[0].itertext()).split(" ")) == 8


def test_what_is_stored_of_the_key_does_not_tell_it(app: Flask, amina: int) -> None:
    browser = signed_in(app, amina)
    page = browser.get("second_factor.set_up")
    key = "".join(page.all(".//code")[0].itertext()).replace(" ", "")
    browser.submit(page, {"code": app_on_the_phone(page)}, action="/set-up")
    with app.app_context():
        stored = db.session.get_one(SecondFactor, amina).secret
    assert len(key) >= 32
    assert key not in stored


def test_a_wrong_code_sets_nothing_up_and_keeps_the_same_key(app: Flask, amina: int) -> None:
    browser = signed_in(app, amina)
    page = browser.get(SET_UP)
    again = browser.submit(page, {"code": "000000x"}, action="set-up", status=422)
    assert again.all(".//code")[0].text == page.all(".//code")[0].text
    with app.app_context():
        assert db.session.get(SecondFactor, amina) is None


def test_a_code_works_once(app: Flask, amina: int) -> None:
    with time_machine.travel(NOON, tick=False):
        sign_in(Browser(app), amina)
        other = Browser(app)
        enter(other, "amina@example.org", PASSWORD)
        refused = enter_code(other, code_of(app, amina), status=422)
        assert "Enter the code that your app shows now" in refused.text
        assert other.get("accounts.show").heading == "Sign in"


def test_a_recovery_code_works_once_and_its_use_is_told_by_mail(app: Flask, amina: int) -> None:
    codes = set_up(signed_in(app, amina))
    assert len(set(codes)) == 10
    for status, heading in ((200, "Your account"), (422, "Enter the code of your app")):
        other = Browser(app)
        enter(other, "amina@example.org", PASSWORD)
        assert enter_code(other, codes[3].upper().replace("-", " "), status=status).heading == heading
    with app.app_context():
        stored = db.session.query(RecoveryCode).all()
        assert not {code for row in stored for code in codes if code.replace("-", "") in row.digest}
        assert len([row for row in stored if row.used_at is None]) == 9
        assert "A recovery code was used" in [mail.subject for mail in db.session.query(Mail)]
    other = Browser(app)
    enter(other, "amina@example.org", PASSWORD)
    enter_code(other, codes[0])
    assert "8 recovery codes are left" in other.get("second_factor.show").text


def test_digits_of_any_script_are_understood(app: Flask, amina: int) -> None:
    sign_in(Browser(app), amina)
    other = Browser(app)
    enter(other, "amina@example.org", PASSWORD)
    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=1)):
        typed = code_of(app, amina).translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
        assert enter_code(other, f"{typed[:3]} {typed[3:]}").heading == "Your account"


def test_the_code_comes_within_ten_minutes_of_the_password(app: Flask, amina: int) -> None:
    with time_machine.travel(NOON, tick=False):
        sign_in(Browser(app), amina)
        other = Browser(app)
        enter(other, "amina@example.org", PASSWORD)
    with time_machine.travel(NOON + timedelta(minutes=11), tick=False):
        assert other.get(CODE).heading == "Sign in"


def test_after_the_code_one_is_where_one_wanted_to_go(app: Flask, amina: int) -> None:
    sign_in(Browser(app), amina)
    other = Browser(app)
    asked = other.submit(
        other.get("accounts.sessions"), {"email": "amina@example.org", "password": PASSWORD}, action="/sign-in"
    )
    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=1)):
        there = other.submit(asked, {"code": code_of(app, amina)}, to=asked.response.request.full_path)
    assert there.response.request.path == "/en/account/sessions"


def test_nobody_meets_the_page_for_codes_without_the_password(browser: Browser) -> None:
    assert browser.get(CODE).heading == "Sign in"


def test_the_session_gets_a_new_id_when_the_second_factor_is_shown(app: Flask, amina: int) -> None:
    browser = signed_in(app, amina)
    before = browser.client.get_cookie("crux")
    set_up(browser)
    after = browser.client.get_cookie("crux")
    assert before is not None
    assert after is not None
    assert before.value != after.value


def test_setting_up_signs_out_every_other_browser(app: Flask, amina: int) -> None:
    here, there = signed_in(app, amina), signed_in(app, amina)
    set_up(here)
    assert here.get("accounts.show").heading == "Your account"
    assert there.get("accounts.show").heading == "Sign in"


def test_ten_minutes_after_the_password_setting_up_asks_for_it_again_and_comes_back(app: Flask, amina: int) -> None:
    with time_machine.travel(NOON, tick=False):
        browser = signed_in(app, amina)
    with time_machine.travel(NOON + timedelta(minutes=11), tick=False):
        asked = browser.get(SET_UP)
        assert asked.heading == "Sign in again"
        form = {**asked.form_values(), "password": PASSWORD}
        back = browser.post(f"/en/verify?next={SET_UP}", form)
        assert back.heading == "Set up your second factor"


def test_turning_it_off_takes_the_password_and_is_told_by_mail(app: Flask, amina: int) -> None:
    browser = signed_in(app, amina)
    set_up(browser)
    page = browser.get("second_factor.show")
    wrong = browser.submit(page, {"password": "not the password of anybody"}, action="turn-off", status=422)
    assert "The password is not right" in wrong.text
    assert "The second factor is off" in browser.submit(page, {"password": PASSWORD}, action="turn-off").text
    assert enter(Browser(app), "amina@example.org", PASSWORD).heading == "Your account"
    with app.app_context():
        assert db.session.query(RecoveryCode).count() == 0
        assert {"set up second factor", "turn off second factor"} <= {e.act for e in db.session.query(AuditEvent)}
        assert "Your second factor was turned off" in [mail.subject for mail in db.session.query(Mail)]


@pytest.mark.parametrize(
    "role", [("focal-point", "country", "XA"), ("moderator", "site", ""), ("administrator", "site", "")]
)
def test_those_who_need_it_cannot_turn_it_off(app: Flask, role: tuple[str, str, str]) -> None:
    browser = signed_in(app, a_person(app, roles=letter(role[0], role[1:])))
    set_up(browser)
    page = browser.get("second_factor.show")
    assert "Turn it off" not in page.text
    browser.post("/en/account/second-factor/turn-off", {**page.form_values("recovery-codes"), "password": PASSWORD})
    with app.app_context():
        assert db.session.query(SecondFactor).count() == 1


def test_a_focal_point_without_one_reads_but_is_led_to_setting_it_up_and_back_with_what_was_typed(app: Flask) -> None:
    browser = signed_in(app, a_person(app, roles=letter()))
    rules = browser.get(RULES)
    led = browser.submit(rules, {"other": "XB"}, action="", to=RULES)
    assert led.heading == "Your second factor"
    assert "acts in a country's name" in led.text
    page = browser.get(led.links()["Set it up"])
    done = browser.submit(page, {"code": app_on_the_phone(page)}, action="set-up")
    waiting = browser.get(done.links()["I have kept them"])
    assert waiting.heading == "Go on where you were"
    after = browser.submit(waiting, {}, action=RULES)
    assert after.heading == rules.heading
    assert "is on your list" in after.text


def test_a_browser_that_signed_in_before_shows_the_factor_on_the_way(app: Flask) -> None:
    key = a_person(app, roles=letter())
    browser = signed_in(app, key)
    with app.app_context(), writing() as session:
        from app.accounts.proof import codes
        from app.core.db import utc_now

        secret = codes().generate_totp_secret()
        session.add(SecondFactor(person_id=key, secret=secret, since=utc_now()))
    led = browser.submit(browser.get(RULES), {"other": "XB"}, to=RULES)
    assert led.heading == "Enter the code of your app"
    waiting = browser.submit(led, {"code": code_of(app, key)}, to=led.response.request.full_path)
    assert waiting.heading == "Go on where you were"


def test_nobody_finds_what_another_person_had_typed(app: Flask) -> None:
    browser = signed_in(app, a_person(app, roles=letter()))
    browser.submit(browser.get(RULES), {"other": "XB"}, to=RULES)
    browser.submit(browser.get("accounts.show"), {}, action="sign-out")
    sign_in(browser, a_person(app, "Budi"))
    assert browser.get("second_factor.go_on").heading == "Your account"


def test_the_demonstrations_button_is_no_proof_outside_the_demonstration(app: Flask) -> None:
    key = a_person(app, demo=True, password=None, roles=letter())
    browser = Browser(app)
    browser.submit(browser.get("/dev/people"), {}, action=f"/dev/people/{key}")
    rules = browser.get(RULES)
    app.config["DEMO"] = False
    assert browser.submit(rules, {"other": "XB"}, to=RULES).heading == "Your second factor"
    app.config["DEMO"] = True
    assert "is on your list" in browser.submit(rules, {"other": "XB"}, to=RULES).text
