"""The form as an empty copy, to be written on by hand."""

from __future__ import annotations

from flask import Flask

from app.country_requests.drafting import writing_of_nobody
from app.country_requests.journey import PAGES, TASKS
from tests.browser import Browser


def test_it_asks_every_question_of_every_page_and_sends_nothing(app: Flask) -> None:
    page = Browser(app).get(Browser(app).get("drafts.new").links()["An empty copy of the form, to print"])
    with app.test_request_context("/en/"):
        labels = [str(field.label.text) for each in PAGES.values() for field in each.form(None, writing_of_nobody())]
    assert len(labels) > 25
    assert [label for label in labels if label not in page.text] == []
    assert [str(task.title) for task in TASKS if str(task.title) not in page.text] == []
    assert page.root.findall(".//main//form") == []
    assert page.root.findall(".//main//button") == []


def test_nothing_is_filled_in_and_long_lists_are_written_by_hand(app: Flask) -> None:
    page = Browser(app).get("empty_form.show")
    assert [box for box in page.root.iter("input") if "checked" in box.attrib] == []
    assert "More languages" not in page.text
    assert ("Afghanistan" in page.text, "Grant" in page.text, "Agriculture" in page.text) == (False, True, True)
