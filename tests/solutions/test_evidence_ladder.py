"""How well a solution is known stands on its page and in its row, in words, on a ladder of four steps."""

from __future__ import annotations

import pytest
from flask import Flask

from app.core.db import writing
from tests.browser import Browser
from tests.factories import a_solution

STEPS = ["Self-reported", "Document", "Independent evaluation", "Peer-reviewed study"]


@pytest.mark.parametrize(
    ("code", "words"),
    list(zip(["self-reported", "document", "independent-evaluation", "peer-reviewed"], STEPS, strict=True)),
)
def test_the_page_shows_all_steps_and_which_one_it_stands_on(
    app: Flask, browser: Browser, code: str, words: str
) -> None:
    with app.app_context(), writing() as session:
        key = a_solution(session, evidence=code).key
    page = browser.get("solutions.show", solution_id=key)
    steps = page.all(".//aside//ol/li")
    assert [" ".join("".join(item.itertext()).split()).removeprefix("Evidence: ") for item in steps] == STEPS
    (current,) = [item for item in steps if item.get("aria-current") == "step"]
    assert words in "".join(current.itertext())
    assert words in browser.get("solutions.index").text


def test_what_is_not_stated_is_not_guessed(app: Flask, browser: Browser) -> None:
    with app.app_context(), writing() as session:
        key = a_solution(session).key
    assert "What the results rest on" not in browser.get("solutions.show", solution_id=key).text
