"""Beyond the snapshot: what can be copied, what came of it, how far it is; told now, or after publication, or never."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

import pytest
from flask import Flask

from app.core.db import db, writing
from app.core.drafts import Draft
from app.solutions.models import Solution
from tests.browser import Browser, Page
from tests.moderation.ground import Open, answer, begin, edit, fill, item_of, offered, revisions, send, send_off
from tests.moderation.typed import ANSWERS, LATER

People = dict[str, int]
SEEN = (
    "A contract with the repair team", "A model contract of two pages.", "Pay for fridges that work.",
    "A register of clinics.", "One technician for thirty clinics.", "Eight months",
    "Fridges with batteries were stolen.",
    "Doses that arrive cold", "per cent", "61", "95", "92.5", "2024", "A survey of the ministry",
    "Forty thousand children a year.", "250,000 US dollars (prices of 2024)", "Demonstrated",
    "since 2019", "Technology",
    "Equality is one of the aims", "40", "1 March 2027",
)  # fmt: skip


def shown(app: Flask, number: int) -> Page:
    return Browser(app).get("solutions.show", solution_id=number)


@pytest.mark.both_engines
def test_all_that_is_told_stands_on_the_page_in_the_preview_and_before_the_moderator(
    app: Flask, as_: Open, people: People
) -> None:
    budi = as_("budi")
    draft = begin(budi, people["institute"])
    fill(budi, draft, **LATER)
    check, preview = budi.get(f"{draft}/check"), budi.get(f"{draft}/preview")
    number = int(send_off(budi, draft).response.request.path.split("/")[-2])
    desk = as_("carla").get("moderation.show", number=item_of(app, number))
    answer(as_("carla"), item_of(app, number), "publish")
    page = shown(app, number)
    for words in SEEN:
        assert (words, words in page.text, words in preview.text) == (words, True, True)
    for words in SEEN[:9]:
        assert (words, words in desk.text, words in check.text) == (words, True, True)
    with app.app_context():
        row = db.session.get_one(Solution, number)
        assert (row.cost_amount, row.earliest_date, row.ongoing) == (Decimal(250000), date(2027, 3, 1), True)
        assert row.results[0]["actual"] == 92.5


def test_programs_read_it_as_people_do(app: Flask, as_: Open, people: People) -> None:
    number = offered(as_("budi"), people["institute"], **LATER)
    answer(as_("carla"), item_of(app, number), "publish")
    (told,) = json.loads(Browser(app).get("/en/solutions.json?standing=example").html)["records"]
    assert told["building_blocks"] == "A contract with the repair team"
    assert (told["cost"], told["cost_currency"], told["cost_year"]) == (250000, "USD", 2024)
    assert (told["expert_days"], told["earliest_date"], told["kind_of_solution"]) == (40, "2027-03-01", ["technology"])
    linked = json.loads(Browser(app).get(f"/en/solutions/{number}.jsonld").html)
    assert linked["hasPart"][0]["name"]["@value"] == "A contract with the repair team"
    assert (linked["mentions"][0]["value"], linked["mentions"][0]["observationDate"]) == (92.5, "2024")


def test_nothing_of_it_is_needed_and_nobody_is_led_through_it(app: Flask, as_: Open, people: People) -> None:
    budi = as_("budi")
    draft = begin(budi, people["institute"])
    fill(budi, draft)
    assert "Tell what came of it" not in budi.get(f"{draft}/check").text
    tasks = budi.get(draft)
    assert "3 of 3 tasks done" in tasks.text
    assert {"Show what others can copy", "Tell what came of it", "Say what you have free"} <= tasks.links().keys()
    number = int(send_off(budi, draft).response.request.path.split("/")[-2])
    assert revisions(app, number)[0].content["building_blocks"] == []


def test_the_end_of_a_task_for_later_leads_to_the_list_of_tasks(as_: Open, people: People) -> None:
    budi = as_("budi")
    draft = begin(budi, people["institute"])
    assert send(budi, draft, "blocks", LATER["blocks"]).response.request.path == f"{draft}/repeating"
    assert send(budi, draft, "repeating", LATER["repeating"]).response.request.path == draft


def test_rows_are_added_and_taken_away_by_buttons_and_keep_what_was_typed(as_: Open, people: People) -> None:
    budi = as_("budi")
    draft = begin(budi, people["institute"])
    page = send(budi, draft, "blocks", {**LATER["blocks"], "then": "add-building_blocks"})
    values = page.form_values("/blocks")
    assert values["building_blocks-0-name"] == "A contract with the repair team"
    assert values["building_blocks-1-name"] == ""
    second = {"building_blocks-1-name": "A training", "building_blocks-1-lesson": "One day is enough."}
    page = send(budi, draft, "blocks", {**second, "then": "remove-building_blocks-0"})
    values = page.form_values("/blocks")
    assert (values["building_blocks-0-name"], values["building_blocks-0-lesson"]) == (
        "A training",
        "One day is enough.",
    )
    assert "building_blocks-1-name" not in values
    page = send(budi, draft, "blocks", {"then": "remove-building_blocks-0"})
    assert page.form_values("/blocks")["building_blocks-0-name"] == ""


def test_a_button_for_rows_minds_no_mistake_and_continue_names_it_beside_its_own_field(
    as_: Open, people: People
) -> None:
    budi = as_("budi")
    draft = begin(budi, people["institute"])
    typed = {"results-0-indicator": "Doses", "results-0-year": "lately"}
    page = send(budi, draft, "results", {**typed, "then": "add-results"})
    assert "something to mend" not in page.text
    page = send(budi, draft, "results", {"results-1-actual": "7"}, status=422)
    assert page.links()["Enter the year as a number such as 1998"] == "#results-0-year"
    assert page.links()["Enter what was measured"] == "#results-1-indicator"
    assert page.form_values("/results")["results-0-year"] == "lately"
    assert budi.get(f"{draft}/preview").links()["Enter what was measured"].endswith("#results-1-indicator")


def test_a_row_in_which_nothing_was_typed_is_no_answer(app: Flask, as_: Open, people: People) -> None:
    page = {**LATER["blocks"], "then": "add-building_blocks"}
    budi = as_("budi")
    draft = begin(budi, people["institute"])
    fill(budi, draft)
    send(budi, draft, "blocks", page)
    send(budi, draft, "blocks", {})
    number = int(send_off(budi, draft).response.request.path.split("/")[-2])
    assert len(revisions(app, number)[0].content["building_blocks"]) == 1


@pytest.mark.parametrize("index", ["\u00b2", "9" * 5000, "-1", "x", ""])
def test_names_that_are_no_rows_are_nothing(app: Flask, as_: Open, people: People, index: str) -> None:
    budi = as_("budi")
    draft = begin(budi, people["institute"])
    values = budi.get(f"{draft}/blocks").form_values("/blocks")
    send_as = {name: values[name] for name in ("csrf_token", "seen")} | {f"building_blocks-{index}-name": "A part"}
    budi.post(f"{draft}/blocks", {**send_as, "then": f"remove-building_blocks-{index}"})
    with app.app_context():
        kept = db.session.get_one(Draft, draft.split("/")[-1]).answers["blocks"]
    assert all(values == [""] for values in kept.values())


@pytest.mark.both_engines
def test_after_publication_it_is_added_and_the_published_text_stays_until_a_moderator_has_read_it(
    app: Flask, as_: Open, people: People
) -> None:
    number = offered(as_("budi"), people["institute"])
    answer(as_("carla"), item_of(app, number), "publish")
    assert "Tell what came of it" in as_("budi").get("solution_sending.state", number=number).text
    edit(as_("budi"), number, **LATER)
    assert "Doses that arrive cold" not in shown(app, number).text
    assert "Tell what came of it" not in as_("budi").get("solution_sending.state", number=number).text
    answer(as_("carla"), item_of(app, number), "publish")
    page = shown(app, number)
    assert "Doses that arrive cold" in page.text
    assert ANSWERS["story"]["approach"] in page.text


def test_what_the_form_was_never_asked_for_stays_as_it_stands(app: Flask, as_: Open, people: People) -> None:
    number = offered(as_("budi"), people["institute"], **LATER)
    answer(as_("carla"), item_of(app, number), "publish")
    edit(as_("budi"), number, summary={"title": "Cold chain for islands"})
    answer(as_("carla"), item_of(app, number), "publish")
    page = shown(app, number)
    assert (page.heading, "A contract with the repair team" in page.text) == ("Cold chain for islands", True)


def test_what_is_taken_out_again_is_shown_to_the_moderator_and_gone(app: Flask, as_: Open, people: People) -> None:
    number = offered(as_("budi"), people["institute"], **LATER)
    answer(as_("carla"), item_of(app, number), "publish")
    edit(as_("budi"), number, blocks=dict.fromkeys(LATER["blocks"], ""))
    assert "A contract with the repair team" in as_("carla").get("moderation.show", number=item_of(app, number)).text
    answer(as_("carla"), item_of(app, number), "publish")
    assert "A contract with the repair team" not in shown(app, number).text


def test_a_record_from_before_keeps_its_parts_when_its_text_is_changed(app: Flask, as_: Open, people: People) -> None:
    number = offered(as_("budi"), people["institute"])
    answer(as_("carla"), item_of(app, number), "publish")
    with app.app_context(), writing() as session:
        row, revision = session.get_one(Solution, number), revisions(app, number)[0]
        row.building_blocks = [{"name": "Spare parts", "needs": None, "lesson": None}]
        row.evidence = "peer-reviewed"
        kept = session.merge(revision)
        kept.content = {
            name: value for name, value in kept.content.items() if name not in ("building_blocks", "evidence")
        }
    edit(as_("budi"), number, summary={"title": "Cold chain for islands"})
    answer(as_("carla"), item_of(app, number), "publish")
    page = shown(app, number)
    assert ("Spare parts" in page.text, page.heading) == (True, "Cold chain for islands")
    with app.app_context():
        assert db.session.get_one(Solution, number).evidence == "peer-reviewed"


def test_what_a_script_keeps_while_somebody_writes_is_unjudged(app: Flask, as_: Open, people: People) -> None:
    budi = as_("budi")
    draft = begin(budi, people["institute"])
    values = budi.get(f"{draft}/blocks").form_values("/blocks")
    sent = {**values, "then": "autosave", "building_blocks-0-needs": "A contract"}
    assert budi.client.post(f"{draft}/blocks", data=sent).status_code == 204
    assert budi.get(f"{draft}/blocks").form_values("/blocks")["building_blocks-0-needs"] == "A contract"
