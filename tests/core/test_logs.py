"""What the logs tell when something goes wrong, and what they never tell."""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import StringIO

import pytest
import structlog
from flask import Flask

from app.accounts.datastore import People
from app.core import logs
from tests.accounts.signing_in import PASSWORD
from tests.browser import Browser


@pytest.fixture
def written() -> Iterator[StringIO]:
    """Logs as an operator gets them, where the test can read them."""
    before, file = structlog.get_config(), StringIO()
    logs.configure()
    structlog.configure(**{**structlog.get_config(), "logger_factory": structlog.PrintLoggerFactory(file)})
    yield file
    structlog.configure(**before)


def test_a_failure_is_told_with_its_place_and_without_anybodys_password(
    app: Flask, monkeypatch: pytest.MonkeyPatch, written: StringIO
) -> None:
    def fail(_people: People, _row: object) -> None:
        raise RuntimeError("the database is on fire")

    browser, app.testing = Browser(app), False
    form = browser.get("security.register").form_values()
    monkeypatch.setattr(People, "put", fail)
    values = {**form, "name": "Esi", "email": "esi@example.org", "password": PASSWORD}
    answer = browser.client.post("/en/register", data=values)
    told = written.getvalue()
    assert answer.status_code == 500
    (failure,) = [json.loads(line) for line in told.splitlines() if '"exception"' in line]
    assert failure["exception"][0]["frames"][-1]["name"] == "fail"
    assert failure["request_id"]
    assert PASSWORD not in told
    assert "esi@example.org" not in told
