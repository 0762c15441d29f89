"""Before it is sent, a solution is seen as its readers will see it: marked, for its own people, and nothing acts."""

from __future__ import annotations

import pytest
from flask import Flask

from app.core.db import db, writing
from app.solutions.models import Solution, SolutionClaim
from tests.browser import Browser
from tests.moderation.ground import Open, answer, begin, fill, item_of, offered, send
from tests.moderation.typed import ANSWERS

People = dict[str, int]


@pytest.mark.both_engines
def test_it_says_what_the_published_page_says_and_that_it_is_none(app: Flask, as_: Open, people: People) -> None:
    budi = as_("budi")
    draft = begin(budi, people["institute"])
    fill(budi, draft)
    page = budi.get(budi.get(draft).links()["Preview"])
    assert "Preview. Not published." in page.text
    assert budi.get(f"{draft}/check").links()["Preview"] == f"{draft}/preview"
    number = int(budi.submit(budi.get(f"{draft}/check"), {}, action="/check").response.request.path.split("/")[-2])
    answer(as_("carla"), item_of(app, number), "publish")
    published = Browser(app).get("solutions.show", solution_id=number)
    assert page.heading == published.heading == ANSWERS["summary"]["title"]
    for words in ("Vaccines spoiled", "ice banks", "nine in ten doses", "Delta Institute", "Training", "English"):
        assert (words in page.text, words in published.text) == (True, True), words
    assert "This is still missing" not in page.text


def test_what_is_missing_is_named_and_leads_to_its_page(as_: Open, people: People) -> None:
    budi = as_("budi")
    draft = begin(budi, people["institute"])
    assert budi.get(f"{draft}/preview").heading == "Solution without a title yet"
    send(budi, draft, "summary", {"title": "x" * 121, "standfirst": "In short."}, status=422)
    send(budi, draft, "sectors", {"sectors": ["witchcraft"]}, status=422)
    page = budi.get(f"{draft}/preview")
    assert page.heading == "x" * 121
    assert page.links()["Shorten this by 1 character: 120 are allowed"].startswith(f"{draft}/summary?")
    assert page.links()["Enter the challenge"].startswith(f"{draft}/story?")
    assert "witchcraft" not in page.text
    assert "What can I copy?" not in page.text, "nobody has said what can be copied"


def test_nothing_on_it_acts_and_nothing_is_stored(app: Flask, as_: Open, people: People) -> None:
    budi = as_("budi")
    draft = begin(budi, people["institute"])
    fill(budi, draft)
    page = budi.get(f"{draft}/preview")
    assert page.root.findall(".//main//form") == []
    assert "Ask for this" not in page.links()
    assert [url for url in page.links().values() if "/solutions/0" in url] == []
    with app.app_context():
        assert (db.session.query(Solution).count(), db.session.query(SolutionClaim).count()) == (0, 0)


def test_it_is_kept_nowhere_and_found_by_no_machine(as_: Open, people: People) -> None:
    budi = as_("budi")
    draft = begin(budi, people["institute"])
    page = budi.get(f"{draft}/preview")
    assert page.response.headers["Cache-Control"] == "no-store"
    assert page.response.headers["X-Robots-Tag"] == "noindex"
    assert page.root.find("head/meta[@name='robots']").get("content") == "noindex"  # type: ignore[union-attr]


def test_changes_are_seen_beside_what_the_form_does_not_ask(app: Flask, as_: Open, people: People) -> None:
    number = offered(as_("budi"), people["institute"])
    with app.app_context(), writing() as session:
        session.get_one(Solution, number).what_failed = "Plastic boxes cracked."
    budi = as_("budi")
    draft = budi.submit(budi.get("solution_sending.state", number=number), {}, action="/edit").response.request.path
    send(budi, draft, "summary", {"title": "Cold chain for islands"})
    page = budi.get(f"{draft}/preview")
    assert page.heading == "Cold chain for islands"
    assert "Plastic boxes cracked." in page.text
    with app.app_context():
        assert db.session.get_one(Solution, number).title == ANSWERS["summary"]["title"]


def test_only_who_may_write_it_sees_it(app: Flask, as_: Open, people: People) -> None:
    draft = begin(as_("budi"), people["institute"])
    as_("bunga").get(f"{draft}/preview")
    for name in ("mira", "bola", "carla", "dalia"):
        as_(name).get(f"{draft}/preview", status=404)
    assert "sign-in" in Browser(app).get(f"{draft}/preview").response.request.path
