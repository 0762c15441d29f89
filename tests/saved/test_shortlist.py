"""A person's shortlist: kept beside a solution, with a note, and nothing vanishes without a word."""

from __future__ import annotations

import io
import json
import zipfile

import pytest
from flask import Flask

from app.core.db import utc_now, writing
from app.saved.service import MOST_KEPT, PUT_BACK_WITHIN, forget_removed, keep
from app.solutions.models import Solution, SolutionStatus
from tests.accounts.conftest import a_person
from tests.accounts.signing_in import PASSWORD, sign_in
from tests.browser import Browser, Page
from tests.factories import LONG_AGO, a_solution

pytestmark = pytest.mark.both_engines


@pytest.fixture
def reader(app: Flask) -> Browser:
    with app.app_context(), writing() as session:
        for title in ("Rainwater tanks", "Solar pumps"):
            a_solution(session, title)
    browser = Browser(app)
    sign_in(browser, a_person(app))
    return browser


def pressed(browser: Browser, page: Page, words: str) -> Page:
    """As a browser does when the button of the form `keep` is pressed."""
    button = next(b for b in page.all(".//button[@form='keep']") if "".join(b.itertext()).strip() == words)
    form = page.form_values("shortlist/keep")
    to = button.get("formaction") or "/en/shortlist/keep"
    return browser.post(to, {**form, "solution": button.get("value")})


def test_keep_beside_a_row_leads_back_to_the_same_list(reader: Browser) -> None:
    page = pressed(reader, reader.get("/en/solutions?q=tanks"), "Keep")
    assert page.response.request.full_path == "/en/solutions?q=tanks"
    assert [b.get("aria-pressed") for b in page.all(".//button[@form='keep']")] == ["true"]


def test_the_button_of_a_solution_keeps_it_and_takes_it_off_again(reader: Browser) -> None:
    page = pressed(reader, reader.get("/en/solutions/1"), "Keep")
    assert "Rainwater tanks" in reader.get("/en/shortlist").text
    pressed(reader, page, "Kept")
    assert "Nothing is on it yet" in reader.get("/en/shortlist").text


def test_what_was_removed_can_be_put_back_with_its_note(reader: Browser) -> None:
    pressed(reader, reader.get("/en/solutions/1"), "Keep")
    reader.submit(reader.get("/en/shortlist/1/note"), {"note": "Ask about the price"})
    removed = reader.submit(reader.get("/en/shortlist"), {}, action="remove")
    assert "Removed from your shortlist." in removed.text
    reader.submit(removed, {}, action="keep")
    assert "Ask about the price" in reader.get("/en/shortlist").text


def test_a_record_that_is_shown_no_more_says_so_and_the_note_stays(app: Flask, reader: Browser) -> None:
    pressed(reader, reader.get("/en/solutions/1"), "Keep")
    reader.submit(reader.get("/en/shortlist/1/note"), {"note": "Ask about the price"})
    with app.app_context(), writing() as session:
        session.get_one(Solution, 1).status = SolutionStatus.WITHDRAWN
    page = reader.get("/en/shortlist").text
    assert "is no longer shown on this site" in page
    assert "Ask about the price" in page
    assert "Rainwater tanks" not in page


def test_a_note_that_is_too_long_is_given_back(reader: Browser) -> None:
    pressed(reader, reader.get("/en/solutions/1"), "Keep")
    page = reader.submit(reader.get("/en/shortlist/1/note"), {"note": "n" * 501}, status=422)
    assert "n" * 501 in page.html


def test_nobody_sees_the_shortlist_of_another(app: Flask, reader: Browser) -> None:
    pressed(reader, reader.get("/en/solutions/1"), "Keep")
    other = Browser(app)
    sign_in(other, a_person(app, "Budi"))
    assert "Rainwater tanks" not in other.get("/en/shortlist").text
    other.get("/en/shortlist/1/note", status=404)


def test_a_visitor_has_no_buttons_and_is_asked_to_sign_in(app: Flask, reader: Browser) -> None:
    visitor = Browser(app)
    assert not visitor.get("/en/solutions").all(".//button[@form='keep']")
    assert "Sign in" in visitor.get("/en/shortlist").heading


@pytest.mark.parametrize("number", ["", "x", "77", "99999999999", "-1"])
def test_what_is_no_solution_cannot_be_kept(reader: Browser, number: str) -> None:
    token = reader.get("/en/solutions").form_values("shortlist/keep")
    reader.post("/en/shortlist/keep", {**token, "solution": number}, status=404)


def test_the_way_back_never_leaves_the_site(reader: Browser) -> None:
    token = reader.get("/en/solutions").form_values("shortlist/keep")
    page = reader.post("/en/shortlist/keep", {**token, "solution": "1", "back": "//elsewhere.example"})
    assert page.response.request.path == "/en/shortlist"


def test_a_full_shortlist_says_so(app: Flask, reader: Browser) -> None:
    with app.app_context(), writing() as session:
        for number in range(100, 100 + MOST_KEPT):
            keep(session, 1, number, now=LONG_AGO)
    page = pressed(reader, reader.get("/en/solutions/1"), "Keep")
    assert "Your shortlist is full." in page.text


def test_the_shortlist_is_part_of_the_export_and_goes_with_the_account(reader: Browser) -> None:
    pressed(reader, reader.get("/en/solutions/1"), "Keep")
    packed = reader.client.post("/en/account/export", data=reader.get("/en/account/export").form_values())
    everything = json.loads(zipfile.ZipFile(io.BytesIO(packed.data)).read("everything.json"))
    assert [row["solution_id"] for row in everything["shortlist"]] == [1]
    reader.submit(reader.get("/en/account/delete"), {"password": PASSWORD, "sure": "y"})
    with reader.app.app_context(), writing() as session:
        assert session.connection().exec_driver_sql("SELECT count(*) FROM kept_solution").scalar() == 0


def test_what_was_removed_is_forgotten_after_a_day(app: Flask, reader: Browser) -> None:
    pressed(reader, pressed(reader, reader.get("/en/solutions/1"), "Keep"), "Kept")
    with app.app_context(), writing() as session:
        forget_removed(session, now=utc_now() + PUT_BACK_WITHIN)
        assert session.connection().exec_driver_sql("SELECT count(*) FROM kept_solution").scalar() == 0
