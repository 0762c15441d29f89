"""A site may change its secret key: people go on signing in with the password and the phone that they have."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask

from app import Settings, create_app
from app.accounts.models import SecondFactor
from app.core.db import db
from tests.accounts.signing_in import PASSWORD, code_of, enter, enter_code, sign_in_alone
from tests.accounts.test_second_factor import set_up
from tests.browser import Browser

NEW, NEWER = "another-key-" + "fedcba9876543210" * 3, "a-third-key-" + "0a1b2c3d4e5f6789" * 3
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
Change = Callable[[Settings], Settings]


def change_key(settings: Settings, key: str = NEW) -> Settings:
    return replace(settings, secret_key=key, old_secret_keys=(settings.secret_key, *settings.old_secret_keys))


def change_twice(settings: Settings) -> Settings:
    return change_key(change_key(settings), NEWER)


def set_own_key(settings: Settings) -> Settings:
    return replace(settings, second_factor_key=NEWER)


@contextmanager
def restarted(settings: Settings) -> Iterator[Flask]:
    app = create_app(settings)
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.mark.parametrize("change", [change_key, change_twice])
def test_passwords_outlive_the_key(app: Flask, settings: Settings, amina: int, change: Change) -> None:
    sign_in_alone(Browser(app), amina)
    with restarted(change(settings)) as site:
        assert enter(Browser(site), "amina@example.org", "not the password of anybody").heading == "Sign in"
        assert enter(Browser(site), "amina@example.org", PASSWORD).heading == "Your account"


def test_passwords_outlive_even_a_key_that_is_forgotten(app: Flask, settings: Settings, amina: int) -> None:
    sign_in_alone(Browser(app), amina)
    with restarted(replace(settings, secret_key=NEW)) as site:
        assert enter(Browser(site), "amina@example.org", PASSWORD).heading == "Your account"


@pytest.mark.parametrize("change", [change_key, change_twice, set_own_key])
def test_second_factors_outlive_the_key(app: Flask, settings: Settings, amina: int, change: Change) -> None:
    with time_machine.travel(NOON, tick=False):
        browser = Browser(app)
        sign_in_alone(browser, amina)
        recovery = set_up(browser)
    with time_machine.travel(NOON + timedelta(minutes=2), tick=False), restarted(change(settings)) as site:
        for code in (code_of(site, amina), recovery[0]):
            browser = Browser(site)
            enter(browser, "amina@example.org", PASSWORD)
            assert enter_code(browser, code).heading == "Your account"


def test_whoever_signs_in_has_their_secret_encrypted_anew(app: Flask, settings: Settings, amina: int) -> None:
    with time_machine.travel(NOON, tick=False):
        browser = Browser(app)
        sign_in_alone(browser, amina)
        set_up(browser)
    with time_machine.travel(NOON + timedelta(minutes=2), tick=False), restarted(change_key(settings)) as site:
        browser = Browser(site)
        enter(browser, "amina@example.org", PASSWORD)
        enter_code(browser, code_of(site, amina))
    with restarted(replace(settings, secret_key=NEW)) as site:  # the former key is gone
        assert code_of(site, amina).isdigit()
        with site.app_context():
            assert "BASE32" not in db.session.get_one(SecondFactor, amina).secret
