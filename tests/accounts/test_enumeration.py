"""F-41: probes that ask whether an address has an account get one answer, as fast for one as for another.

The whole number of probes, and the clock, belong to `make soak`; a few without the clock to every `make test`.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

import pytest
from flask import Flask

from app.core.db import writing
from app.core.rate_windows import RateWindow
from app.organisations.models import OrganisationInvitation
from tests.accounts.conftest import a_person
from tests.accounts.signing_in import PASSWORD, hashed, sign_in, sign_in_alone
from tests.accounts.test_answers_tell_nothing import words
from tests.browser import Browser
from tests.organisations.ground import editor_of, listed

APART = 0.010  # seconds between the medians
KNOWN, UNKNOWN = "known", "unknown"
PROBES = pytest.mark.parametrize("probes", [40, pytest.param(2_000, marks=pytest.mark.soak)], ids=["few", "whole"])


@dataclass(frozen=True)
class Question:
    """A form by which an address can be asked about, and who may send it."""

    page: str
    form: str
    answers: dict[str, str]
    field: str = "email"
    asker: Callable[[Flask, Browser], str] = lambda _app, _browser: ""  # signs in; what stands for {} in the page


def somebody(app: Flask, browser: Browser) -> str:
    sign_in_alone(browser, a_person(app, "Asker"))
    return ""


def an_editor(app: Flask, browser: Browser) -> str:
    number = listed(app)
    sign_in(browser, a_person(app, "Asker", roles=(editor_of(number),)))
    return str(number)


QUESTIONS = {
    "login": Question("/en/sign-in", "/sign-in", {"password": "not the password of anybody"}),
    "reset": Question("/en/recover", "", {}),
    "sign-up": Question("/en/register", "", {"password": PASSWORD, "name": "Esi"}),
    "invite": Question("/en/organisations/{}/editors", "", {}, "address", an_editor),
    "change of address": Question("/en/account/address", "", {"password": PASSWORD}, asker=somebody),
}


def fill(app: Flask, number: int) -> None:
    """People whose addresses are asked about."""
    password = hashed(app)
    for one in range(number):
        a_person(app, f"known{one}", password=password)


def probe(app: Flask, question: Question, browser: Browser, page: str, address: str) -> tuple[object, float]:
    """The answer without the address in it, and how long it took."""
    with app.app_context(), writing() as session:
        for counted in (RateWindow, OrganisationInvitation):
            session.query(counted).delete()
    form = {**browser.get(page).form_values(question.form), **question.answers, question.field: address}
    began = time.perf_counter()
    answer = browser.client.post(page, data=form)
    took = time.perf_counter() - began
    text = browser.client.get(answer.location).text if answer.location else answer.text
    return (answer.status_code, answer.location, words(text, address)), took


@PROBES
@pytest.mark.parametrize("name", QUESTIONS)
def test_no_answer_and_no_clock_tells_whether_an_address_has_an_account(app: Flask, name: str, probes: int) -> None:
    question, each, browser = QUESTIONS[name], probes // len(QUESTIONS) // 2, Browser(app)
    fill(app, each)
    page = question.page.format(question.asker(app, browser))
    answers, times = set(), defaultdict(list)
    for number in range(each):
        for kind in (KNOWN, UNKNOWN):
            answer, took = probe(app, question, browser, page, f"{kind}{number}@example.org")
            answers.add(answer)
            times[kind].append(took)
    assert len(answers) == 1, answers
    if probes > 40:
        assert abs(median(times[KNOWN]) - median(times[UNKNOWN])) < APART, {k: median(v) for k, v in times.items()}
