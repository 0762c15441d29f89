"""While a solution or a need is written: others like it beside the page, with the reason, and nothing in the way."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from markupsafe import escape

from app.core import meaning_written
from app.core.db import writing
from app.core.index import keep_up
from app.core.records import Visibility
from app.solutions.models import SolutionStatus
from tests.browser import Browser
from tests.factories import a_solution
from tests.moderation.ground import Open, begin, offered_at_once, send
from tests.moderation.typed import ANSWERS

People = dict[str, int]
ASKS = "Is it one of these solutions?"
LIKE_IT = "Solar fridges for vaccines in village clinics"
STORY = {"standfirst": "Vaccines stay cold in solar fridges where clinics have no mains power."}


def published(app: Flask, title: str = LIKE_IT, **columns: Any) -> int:
    with app.app_context(), writing() as session:
        for other in ("Rice banks", "Street lights", "River ferries", "Seed fairs"):
            a_solution(session, other, standfirst=f"{other} of a district, kept by its people.")
        return a_solution(session, title, **{**STORY, **columns}).key


def while_typing(browser: Browser, address: str, answers: dict[str, Any], status: int = 200) -> str:
    """What the script asks for while somebody types: no token, nothing kept."""
    sent = browser.client.post(f"{address}/alike", data=answers, headers={"HX-Request": "true"})
    assert sent.status_code == status
    return sent.get_data(as_text=True)


@pytest.mark.both_engines
def test_after_the_first_page_published_ones_like_it_stand_beside_the_next_with_the_reason(
    app: Flask, as_: Open, people: People
) -> None:
    published(app)
    budi = as_("budi")
    draft = begin(budi, people["institute"])
    page = send(budi, draft, "summary", ANSWERS["summary"])
    assert ASKS in page.text
    assert page.links()[LIKE_IT].startswith("/en/solutions/")
    assert "Both speak of" in page.text
    assert "Rice banks" not in page.text
    assert send(budi, draft, "story", ANSWERS["story"]).response.request.path == f"{draft}/origin"


def test_while_it_is_typed_the_same_is_shown_and_nothing_is_kept(app: Flask, as_: Open, people: People) -> None:
    published(app)
    budi = as_("budi")
    draft = begin(budi, people["institute"])
    typed = while_typing(budi, f"{draft}/summary", ANSWERS["summary"])
    assert ASKS in typed
    assert LIKE_IT in typed
    assert "<html" not in typed
    assert budi.get(f"{draft}/summary").form_values("/summary")["title"] == ""


def test_few_letters_are_like_nothing_yet(app: Flask, as_: Open, people: People) -> None:
    published(app)
    budi = as_("budi")
    draft = begin(budi, people["institute"])
    assert while_typing(budi, f"{draft}/summary", {"title": "Solar fridges"}).strip() == ""
    assert ASKS not in send(budi, draft, "summary", {"title": "Solar fridges", "standfirst": "Cold."}).text


def test_what_nobody_else_sees_is_shown_to_its_own_institution_alone(app: Flask, as_: Open, people: People) -> None:
    offered_at_once(app, people, "Cold chain for village clinic")
    budi = as_("budi")
    begun = begin(budi, people["institute"])
    send(budi, begun, "summary", {"title": "Cold chain for villages and clinics", "then": "tasks"})
    for name, institution, told in (("bunga", "institute", True), ("mira", "ministry", False)):
        browser = as_(name)
        draft = begin(browser, people[institution])
        page = send(browser, draft, "summary", ANSWERS["summary"])
        assert ("Cold chain for villages and clinics" in page.text) is told
        assert ("Was sent" in page.text) is told
        if told:
            assert page.links()["Cold chain for villages and clinics"] == begun


@pytest.mark.parametrize(
    "columns", [{"status": SolutionStatus.WITHDRAWN}, {"visibility": Visibility.MODERATORS}], ids=["gone", "not theirs"]
)
def test_nothing_is_told_of_what_the_writer_may_not_see(
    app: Flask, as_: Open, people: People, columns: dict[str, Any]
) -> None:
    published(app, **columns)
    budi = as_("budi")
    draft = begin(budi, people["institute"])
    assert LIKE_IT not in send(budi, draft, "summary", ANSWERS["summary"]).text


def test_a_solution_is_not_said_to_repeat_itself(app: Flask, as_: Open, people: People) -> None:
    number = offered_at_once(app, people, ANSWERS["summary"]["title"])
    budi = as_("budi")
    tasks = budi.submit(budi.get("solution_sending.state", number=number), {}, action="/edit")
    page = send(budi, tasks.response.request.path, "summary", ANSWERS["summary"])
    assert ASKS not in page.text


def test_without_a_session_or_for_strangers_there_is_nothing(app: Flask, as_: Open, people: People) -> None:
    published(app)
    draft = begin(as_("budi"), people["institute"])
    assert while_typing(Browser(app), f"{draft}/summary", ANSWERS["summary"], status=401) == ""
    while_typing(as_("mira"), f"{draft}/summary", ANSWERS["summary"], status=404)
    while_typing(as_("budi"), f"{draft}/terms", {}, status=404)


def test_who_writes_a_need_sees_who_has_met_one_like_it(app: Flask, as_: Open) -> None:
    published(app)
    amina = as_("amina")
    draft = amina.submit(amina.get("drafts.new"), {}, action="/new").response.request.path
    title = "Keeping vaccines cold in clinics without power"
    typed = while_typing(amina, f"{draft}/title", {"title": title, "source_language": "en"})
    assert "Solutions for a need like this" in typed
    assert str(escape(LIKE_IT)) in typed
    page = send(amina, draft, "title", {"title": title})
    assert LIKE_IT in page.text
    assert page.response.request.path == f"{draft}/problem"


def test_after_continue_one_in_another_language_is_found_by_its_meaning(
    app: Flask, as_: Open, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(meaning_written, "PATIENCE", 60)
    published(app)
    with app.app_context():
        keep_up()
    french = {
        **ANSWERS["summary"],
        "title": "Réfrigérateurs solaires pour les dispensaires de village",
        "standfirst": "Les vaccins restent au froid là où il n’y a pas d’électricité.",
        "source_language": "fr",
    }
    budi = as_("budi")
    draft = begin(budi, people["institute"])
    assert LIKE_IT not in while_typing(budi, f"{draft}/summary", french)
    page = send(budi, draft, "summary", french)
    assert LIKE_IT in page.text
    assert "Their texts are close in meaning." in page.text
    assert "Rice banks" not in page.text


def test_a_language_of_no_list_breaks_nothing(app: Flask, as_: Open, people: People) -> None:
    published(app)
    odd = {**ANSWERS["summary"], "source_language": "no-such"}
    budi, bunga = as_("budi"), as_("bunga")
    draft = begin(budi, people["institute"])
    assert LIKE_IT in send(budi, draft, "summary", odd, status=422).text
    assert LIKE_IT in while_typing(budi, f"{draft}/summary", odd)
    assert ANSWERS["summary"]["title"] in budi.get(f"{draft}/preview").text
    other = begin(bunga, people["institute"])
    assert draft in send(bunga, other, "summary", ANSWERS["summary"]).links().values()
    amina = as_("amina")
    begun = amina.submit(amina.get("drafts.new"), {}, action="/new").response.request.path
    while_typing(amina, f"{begun}/title", {"title": LIKE_IT, "source_language": "no-such"})
