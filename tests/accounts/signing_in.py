"""Signing in through the front door, as tests of every feature need it."""

from __future__ import annotations

from functools import cache

from flask import Flask
from flask_security import hash_password

from app.accounts.models import Person, SecondFactor
from app.accounts.proof import codes
from app.core.db import db, utc_now, writing
from tests.browser import Browser, Page

PASSWORD = "three quiet wells and a lamp"
CODE = "/en/sign-in/code"


def sign_in(browser: Browser, person_id: int) -> None:
    """Give the person a password and a second factor if they have none, then sign in as they would."""
    with_second_factor(browser.app, person_id)
    asked = sign_in_alone(browser, person_id)
    code = code_of(browser.app, person_id)
    browser.submit(asked, {"code": code}, to=CODE, status=302, follow=False)  # nobody reads where it leads


def with_second_factor(app: Flask, person_id: int) -> None:
    """Bring a second factor if there is none; codes may be used again, since tests sign in every moment."""
    with app.app_context(), writing() as session:
        row = session.get(SecondFactor, person_id)
        row = row or SecondFactor(person_id=person_id, secret=_secret(app), since=utc_now())
        row.last_counter = None
        session.add(row)


def sign_in_alone(browser: Browser, person_id: int) -> Page:
    """With the password and nothing else."""
    with browser.app.app_context(), writing() as session:
        person = session.get_one(Person, person_id)
        person.password = person.password or hashed(browser.app)
        email = person.email
    return enter(browser, email, PASSWORD)


def enter(browser: Browser, email: str, password: str, *, own_device: bool = False, status: int = 200) -> Page:
    form, ticked = browser.get("security.login"), {"own_device": "y"} if own_device else {}
    return browser.submit(form, {"email": email, "password": password, **ticked}, action="/sign-in", status=status)


def enter_code(browser: Browser, code: str, *, status: int = 200) -> Page:
    """On the page that asks for a code after the password."""
    return browser.submit(browser.get("second_step.ask"), {"code": code}, to=CODE, status=status)


def code_of(app: Flask, person_id: int) -> str:
    """What the app on the person's phone shows now."""
    with app.app_context():
        return str(codes().generate_totp_password(db.session.get_one(SecondFactor, person_id).secret))


def _secret(app: Flask) -> str:
    with app.app_context():
        return str(codes().generate_totp_secret())


def hashed(app: Flask) -> str:
    with app.app_context():
        return _hash()


@cache
def _hash() -> str:
    return str(hash_password(PASSWORD))
