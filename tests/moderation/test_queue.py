"""The queue: what waits, why, what speaks for a second look, for whom; and who sees none of it."""

from __future__ import annotations

import pytest
from flask import Flask

from app.core.db import writing
from app.moderation.models import ModerationItem, ModeratorSetting
from tests.browser import Browser
from tests.counting import counted
from tests.factories import a_solution
from tests.moderation.ground import Open, answer, decisions, item_of, offered_at_once, solution, stored

pytestmark = pytest.mark.both_engines
People = dict[str, int]
STRANGERS = ("budi", "mira", "bola", "amina", "dalia")


def test_it_says_what_waits_why_and_since_when(app: Flask, as_: Open, people: People) -> None:
    offered_at_once(app, people, "Cold chain")
    page = as_("carla").get("moderation.index")
    for words in ("Cold chain", "New", "English", "1 record waits"):
        assert words in page.text


def test_a_published_or_waiting_record_of_nearly_the_same_title_is_suspected(
    app: Flask, as_: Open, people: People
) -> None:
    with app.app_context(), writing() as session:
        a_solution(session, "Cold chains for village clinics")
    offered_at_once(app, people, "Cold chain for village clinics")
    offered_at_once(app, people, "Cold chain for village clinic")
    offered_at_once(app, people, "Seed banks")
    page = as_("carla").get("moderation.index")
    assert page.text.count("Perhaps the same:") == 4
    assert "Cold chains for village clinics" in page.text


def test_missing_evidence_is_named(app: Flask, as_: Open, people: People) -> None:
    offered_at_once(app, people, "No target", claims=[{"code": "3"}])
    offered_at_once(app, people, "No line", claims=[{"code": "3.8"}])
    page = as_("carla").get("moderation.index")
    assert "No target is claimed, so nothing shows a result" in page.text
    assert "1 target has no evidence" in page.text


def test_filters_narrow_it_by_language_goal_and_kind_and_to_what_is_ones_own(
    app: Flask, as_: Open, people: People
) -> None:
    offered_at_once(app, people, "Cold chain")
    offered_at_once(app, people, "Puits solaires", source_language="fr", claims=[{"code": "6.1", "evidence_line": "x"}])
    carla = as_("carla")
    for asked, title in (("to=fr", "Puits solaires"), ("goal=3", "Cold chain")):
        page = carla.get(f"/en/moderation?{asked}")
        assert "1 record waits" in page.text
        assert title in page.text
    assert "2 records wait" in carla.get("moderation.index", kind="solution").text
    assert "Nothing waits here." in carla.get("moderation.index", kind="none").text


def test_it_is_given_to_whom_reads_its_language_and_knows_its_theme(app: Flask, as_: Open, people: People) -> None:
    with app.app_context(), writing() as session:
        session.add(ModeratorSetting(person_id=people["chen"], languages=["fr"], goals=["6"]))
    french = offered_at_once(app, people, "Puits solaires", source_language="fr")
    assert stored(app, ModerationItem, item_of(app, french)).assigned_to == people["chen"]
    english = offered_at_once(app, people, "Cold chain")
    assert stored(app, ModerationItem, item_of(app, english)).assigned_to == people["carla"]
    assert "Puits solaires" not in as_("carla").get("moderation.index", mine="1").text


def test_nobody_moderates_what_is_of_their_own_country_or_institution(app: Flask, as_: Open, people: People) -> None:
    number = offered_at_once(app, people, "Cold chain")
    item, bima = item_of(app, number), as_("bima")
    page = bima.get("moderation.show", number=item)
    assert "For others to decide" in page.text
    token = bima.get("moderation.settings").form_values()["csrf_token"]
    posted = {"csrf_token": token, "act": "publish", "version": "1"}
    bima.post("moderation.decide", posted, number=item, status=403)
    bima.post("moderation.claim", {"csrf_token": token}, number=item)
    assert stored(app, ModerationItem, item).claimed_by is None
    assert decisions(app) == []


def test_the_queue_is_there_for_moderators_alone(app: Flask, as_: Open, people: People) -> None:
    number = offered_at_once(app, people, "Cold chain")
    item = item_of(app, number)
    for name in STRANGERS:
        browser = as_(name)
        browser.get("moderation.index", status=404)
        browser.get("moderation.show", number=item, status=404)
        browser.get("moderation.settings", status=404)
        token = browser.get("accounts.show").form_values()["csrf_token"]
        for endpoint in ("moderation.decide", "moderation.claim", "moderation.release"):
            sent = {"csrf_token": token, "act": "publish", "version": "1"}
            browser.post(endpoint, sent, number=item, status=404)
    assert Browser(app).get("moderation.index").heading == "Sign in"
    assert solution(app, number).status == "submitted"


def test_suspending_needs_a_second_moderator_and_can_be_taken_back(app: Flask, as_: Open, people: People) -> None:
    number = offered_at_once(app, people, "Cold chain")
    answer(as_("carla"), item_of(app, number), "publish")
    carla, chen = as_("carla"), as_("chen")
    assert "Propose to suspend or delete" in carla.get("solutions.show", solution_id=number).text
    form = carla.get("moderation.propose", kind="solution", number=number)
    carla.submit(form, {"act": "suspend"}, action="", status=422)
    carla.submit(form, {"act": "suspend", "words": "The figures are of another project."}, action="")
    item = item_of(app, number)
    token = carla.get("moderation.settings").form_values()["csrf_token"]
    posted = {"csrf_token": token, "act": "suspend", "version": "1"}
    carla.post("moderation.decide", posted, number=item, status=403)
    assert solution(app, number).status == "published"
    assert "The figures are of another project." in chen.get("moderation.show", number=item).text
    answer(chen, item, "publish", status=422)
    answer(chen, item, "suspend")
    visitor = Browser(app)
    visitor.get("solutions.show", solution_id=number, status=404)
    log = visitor.get("decisions.index").text
    assert "Suspended" in log
    assert "Cold chain" not in log
    chen.submit(chen.get("moderation.index"), {}, action="/undo/")
    assert visitor.get("solutions.show", solution_id=number).heading == "Cold chain"


def test_a_proposal_that_the_second_moderator_does_not_share_changes_nothing(
    app: Flask, as_: Open, people: People
) -> None:
    number = offered_at_once(app, people, "Cold chain")
    answer(as_("carla"), item_of(app, number), "publish")
    carla = as_("carla")
    form = carla.get("moderation.propose", kind="solution", number=number)
    carla.submit(form, {"act": "delete", "words": "Not true."}, action="")
    answer(as_("chen"), item_of(app, number), "leave")
    assert solution(app, number).status == "published"


def test_nothing_is_proposed_about_what_is_not_published(app: Flask, as_: Open, people: People) -> None:
    number = offered_at_once(app, people, "Cold chain")
    as_("carla").get("moderation.propose", kind="solution", number=number, status=404)
    as_("carla").get("moderation.propose", kind="nothing", number=1, status=404)
    as_("budi").get("moderation.propose", kind="solution", number=number, status=404)


def test_keys_can_be_switched_off(app: Flask, as_: Open, people: People) -> None:
    offered_at_once(app, people, "Cold chain")
    carla = as_("carla")
    assert "data-keys" in carla.get("moderation.index").html
    carla.submit(carla.get("moderation.settings"), {"keys": []}, action="")
    assert "data-keys" not in carla.get("moderation.index").html


@pytest.mark.parametrize("address", ["/en/moderation", "/en/decisions"])
def test_many_in_the_queue_or_the_log_ask_no_more_questions_than_few(
    app: Flask, as_: Open, people: People, address: str
) -> None:
    carla = as_("carla")
    asked: list[int] = []
    for upto in (2, 12):
        for number in range(len(asked) * 2, upto):
            offered_at_once(app, people, f"Cold chain for clinics {number}", claims=[{"code": "3.8"}])
            waiting = offered_at_once(app, people, f"Cold chain of villages {number}")
            answer(carla, item_of(app, waiting), "publish")
        carla.get(address)
        with counted(app) as statements:
            assert "Cold chain" in carla.get(address).text
        asked.append(len(statements))
    assert asked[1] <= asked[0]
