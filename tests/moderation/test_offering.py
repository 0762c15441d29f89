"""An institution writes a solution page by page and sends it once; nothing typed is lost."""

from __future__ import annotations

import threading

import pytest
from flask import Flask

from app.core.audit import AuditEvent
from app.core.audit_check import check_chain
from app.core.db import db
from app.core.drafts import Draft
from app.solutions.models import RevisionState, Solution, SolutionStatus
from tests.browser import Browser
from tests.moderation.ground import (
    Open,
    answer,
    begin,
    edit,
    fill,
    item_of,
    offered,
    revisions,
    send,
    solution,
)
from tests.moderation.typed import ANSWERS

pytestmark = pytest.mark.both_engines
People = dict[str, int]


def how_many(app: Flask) -> int:
    with app.app_context():
        return db.session.query(Solution).count()


def test_what_was_typed_on_every_page_becomes_a_revision_that_waits_for_a_moderator(
    app: Flask, as_: Open, people: People
) -> None:
    number = offered(as_("budi"), people["institute"])
    row, sent = solution(app, number), revisions(app, number)
    assert (row.status, row.standing, row.countries_of_origin) == (SolutionStatus.SUBMITTED, "example", ["XB"])
    assert [(each.number, each.state, each.submitted_by) for each in sent] == [
        (1, RevisionState.SUBMITTED, people["budi"])
    ]
    assert sent[0].content["claims"] == {"3.8": ANSWERS["evidence"]["evidence-3.8"], "3.b": "A report of 2025."}
    assert sent[0].content["title"] == "Cold chain for village clinics"
    with app.app_context():
        assert [event.act for event in db.session.query(AuditEvent)] == ["solution.submit"]
        assert check_chain(db.session).good


def test_nobody_reads_it_before_it_is_published(app: Flask, as_: Open, people: People) -> None:
    number = offered(as_("budi"), people["institute"])
    for browser in (Browser(app), as_("dalia"), as_("carla"), as_("amina")):
        browser.get("solutions.show", solution_id=number, status=404)
    assert "Cold chain" not in Browser(app).get("solutions.index", q="cold chain").text.replace("cold chain", "")


def test_a_draft_waits_for_all_editors_of_its_institution_and_for_nobody_else(as_: Open, people: People) -> None:
    draft = begin(as_("budi"), people["institute"])
    send(as_("budi"), draft, "summary", ANSWERS["summary"])
    assert "Cold chain for village clinics" in as_("bunga").get("solution_drafts.index").text
    assert "Cold chain" in as_("bunga").get(f"{draft}/summary").html
    for stranger in ("mira", "bola", "carla", "dalia"):
        as_(stranger).get(draft, status=404)
        as_(stranger).get(f"{draft}/summary", status=404)
        as_(stranger).get(f"{draft}/check", status=404)


def test_each_target_asks_for_a_line_of_evidence(as_: Open, people: People) -> None:
    budi = as_("budi")
    draft = begin(budi, people["institute"])
    for name in ("goals", "targets"):
        send(budi, draft, name, ANSWERS[name])
    page = send(budi, draft, "evidence", {"evidence-3.8": "A survey.", "evidence-3.b": ""}, status=422)
    assert "Enter a line of evidence" in page.text
    assert "A survey." in page.html
    again = budi.submit(budi.get(f"{draft}/check"), {}, action="/check", status=422)
    assert "Enter a line of evidence" in again.text


def test_a_wrong_answer_is_kept_beside_what_to_do(as_: Open, people: People) -> None:
    budi = as_("budi")
    draft = begin(budi, people["institute"])
    page = send(budi, draft, "summary", {"title": "x" * 121, "standfirst": ""}, status=422)
    assert "Shorten this by 1 character" in page.text
    assert "Enter one or two sentences" in page.text
    assert "x" * 121 in budi.get(f"{draft}/summary").html


def test_two_editors_on_one_page_the_second_sees_both_texts_and_loses_nothing(as_: Open, people: People) -> None:
    budi, bunga = as_("budi"), as_("bunga")
    draft = begin(budi, people["institute"])
    seen_by_both = bunga.get(f"{draft}/story")
    send(budi, draft, "story", {"challenge": "Words of Budi.", "approach": "His approach."})
    page = bunga.submit(
        seen_by_both, {"challenge": "Words of Bunga.", "approach": "Hers."}, action="/story", status=409
    )
    assert "Words of Budi." in page.text
    assert "Words of Bunga." in page.html
    bunga.submit(page, {}, action="/story")
    assert "Words of Bunga." in budi.get(f"{draft}/story").html


def test_sent_twice_and_from_many_places_at_once_it_is_one_solution(app: Flask, as_: Open, people: People) -> None:
    budi = as_("budi")
    draft = begin(budi, people["institute"])
    fill(budi, draft)
    check = budi.get(f"{draft}/check")
    values = check.form_values("/check")
    browsers = [as_("budi") for _ in range(4)]
    tokens = [each.get(f"{draft}/check").form_values("/check")["csrf_token"] for each in browsers]
    together, places = threading.Barrier(len(browsers)), []

    def press(browser: Browser, token: str) -> None:
        together.wait()
        sent = browser.client.post(f"{draft}/check", data={**values, "csrf_token": token})
        places.append((sent.status_code, sent.headers.get("Location")))

    presses = [threading.Thread(target=press, args=pair) for pair in zip(browsers, tokens, strict=True)]
    for each in presses:
        each.start()
    for each in presses:
        each.join()
    assert len(set(places)) == 1, places
    assert how_many(app) == 1
    other = budi.submit(check, {"seen": "other answers"}, action="/check", status=409)
    assert "nothing was sent a second time" in other.text
    assert how_many(app) == 1


def test_the_published_text_stays_until_a_moderator_publishes_the_new_one(
    app: Flask, as_: Open, people: People
) -> None:
    number = offered(as_("budi"), people["institute"])
    answer(as_("carla"), item_of(app, number), "publish")
    edit(as_("bunga"), number, summary={"title": "Cold chain for islands"})
    visitor = Browser(app)
    assert visitor.get("solutions.show", solution_id=number).heading == "Cold chain for village clinics"
    answer(as_("carla"), item_of(app, number), "publish")
    assert visitor.get("solutions.show", solution_id=number).heading == "Cold chain for islands"
    states = [(each.number, each.state) for each in revisions(app, number)]
    assert states == [(1, RevisionState.PUBLISHED), (2, RevisionState.PUBLISHED)]


def test_a_newer_text_takes_the_place_of_one_that_waits(app: Flask, as_: Open, people: People) -> None:
    number = offered(as_("budi"), people["institute"])
    edit(as_("budi"), number, summary={"title": "Second text"})
    assert [each.state for each in revisions(app, number)] == [RevisionState.SUPERSEDED, RevisionState.SUBMITTED]
    assert "Second text" in as_("carla").get("moderation.index").text


def test_two_editors_change_one_solution_in_one_draft(app: Flask, as_: Open, people: People) -> None:
    number = offered(as_("budi"), people["institute"])
    places = {
        browser.submit(browser.get("solution_sending.state", number=number), {}, action="/edit").response.request.path
        for browser in (as_("budi"), as_("bunga"))
    }
    assert len(places) == 1
    with app.app_context():
        assert db.session.query(Draft).filter_by(edits=number).count() == 1


def test_its_institution_withdraws_it_and_nobody_else_can(app: Flask, as_: Open, people: People) -> None:
    number = offered(as_("budi"), people["institute"])
    for stranger in ("mira", "bola", "carla", "dalia"):
        as_(stranger).get("solution_sending.withdraw", number=number, status=404)
    budi = as_("budi")
    budi.submit(budi.get("solution_sending.withdraw", number=number), {}, action="")
    assert solution(app, number).status == SolutionStatus.WITHDRAWN
    assert "Nothing waits here." in as_("carla").get("moderation.index").text


def test_an_unknown_draft_and_a_stale_page_are_answered_kindly(as_: Open, people: People) -> None:
    budi = as_("budi")
    budi.get("/en/solutions/draft/none", status=404)
    draft = begin(budi, people["institute"])
    page = budi.submit(
        budi.get(f"{draft}/summary"), {"title": "Kept", "csrf_token": "no"}, action="/summary", status=400
    )
    assert "Kept" in page.html
    assert "Check your answers" in send_off_page(budi, draft)


def send_off_page(browser: Browser, draft: str) -> str:
    return browser.get(f"{draft}/check").text


def test_a_draft_is_deleted_by_its_own_editors(app: Flask, as_: Open, people: People) -> None:
    budi = as_("budi")
    draft = begin(budi, people["institute"])
    budi.submit(budi.get(f"{draft}/delete"), {}, action="")
    with app.app_context():
        assert db.session.query(Draft).count() == 0
    budi.get(draft, status=404)
