"""`crux people`: how a new site gets its first focal points."""

from __future__ import annotations

import pytest
from flask import Flask

from app.accounts.service import appointments_in_force
from app.core.db import db, utc_now
from app.core.permissions import Appointment
from tests.accounts.signing_in import PASSWORD, enter, sign_in
from tests.browser import Browser

LETTER = ("--document", "Note verbale 12/2026 of 2 November 2026")


def test_an_operator_appoints_by_letter(app: Flask, amina: int) -> None:
    run = app.test_cli_runner()
    made = run.invoke(args=["people", "appoint", "amina@example.org", "focal-point", "--of", "country:ETH", *LETTER])
    assert made.exit_code == 0, made.output
    with app.app_context():
        held = appointments_in_force(db.session, amina, utc_now().date())
    assert held == frozenset({Appointment("focal-point", "country", "ETH")})
    assert "focal-point of country ETH" in run.invoke(args=["people", "list"]).output


def test_an_operator_closes_an_account_and_its_person_is_out_at_once(app: Flask, amina: int) -> None:
    browser = Browser(app)
    sign_in(browser, amina)
    run = app.test_cli_runner()
    closed = run.invoke(args=["people", "close", "amina@example.org"])
    assert closed.exit_code == 0, closed.output
    assert browser.get("accounts.show").heading == "Sign in"
    assert enter(browser, "amina@example.org", PASSWORD).heading == "Sign in"
    assert run.invoke(args=["people", "close", "nobody@example.org"]).exit_code != 0


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        (("nobody@example.org", "focal-point", "--of", "country:ETH"), "register on the site first"),
        (("amina@example.org", "king", "--of", "country:ETH"), "is no role"),
        (("amina@example.org", "focal-point", "--of", "country:ZZZ"), "is no country code"),
        (("amina@example.org", "focal-point", "--of", "planet:1"), "begins with one of"),
        (("amina@example.org", "organisation-editor", "--of", "organisation:x"), "by its number"),
    ],
)
def test_a_mistake_is_explained_and_appoints_nobody(
    app: Flask, amina: int, words: tuple[str, ...], answer: str
) -> None:
    result = app.test_cli_runner().invoke(args=["people", "appoint", *words, *LETTER])
    assert result.exit_code != 0
    assert answer in result.output
    with app.app_context():
        assert appointments_in_force(db.session, amina, utc_now().date()) == frozenset()


def test_an_operator_helps_whoever_lost_phone_and_recovery_codes(app: Flask, amina: int) -> None:
    browser = Browser(app)
    sign_in(browser, amina)
    done = app.test_cli_runner().invoke(args=["people", "forget-second-factor", "amina@example.org"])
    assert done.exit_code == 0, done.output
    assert browser.get("accounts.show").heading == "Sign in", "out everywhere at once"
    assert enter(Browser(app), "amina@example.org", PASSWORD).heading == "Your account"
