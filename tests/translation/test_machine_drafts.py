"""Drafts by a program: none unless the operator plugs one in, always marked, never read before a person approved."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask

from app import Settings, create_app
from app.config import SettingsError
from app.core.db import db
from app.translation.machine import drafter, use_drafter
from tests.browser import Browser
from tests.translation.ground import TITLE, TITLE_AR, a_french_solution, answer, desk, stored, translator, write


class Fake:
    """What an operator would write, without the network."""

    name = "Example translator"

    def __init__(self) -> None:
        self.asked: list[tuple[str, str, str]] = []

    def draft(self, text: str, *, source: str, target: str) -> str:
        self.asked.append((text, source, target))
        if "2016" in text:
            raise RuntimeError("no answer")
        return f"مسودة {TITLE_AR}"


PLUGGED = Fake()


@pytest.fixture
def karim(app: Flask) -> Browser:
    a_french_solution(app)
    return translator(app, "Karim", "ar")


def make_drafts(browser: Browser) -> str:
    page = desk(browser)
    return browser.submit(page, {}, action="/draft").text


def test_a_site_without_a_program_has_no_button_and_no_address(app: Flask, karim: Browser) -> None:
    page = desk(karim)
    assert "Make machine drafts" not in page.text
    token = page.form_values()["csrf_token"]
    karim.post("/en/translations/into/ar/solution/1/draft", {"csrf_token": token}, status=404)


def test_drafts_fill_what_is_empty_and_say_what_they_are(app: Flask, karim: Browser) -> None:
    fake = Fake()
    use_drafter(app, fake)
    assert "Example translator" in desk(karim).text
    told = make_drafts(karim)
    assert "1 machine draft was made." in told
    assert [asked[1:] for asked in fake.asked] == [("fr", "ar")] * 2
    kept = stored(app)
    assert kept is not None
    assert (kept.state, kept.machine, kept.written_by) == ("needs_editing", True, None)
    assert stored(app, "approach") is None, "a program that fails leaves the text empty"
    assert "Machine draft" in desk(karim).text
    assert Browser(app, "ar").get("/ar/solutions/1").heading == TITLE


def test_a_draft_stays_marked_until_a_person_edits_or_approves_it(app: Flask, karim: Browser) -> None:
    use_drafter(app, Fake())
    make_drafts(karim)
    write(karim, desk(karim), "send")
    nour = translator(app, "Nour", "ar")
    assert "Machine draft" in desk(nour).text, "its reviewer knows"
    answer(karim, "approve", "title", status=404)
    answer(nour, "approve", "title")
    assert stored(app).machine is False  # type: ignore[union-attr]
    assert Browser(app, "ar").get("/ar/solutions/1").heading == f"مسودة {TITLE_AR}"


def test_an_edited_draft_is_the_persons(app: Flask, karim: Browser) -> None:
    use_drafter(app, Fake())
    make_drafts(karim)
    write(karim, desk(karim), "save", title=TITLE_AR)
    kept = stored(app)
    assert kept is not None
    assert kept.machine is False
    assert kept.written_by is not None


def test_a_program_never_writes_over_a_person(app: Flask, karim: Browser) -> None:
    write(karim, desk(karim), "save", title=TITLE_AR)
    fake = Fake()
    use_drafter(app, fake)
    make_drafts(karim)
    assert stored(app).text == TITLE_AR  # type: ignore[union-attr]
    assert all(TITLE not in asked for asked in fake.asked)


def test_the_operator_names_a_program_in_the_settings(settings: Settings) -> None:
    plugged = create_app(replace(settings, machine_drafts="tests.translation.test_machine_drafts:PLUGGED"))
    with plugged.app_context():
        assert drafter() is PLUGGED
        db.engine.dispose()


@pytest.mark.parametrize(
    "path", ["no.such.module:Thing", "tests.translation.test_machine_drafts:nothing", "json", ":x", ".x:y"]
)
def test_a_program_that_cannot_be_loaded_stops_the_site_with_one_sentence(settings: Settings, path: str) -> None:
    with pytest.raises(SettingsError, match="CRUX_MACHINE_DRAFTS"):
        create_app(replace(settings, machine_drafts=path))
