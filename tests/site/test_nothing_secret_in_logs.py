"""F-44: no password, token, address or word of a form is in a line of the log, whatever goes wrong."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator

import pytest
import structlog
from flask import Flask

from app.core import logs
from app.core.db import writing
from tests.accounts.conftest import a_person
from tests.accounts.signing_in import PASSWORD
from tests.browser import Browser
from tests.factories import a_solution

CANARIES = ("CANARY-password-of-mine", "canary@example.org", "CANARY words", "CANARY name", "CANARY-token")


def fails() -> str:
    password = CANARIES[0]
    raise RuntimeError(f"no {len(password)}")


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """What the program logs meanwhile."""
    kept = io.StringIO()
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(kept))
    yield kept
    logs.configure()


def test_no_canary_is_in_the_log(app: Flask, written: io.StringIO) -> None:
    app.add_url_rule("/fails", view_func=fails)
    a_person(app, "Canary", email="canary@example.org")
    with app.app_context(), writing() as session:
        a_solution(session)
    browser = Browser(app)
    for password in (CANARIES[0], PASSWORD):
        form = browser.get("/en/sign-in").form_values("/sign-in")
        browser.client.post("/en/sign-in", data={**form, "email": CANARIES[1], "password": password})
    words = {"wish": "correct", "words": CANARIES[2], "email": CANARIES[1], "institution": CANARIES[3]}
    browser.submit(browser.get("/en/correct/solution/1"), words)
    for path in ("/en/recover/", "/en/confirm/", "/en/digest/stop/", "/en/requests/return/"):
        browser.client.get(f"{path}{CANARIES[4]}?email={CANARIES[1]}", headers={"X-Request-ID": CANARIES[1]})
    app.testing = False
    browser.client.get(f"/fails?token={CANARIES[4]}")
    lines = [line for line in written.getvalue().splitlines() if line.startswith("{")]
    assert len(lines) > 8
    assert all(json.loads(line)["timestamp"].endswith("Z") for line in lines)
    assert any(json.loads(line)["event"] == "unexpected" for line in lines)
    found = [(canary, line) for canary in (*CANARIES, PASSWORD) for line in lines if canary in line]
    assert found == []
