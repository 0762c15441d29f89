"""The page on languages says how far each one is, by kind of record, and what nobody has reviewed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from flask import Flask

from app.core.db import writing
from app.core.records import Visibility
from app.taxonomy import vocabulary
from app.translation.models import TranslationState
from app.translation.service import store_translation
from tests.browser import Browser, Page
from tests.factories import a_solution, an_organisation
from tests.translation.ground import edit_source

pytestmark = pytest.mark.both_engines
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
PAGE = "/en/about/languages"


def table(page: Page) -> dict[str, dict[str, str]]:
    """Language → column → what stands there."""
    heads = [" ".join("".join(each.itertext()).split()) for each in page.all(".//thead/tr/th")]
    found = {}
    for row in page.all(".//tbody/tr"):
        cells = [" ".join("".join(each.itertext()).split()) for each in row]
        found[cells[0]] = dict(zip(heads, cells, strict=True))
    return found


@pytest.fixture(autouse=True)
def records(app: Flask) -> None:
    """Four solutions: one in Arabic, one translated, one translated in part, one waiting; one that is hidden."""
    with app.app_context(), writing() as session:
        a_solution(session, "بنوك البذور", source_language="ar")
        done = a_solution(session, "Seed banks", standfirst="In short")
        part = a_solution(session, "Water points", standfirst="In short")
        waits = a_solution(session, "Solar pumps")
        a_solution(session, "Quiet work", visibility=Visibility.MEMBERS)
        an_organisation(session, "Institute")
        approved, waiting = TranslationState.APPROVED, TranslationState.WAITING
        for record, field, state in (
            (done, "title", approved),
            (done, "standfirst", approved),
            (part, "title", approved),
            (waits, "title", waiting),
        ):
            store_translation(session, record, field, "ar", "نص", state=state, now=NOW)


def test_a_record_counts_when_it_was_written_in_the_language_or_all_of_it_is_approved(browser: Browser) -> None:
    found = table(browser.get(PAGE))
    assert found["عربي"]["Solutions"] == "50% 2 of 4 Waiting for review: 1"
    assert found["English"]["Solutions"] == "75% 3 of 4"
    assert found["Русский"]["Solutions"] == "0% 0 of 4"
    assert found["عربي"]["Organisations"] == "0% 0 of 1"


def test_a_changed_source_lowers_the_share(app: Flask, browser: Browser) -> None:
    edit_source(app, 2, title="Community seed banks")
    assert table(browser.get(PAGE))["عربي"]["Solutions"] == "25% 1 of 4 Waiting for review: 1"


def test_what_nobody_has_reviewed_is_said_plainly(app: Flask, browser: Browser) -> None:
    page = browser.get(PAGE)
    assert "No native speaker has reviewed the pages yet, in any language." in page.text
    assert {row["Reviewed by a native speaker"] for row in table(page).values()} == {"Not yet"}
    app.config["SITE"] = replace(vocabulary().site, reviewed=("ar",))
    page = browser.get(PAGE)
    assert "No native speaker" not in page.text
    assert table(page)["عربي"]["Reviewed by a native speaker"] == "Yes"


def test_the_page_is_open_to_everybody_and_every_page_leads_to_it(app: Flask, browser: Browser) -> None:
    assert browser.get("/en/").links()["Languages"] == PAGE
    assert PAGE in browser.get("/en/about").links().values()
    page = browser.get(PAGE, follow=False)
    assert "Set-Cookie" not in page.response.headers
    assert Browser(app, "ar").get("/ar/about/languages").root.get("dir") == "rtl"
