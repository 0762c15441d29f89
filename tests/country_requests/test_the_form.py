"""The partner request form from beginning to end, without JavaScript, and what it says when something is wrong."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from flask import Flask

from app.core.db import writing
from app.country_requests.journey import PAGES, Readership
from app.country_requests.models import RequestStatus
from app.country_requests.permissions import PRIVATE_FIELDS
from tests.browser import Browser, Page
from tests.country_requests.walking import ANSWERS, begin, fill, send, send_off, sent_request, stored
from tests.factories import a_country_request

Open = Callable[..., Browser]


def messages(page: Page) -> list[str]:
    """The error summary's lines, each of which must lead to a field of the page."""
    ids = {element.get("id") for element in page.root.iter()}
    summary = page.root.find(".//div[@class='error-summary']")
    assert summary is not None, page.text
    for link in summary.iter("a"):
        assert (link.get("href") or "")[1:] in ids
    return [" ".join("".join(item.itertext()).split()) for item in summary.iter("li")]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_focal_point_sends_a_full_request_in_few_screens(app: Flask, as_: Open, language: str) -> None:
    amina = as_("amina", language)
    draft = begin(amina)
    fill(amina, draft)
    confirmation = send_off(amina, draft)
    row = stored(app, int(confirmation.response.request.path.split("/")[-2]))
    assert "R-" in confirmation.text
    assert len(PAGES) + 4 <= 25, "start, task list, check and confirmation come on top of the pages"
    assert row.status == RequestStatus.ENDORSED
    assert (row.title, row.country, row.targets) == ("Early warning of floods", "XA", ["11", "13.1"])
    assert (row.total, row.gap) == (Decimal("250000.00"), Decimal("180000.00"))
    assert (row.must_speak, row.must_offer, row.remote_possible) == (["en"], ["training"], True)


def test_the_task_list_counts_what_is_done_and_says_when_it_was_saved(as_: Open) -> None:
    amina = as_("amina")
    draft = begin(amina)
    fill(amina, draft, "asking", "readers", "title")
    page = amina.get(draft)
    assert "1 of 6 tasks done" in page.text
    assert "Last saved" in page.text
    assert "In progress" in page.text
    assert "Not started" in page.text


@pytest.mark.parametrize(
    ("name", "answers", "message"),
    [
        ("asking", {"institution": ""}, "Enter an institution"),
        ("asking", {"institution": "A", "country": "XB"}, "Choose one of the countries you act for"),
        ("readers", {"wished_visibility": "nobody"}, "Choose who should read this request"),
        ("title", {"title": " \u200b "}, "Enter a title"),
        ("title", {"title": "👩‍👩‍👧‍👦" * 121}, "Shorten this by 1 character: 120 are allowed"),
        ("title", {"title": "T", "source_language": "xx"}, "Choose a language from the list"),
        ("problem", {"problem": "x" * 4002}, "Shorten this by 2 characters: 4000 are allowed"),
        ("deadline", {"deadline-day": "3"}, "Enter the day, the month and the year of the deadline"),
        (
            "deadline",
            {"deadline-day": "31", "deadline-month": "2", "deadline-year": "2199"},
            "Enter a real date as the deadline, such as 27 3 2027",
        ),
        (
            "deadline",
            {"deadline-day": "1", "deadline-month": "1", "deadline-year": "2001"},
            "Enter a deadline that is not in the past",
        ),
        ("goals", {"goals": ["1", "2", "3", "4", "5", "6"]}, "Choose at most 5 goals"),
        ("sectors", {"sectors": ["witchcraft"]}, "Choose sectors from the list"),
        ("outcome", {"outcome": ""}, "Enter what should be different at the end"),
        ("timing", {"duration_months": "a year"}, "Enter the number of months as a number from 1 to 120"),
        ("amounts", {"currency": "USD", "total": "lots"}, "Enter the total cost as a number, such as 250000"),
        ("amounts", {"total": "100"}, "Choose a currency"),
        (
            "amounts",
            {"currency": "USD", "total": "100", "own_cash": "101"},
            "Enter a total cost that is at least as much as the contributions together",
        ),
        (
            "amounts",
            {"currency": "USD", "total": "0,125"},
            "Write this number without marks between thousands, and cents after a point, such as 1250.50",
        ),
        ("contact", {"contact": "amina", "consent": ["yes"]}, "Enter an e-mail address like name@example.org"),
        ("contact", {"contact": "a@example.org"}, "Tick the box to agree"),
    ],
)
def test_a_mistake_is_explained_beside_the_field_and_keeps_what_was_typed(
    as_: Open, name: str, answers: dict[str, Any], message: str
) -> None:
    amina = as_("amina")
    draft = begin(amina)
    page = send(amina, draft, name, answers, status=422)
    assert message in messages(page)
    assert page.title.startswith("Error: ")
    assert page.text.count(message) >= 2, "in the summary and beside the field"
    assert "Error" not in amina.get(f"{draft}/{name}").title, "a page only opened is not scolded"


def test_what_was_typed_wrong_is_still_there_after_coming_back(as_: Open) -> None:
    amina = as_("amina")
    draft = begin(amina)
    send(amina, draft, "deadline", {"deadline-day": "31", "deadline-month": "2", "deadline-year": "2199"}, status=422)
    values = amina.get(f"{draft}/deadline").form_values("/deadline")
    assert (values["deadline-day"], values["deadline-month"], values["deadline-year"]) == ("31", "2", "2199")


def test_targets_are_offered_for_the_chosen_goals_only_and_goals_without_one_count(app: Flask, as_: Open) -> None:
    amina = as_("amina")
    draft = begin(amina)
    assert "Choose goals first" in amina.get(f"{draft}/targets").text
    fill(amina, draft)
    page = amina.get(f"{draft}/targets")
    assert "13.1" in page.text
    assert "6.1 " not in page.text
    send(amina, draft, "goals", {"goals": ["13"]})
    number = int(send_off(amina, draft).response.request.path.split("/")[-2])
    assert stored(app, number).targets == ["13.1"]


def test_at_most_five_targets_in_all(as_: Open) -> None:
    amina = as_("amina")
    draft = begin(amina)
    send(amina, draft, "goals", {"goals": ["11", "13"]})
    page = send(amina, draft, "targets", {"targets": ["13.1", "13.2", "13.3", "13.a", "13.b"]}, status=422)
    assert "Choose at most 5 targets; a goal without a target counts as one" in messages(page)


def test_a_changed_answer_leads_back_to_the_check_and_new_questions_come_first(as_: Open) -> None:
    amina = as_("amina")
    draft = begin(amina)
    fill(amina, draft)
    check = amina.get(f"{draft}/check")
    assert check.links()["Change Title"].startswith(f"{draft}/title?back=check")
    after = send(amina, draft, "title", {"title": "Another title"}, query="?back=check")
    assert after.response.request.path == f"{draft}/check"
    assert "Another title" in after.text
    after = send(amina, draft, "goals", {"goals": ["6"]}, query="?back=check")
    assert after.response.request.path == f"{draft}/targets"


def test_skipped_questions_are_shown_as_not_provided_and_can_be_left_out(app: Flask, as_: Open) -> None:
    amina = as_("amina")
    draft = begin(amina)
    fill(amina, draft, "asking", "readers", "title", "problem", "outcome", "contact")
    assert "Not provided" in amina.get(f"{draft}/check").text
    number = int(send_off(amina, draft).response.request.path.split("/")[-2])
    assert stored(app, number).causes is None


def test_what_is_missing_is_named_with_a_link_before_anything_is_sent(app: Flask, as_: Open) -> None:
    amina = as_("amina")
    draft = begin(amina)
    fill(amina, draft, "asking", "readers", "title")
    page = amina.submit(amina.get(f"{draft}/check"), {}, action="/check", status=422)
    assert page.links()["Enter the problem"].startswith(f"{draft}/problem?")
    assert "Enter the problem" in messages(amina.get(page.links()["Enter the problem"]))


def test_nobody_is_asked_twice_for_what_the_last_request_said(as_: Open) -> None:
    amina = as_("amina")
    sent_request(amina)
    draft = begin(amina)
    assert amina.get(f"{draft}/asking").form_values("/asking")["institution"] == ANSWERS["asking"]["institution"]
    assert amina.get(f"{draft}/contact").form_values("/contact")["contact"] == "amina@example.org"


def test_every_page_says_truly_who_will_see_its_answers() -> None:
    for name, page in PAGES.items():
        columns = {each.name for each in page.form(None, _writing())}
        private = columns & PRIVATE_FIELDS
        shown = columns - PRIVATE_FIELDS - {"goals", "consent"}
        if page.readership is Readership.PRIVATE:
            assert not shown, f"{name} promises to keep {shown}"
        else:
            assert not private, f"{name} would show {private}"


def _writing() -> Any:
    from datetime import date

    from app.country_requests.form_page import Writing

    return Writing(today=date(2026, 11, 23), language="en", countries=frozenset({"XA"}))


def test_a_person_without_a_country_is_told_why_there_is_no_form(as_: Open) -> None:
    dalia = as_("dalia")
    assert "Your account cannot send requests yet" in dalia.get("drafts.new").text
    token = {"csrf_token": "x"}
    assert dalia.client.post("/en/requests/new", data=token).status_code in {400, 404}


def test_an_editor_of_an_institution_writes_for_its_country_only(app: Flask, as_: Open) -> None:
    budi = as_("budi")
    draft = begin(budi)
    assert "South-Eastern Asia" in budi.get(f"{draft}/asking").text or "XB" in budi.get(f"{draft}/asking").html
    send(budi, draft, "asking", {"country": "XA", "institution": "Delta Institute"}, status=422)


def test_the_printable_view_holds_every_answer(as_: Open) -> None:
    amina = as_("amina")
    draft = begin(amina)
    fill(amina, draft)
    page = amina.get(f"{draft}/print")
    assert "Eleven towns flood within hours." in page.text
    assert "Change" not in page.links()


def test_what_is_only_offered_is_not_sent_as_an_answer(app: Flask, as_: Open) -> None:
    amina = as_("amina")
    first = begin(amina)
    fill(amina, first)
    send_off(amina, first)
    second = begin(amina)
    assert amina.get(f"{second}/partners").form_values("/partners")["languages"] == ["en", "fr"]
    fill(amina, second, "asking", "readers", "title", "problem", "outcome", "contact")
    number = int(send_off(amina, second).response.request.path.split("/")[-2])
    assert stored(app, number).languages == [], "she never opened the page with the languages"


def test_requests_of_the_own_country_that_are_alike_are_shown_and_block_nothing(app: Flask, as_: Open) -> None:
    with app.app_context(), writing() as session:
        a_country_request(session, title="Flood warning for the delta")
        a_country_request(session, title="Flood warning of the neighbours", country="XB")
    amina = as_("amina")
    draft = begin(amina)
    fill(amina, draft, "asking", "title")
    page = amina.get(f"{draft}/problem")
    assert "Is it one of these?" in page.text
    assert "Flood warning for the delta" in page.text
    assert "Flood warning of the neighbours" not in page.text
    assert send(amina, draft, "problem", ANSWERS["problem"]).response.request.path == f"{draft}/background"
