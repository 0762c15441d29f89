"""How often a code and a password may be tried, and what roles with power wait for."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from app.accounts.limits import SIGN_IN_ANYWHERE
from app.core.db import utc_now, writing
from app.core.limits import counted
from app.core.rate_windows import take
from tests.accounts.conftest import a_person
from tests.accounts.signing_in import PASSWORD, code_of, enter, enter_code, sign_in, sign_in_alone, with_second_factor
from tests.accounts.test_second_factor import (
    NOON,
    app_on_the_phone,
    letter,
    noon,  # noqa: F401 - a fixture
    signed_in,
)
from tests.browser import Browser

pytestmark = pytest.mark.both_engines


def test_five_wrong_codes_close_the_door_for_five_minutes_even_to_the_right_one(app: Flask, amina: int) -> None:
    with time_machine.travel(NOON, tick=False):
        sign_in(Browser(app), amina)
    other = Browser(app)
    with time_machine.travel(NOON + timedelta(minutes=1), tick=False):
        enter(other, "amina@example.org", PASSWORD)
        for _ in range(5):
            enter_code(other, "123", status=422)
        refused = enter_code(other, code_of(app, amina), status=429)
        assert refused.heading == "Too many tries"
        assert int(refused.response.headers["Retry-After"]) <= 300
        elsewhere = Browser(app)
        enter(elsewhere, "amina@example.org", PASSWORD)
        enter_code(elsewhere, code_of(app, amina), status=429)
        sign_in(Browser(app), a_person(app, "Budi"))
    with time_machine.travel(NOON + timedelta(minutes=9), tick=False):
        assert enter_code(other, code_of(app, amina)).heading == "Your account"


def test_the_two_pages_that_ask_for_a_code_count_together(app: Flask, amina: int) -> None:
    browser = Browser(app)
    sign_in(browser, amina)
    ask = "/en/account/second-factor/show"
    for _ in range(5):
        browser.submit(browser.get(ask), {"code": "123"}, to=ask, status=422)
    browser.submit(browser.get(ask), {"code": "123"}, to=ask, status=429)
    other = Browser(app)
    enter(other, "amina@example.org", PASSWORD)
    enter_code(other, code_of(app, amina), status=429)


def test_the_password_asked_once_more_can_be_guessed_ten_times(app: Flask, amina: int) -> None:
    browser = Browser(app)
    sign_in(browser, amina)
    for number in range(10):
        page, form = ("second_factor.show", "turn-off") if number % 2 else ("personal_data.delete", "")
        browser.submit(browser.get(page), {"password": "not the password", "sure": "y"}, action=form, status=422)
    browser.submit(browser.get("personal_data.delete"), {"password": PASSWORD, "sure": "y"}, status=429)
    other = Browser(app)
    sign_in(other, a_person(app, "Budi"))
    assert (
        "The second factor is off"
        in other.submit(other.get("second_factor.show"), {"password": PASSWORD}, action="turn-off").text
    )


@pytest.mark.parametrize("role", ["moderator", "administrator"])
def test_with_power_one_gets_nowhere_before_the_second_factor_and_back_after_it(app: Flask, role: str) -> None:
    browser = signed_in(app, a_person(app, roles=letter(role, ("site", ""))))
    assert browser.get("accounts.show").heading == "Your account"
    led = browser.get("/en/translations")
    assert led.heading == "Your second factor"
    page = browser.get(led.links()["Set it up"])
    done = browser.submit(page, {"code": app_on_the_phone(page)}, action="set-up")
    back = browser.client.get(done.links()["I have kept them"])
    assert back.request.path == "/en/translations"
    assert browser.get("/en/solutions").heading == "Solutions"


def test_a_right_password_that_waits_for_its_code_is_not_remembered(app: Flask, amina: int) -> None:
    """Where an account was signed in before, strangers' failures stop nobody: that takes both factors."""
    with_second_factor(app, amina)
    waiting = Browser(app)
    sign_in_alone(waiting, amina)
    with app.app_context(), writing() as session:
        for _ in range(SIGN_IN_ANYWHERE.most):
            take(session, counted(SIGN_IN_ANYWHERE, "amina@example.org"), now=utc_now())
    enter(Browser(app), "amina@example.org", PASSWORD, status=429)
    enter_code(waiting, code_of(app, amina))
    assert enter(Browser(app), "amina@example.org", PASSWORD).heading == "Enter the code of your app"
