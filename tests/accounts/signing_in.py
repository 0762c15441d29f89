"""Signing in through the front door, as tests of every feature need it."""

from __future__ import annotations

from functools import cache

from flask import Flask
from flask_security import hash_password

from app.accounts.models import Person
from app.core.db import writing
from tests.browser import Browser, Page

PASSWORD = "three quiet wells and a lamp"


def sign_in(browser: Browser, person_id: int) -> Page:
    """Give the person a password if they have none, then sign in as they would."""
    with browser.app.app_context(), writing() as session:
        person = session.get_one(Person, person_id)
        person.password = person.password or hashed(browser.app)
        email = person.email
    return enter(browser, email, PASSWORD)


def enter(browser: Browser, email: str, password: str, *, status: int = 200) -> Page:
    form = browser.get("security.login")
    return browser.submit(form, {"email": email, "password": password}, action="/sign-in", status=status)


def hashed(app: Flask) -> str:
    with app.app_context():
        return _hash()


@cache
def _hash() -> str:
    return str(hash_password(PASSWORD))
