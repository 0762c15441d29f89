"""Becoming one of the demonstration's people."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask

from app import Settings, create_app
from app.core.db import db
from tests.accounts.conftest import a_person
from tests.browser import Browser


def test_one_button_makes_you_amina(app: Flask) -> None:
    key = a_person(app, demo=True, password=None)
    browser = Browser(app)
    page = browser.submit(browser.get("/dev/people"), {}, action=f"/dev/people/{key}")
    assert page.heading == "Your account"
    assert "Amina" in page.text


def test_the_button_makes_nobody_of_a_person_with_an_account_of_their_own(app: Flask) -> None:
    a_person(app, "Budi", demo=True)
    real = a_person(app, "Esi")
    browser = Browser(app)
    values = browser.get("/dev/people").form_values()
    browser.post(f"/dev/people/{real}", values, status=404)


@pytest.mark.parametrize("path", ["/dev/people", "/dev/mailbox/"])
def test_outside_the_demonstration_these_pages_do_not_exist(settings: Settings, path: str) -> None:
    app = create_app(replace(settings, mode="production"))
    assert app.test_client().get(path).status_code == 404
    with app.app_context():
        db.engine.dispose()
