"""On Continue a need is read once for its meaning, within a limit; while it is typed it never is."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest
from flask import Flask

from app.core import meaning, meaning_written
from app.core.db import writing
from app.core.draft_autosave import AUTOSAVE
from app.core.index import keep_up
from matching.encoders import USEEncoder, Vectors, encoders
from matching.topics import TopicEncoder
from tests.browser import Browser
from tests.country_requests.walking import begin, send
from tests.factories import a_solution

Open = Callable[..., Browser]
FOUND = "Rainwater tanks for schools"
NEED = {"title": "L’eau potable manque aux élèves de nos villages", "source_language": "fr"}
IN_ENGLISH = {"title": "Pupils of our villages lack tanks for rainwater", "source_language": "en"}
OTHERS = ("Customs risk management", "Solar dryers for fruit", "Street lights", "River ferries", "Seed fairs")
A_LIMIT = 0.2


class Watched:
    """The default encoder, with what it was asked to read; it works only while nobody holds it."""

    name, version, dimensions, weight = USEEncoder.name, USEEncoder.version, USEEncoder.dimensions, USEEncoder.weight

    def __init__(self) -> None:
        self.read: list[Sequence[str]] = []
        self.goes_on = threading.Event()
        self.goes_on.set()
        self.trouble: Exception | None = None

    def encode(self, texts: Sequence[str], *, asking: bool = False) -> Vectors:
        self.read.append(texts)
        self.goes_on.wait(60)
        if self.trouble:
            raise self.trouble
        return encoders(self.name)[0].encode(texts, asking=asking)


@pytest.fixture
def model(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Watched]:
    """The site's encoder; the catalogue was read by the worker, and nothing is late by itself."""
    monkeypatch.setattr(meaning_written, "PATIENCE", 60)
    watched = Watched()
    app.extensions[meaning.EXTENSION] = (watched, TopicEncoder())
    with app.app_context():
        with writing() as session:
            a_solution(session, FOUND, challenge="Pupils drink unsafe water.", approach="Tanks keep drinking water.")
            for other in OTHERS:
                a_solution(session, other, challenge=f"{other} of a district.", approach="Its people keep them.")
        keep_up()
    watched.read.clear()
    yield watched
    watched.goes_on.set()


def while_typing(browser: Browser, draft: str, typed: dict[str, Any]) -> str:
    return browser.client.post(f"{draft}/title/alike", data=typed, headers={"HX-Request": "true"}).text


@pytest.mark.both_engines
def test_a_need_in_french_finds_a_solution_in_english_after_continue_and_not_while_it_is_typed(
    as_: Open, model: Watched
) -> None:
    amina = as_("amina")
    draft = begin(amina)
    assert FOUND not in while_typing(amina, draft, NEED)
    page = send(amina, draft, "title", NEED)
    assert page.response.request.path == f"{draft}/problem"
    assert FOUND in page.text
    assert "Their texts are close in meaning." in page.text
    assert not [other for other in OTHERS if other in page.text]


def test_a_text_is_read_once_however_often_it_is_shown_and_never_while_it_is_typed(as_: Open, model: Watched) -> None:
    amina = as_("amina")
    draft = begin(amina)
    while_typing(amina, draft, NEED)
    known = amina.get(f"{draft}/title").form_values("/title")
    assert amina.client.post(f"{draft}/title", data={**known, **NEED, "then": AUTOSAVE}).status_code == 204
    send(amina, draft, "title", {**NEED, "then": "tasks"})
    assert model.read == []
    send(amina, draft, "title", NEED)
    assert len(model.read) == 1
    for _ in range(2):
        assert FOUND in amina.get(f"{draft}/title").text
        send(amina, draft, "title", NEED)
    while_typing(amina, draft, {**NEED, "title": f"{NEED['title']} et ailleurs"})
    assert len(model.read) == 1
    send(amina, draft, "title", {**NEED, "title": f"{NEED['title']} et ailleurs"})
    assert len(model.read) == 2


def test_the_page_that_comes_back_with_a_mistake_has_it_too(as_: Open, model: Watched) -> None:
    amina = as_("amina")
    draft = begin(amina)
    send(amina, draft, "title", NEED)
    page = send(amina, draft, "problem", {"problem": "", "who_is_affected": "Les élèves."}, status=422)
    assert FOUND in page.text


def test_few_letters_are_not_read(as_: Open, model: Watched) -> None:
    amina = as_("amina")
    send(amina, begin(amina), "title", {"title": "L’eau potable", "source_language": "fr"})
    assert model.read == []


def test_a_slow_encoder_holds_nobody_beyond_the_limit_and_serves_when_it_is_done(
    as_: Open, model: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(meaning_written, "PATIENCE", A_LIMIT)
    model.goes_on.clear()
    amina, tariq = as_("amina"), as_("tariq")
    draft = begin(amina)
    began = time.monotonic()
    page = send(amina, draft, "title", NEED)
    assert A_LIMIT <= time.monotonic() - began < 20, "the encoder would hold it for a minute"
    assert page.response.request.path == f"{draft}/problem"
    assert FOUND not in page.text
    by_words = send(tariq, begin(tariq), "title", IN_ENGLISH)
    assert FOUND in by_words.text, "found by its words, and not put in a row behind the slow one"
    model.goes_on.set()
    assert _comes(lambda: FOUND in amina.get(f"{draft}/problem").text)
    assert len(model.read) == 1


def _comes(true: Callable[[], bool]) -> bool:
    """Within half a minute."""
    until = time.monotonic() + 30
    while not (come := true()) and time.monotonic() < until:
        time.sleep(0.05)
    return come


def test_an_encoder_that_fails_is_done_without_and_asked_again_next_time(as_: Open, model: Watched) -> None:
    model.trouble = RuntimeError("broken file")
    amina = as_("amina")
    draft = begin(amina)
    page = send(amina, draft, "title", IN_ENGLISH)
    assert page.response.request.path == f"{draft}/problem"
    assert FOUND in page.text
    model.trouble = None
    send(amina, draft, "title", NEED)
    assert FOUND in amina.get(f"{draft}/problem").text


def test_a_site_without_encoder_finds_by_words(app: Flask, as_: Open, model: Watched) -> None:
    app.extensions[meaning.EXTENSION] = (TopicEncoder(),)
    amina = as_("amina")
    draft = begin(amina)
    assert FOUND in send(amina, draft, "title", IN_ENGLISH).text
    assert FOUND not in send(amina, draft, "title", NEED).text
