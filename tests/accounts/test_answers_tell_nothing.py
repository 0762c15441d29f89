"""Whether an address has an account: no answer tells by its words, its status, or the work behind it."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from passlib.context import CryptContext  # type: ignore[import-untyped]

from tests.accounts.conftest import a_person
from tests.accounts.signing_in import PASSWORD, with_second_factor
from tests.browser import Browser

ADDRESSES = ["amina", "secured", "unconfirmed", "closed", "unknown"]
QUESTIONS: dict[str, dict[str, str]] = {
    "/en/sign-in": {"password": "not the password of anybody"},
    "/en/recover": {},
    "/en/confirm": {},
    "/en/register": {"password": PASSWORD, "name": "Esi"},
}


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The costly steps, as they are taken: each takes a tenth of a second, all else a few thousandths."""
    steps: list[str] = []
    for name in ("hash", "verify", "verify_and_update"):
        whole = getattr(CryptContext, name)

        def counted(self: CryptContext, *args: Any, _whole: Any = whole, **options: Any) -> Any:
            inner = len(steps)
            steps.append("step")
            answer = _whole(self, *args, **options)
            del steps[inner + 1 :]  # a step that calls another is one step
            return answer

        monkeypatch.setattr(CryptContext, name, counted)
    return steps


@pytest.mark.parametrize("path", QUESTIONS)
def test_all_addresses_get_one_answer_for_the_same_work(app: Flask, path: str, work: list[str]) -> None:
    a_person(app, "Amina")
    a_person(app, "Unconfirmed", confirmed_at=None)
    a_person(app, "Closed", active=False)
    with_second_factor(app, a_person(app, "Secured"))
    told, effort = set(), {}
    for name in ADDRESSES:
        browser, address = Browser(app), f"{name}@example.org"
        form = browser.get(path).form_values("/sign-in" if path == "/en/sign-in" else "")
        work.clear()
        answer = browser.client.post(path, data={**form, **QUESTIONS[path], "email": address})
        effort[name] = len(work)
        page = browser.client.get(answer.location).text if answer.location else answer.text
        told.add((answer.status_code, answer.location, words(page, address)))
    assert len(told) == 1, told
    if path == "/en/register":
        # The library makes two links for an address that waits for its confirmation: known, and let be.
        assert effort.pop("unconfirmed") == effort["unknown"] + 1
    assert len(set(effort.values())) == 1, effort


def words(page: str, address: str) -> str:
    """The page without the address that was typed and without the form's token."""
    return "".join(part for part in page.replace(address, "").splitlines() if "csrf_token" not in part)
