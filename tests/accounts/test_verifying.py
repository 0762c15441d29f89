"""Giving the password once more."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.accounts.signing_in import sign_in
from tests.browser import Browser


@pytest.mark.parametrize("password", ["", "wrong password altogether", "a\x00b", "x" * 200_000])
def test_a_wrong_password_is_said_so_and_breaks_nothing(app: Flask, amina: int, password: str) -> None:
    browser = Browser(app)
    sign_in(browser, amina)
    page = browser.get("security.verify")
    answer = browser.submit(page, {"password": password}, to="/en/verify", status=200)
    assert answer.heading == "Sign in again"


@pytest.mark.parametrize("password", ["", "any password at all"])
def test_a_person_without_a_password_is_told_so_kindly(app: Flask, amina: int, password: str) -> None:
    from app.accounts.models import Person
    from app.core.db import writing

    browser = Browser(app)
    sign_in(browser, amina)
    with app.app_context(), writing() as session:
        session.get_one(Person, amina).password = None
    page = browser.get("security.verify")
    answer = browser.submit(page, {"password": password}, to="/en/verify", status=200)
    assert answer.heading == "Sign in again"
