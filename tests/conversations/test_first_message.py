"""Writing to an institution for the first time: by the rule of one's country, and never to nobody."""

from __future__ import annotations

import pytest
from flask import Flask

from app.conversations.models import ConversationStatus
from app.core.db import writing
from app.countries.models import ClearanceRule, DoNotPropose
from tests.accounts.signing_in import sign_in_alone
from tests.browser import Browser
from tests.conversations.ground import WORDS, World

pytestmark = pytest.mark.both_engines
OTHERS = ("amina", "tariq", "carla", "dalia", "chen", "rita")


def test_the_way_to_write_stands_on_the_pages_of_a_solution_and_of_an_institution(world: World) -> None:
    visitor = Browser(world.app)
    assert visitor.get(f"/en/solutions/{world.solution}").links()["Write to the institution"] == world.address
    page = visitor.get("organisations.show", organisation_id=world.organisations["wali"])
    assert page.links()["Write to the institution"] == world.to("wali")
    own = world.as_("wali").get("organisations.show", organisation_id=world.organisations["wali"])
    assert "Write to the institution" not in own.text


def test_a_visitor_signs_in_and_comes_back_to_the_form(world: World) -> None:
    answer = Browser(world.app).client.get(world.address)
    assert answer.status_code == 302
    assert answer.headers["Location"].endswith(f"next={world.address}")


def test_who_acts_for_nobody_reads_how_to_come_to_write(world: World) -> None:
    page = world.as_("rita").get(world.address, status=403)
    assert "/en/organisations/new" in page.links()["Add your institution"]


def test_a_first_message_waits_for_the_focal_point_and_nobody_else_sees_anything(world: World) -> None:
    before = {name: world.as_(name).get("/en/messages").text for name in ("wali", *OTHERS)}
    told = world.writes()
    assert "waits for your focal point" in told.text
    number = world.only().key
    for name in ("wali", *OTHERS):
        world.as_(name).get(f"/en/messages/{number}", status=404)
    assert {name: world.as_(name).get("/en/messages").text for name in before} == before
    for name in ("budi", "bola", "bashir"):
        assert WORDS in world.as_(name).get(f"/en/messages/{number}").text
    assert world.mailed() == []
    assert world.mailed("clearance-waits") == ["bola@example.org"]


def test_a_cleared_first_message_reaches_the_other_side_and_nobody_else(world: World) -> None:
    world.writes()
    world.decides("cleared")
    assert world.only().status == ConversationStatus.OPEN
    assert world.mailed() == ["wali@example.org"]
    page = world.as_("wali").get("/en/messages/1")
    assert WORDS in page.text
    assert "Delta Institute" in page.text
    for name in OTHERS:
        world.as_(name).get("/en/messages/1", status=404)


def test_what_was_not_cleared_is_never_seen_on_the_other_side(world: World) -> None:
    world.writes()
    world.decides("not_cleared")
    assert world.only().status == ConversationStatus.NOT_CLEARED
    world.as_("wali").get("/en/messages/1", status=404)
    assert world.mailed() == []
    assert "Not cleared" in world.as_("budi").get("/en/messages").text


def test_where_the_focal_point_is_copied_it_is_sent_at_once_and_the_desk_reads_the_first_message_alone(
    world: World,
) -> None:
    world.rule(first_contact=ClearanceRule.COPIED)
    world.writes(route="directly")
    assert world.mailed() == ["wali@example.org"]
    assert world.mailed("clearance-copy") == ["bola@example.org"]
    world.answers("wali", "Come and see them in May.")
    page = world.as_("bola").get("/en/messages/1")
    assert WORDS in page.text
    assert "in May" not in page.text


def test_where_no_focal_point_is_asked_it_is_sent_and_no_desk_reads_it(world: World) -> None:
    world.rule(first_contact=ClearanceRule.NONE)
    world.writes(route="directly")
    assert world.mailed() == ["wali@example.org"]
    assert world.mailed("clearance-copy") == []
    world.as_("bola").get("/en/messages/1", status=404)


def test_an_institution_may_ask_its_focal_point_although_the_rule_does_not(world: World) -> None:
    world.rule(first_contact=ClearanceRule.NONE)
    world.writes(route="via_focal_point")
    assert world.only().status == ConversationStatus.WAITING


def test_directly_is_offered_and_taken_only_where_the_rule_lets_it(world: World) -> None:
    form = world.as_("budi").get(world.address)
    assert [field.get("value") for field in form.all(".//input[@name='route']")] == ["via_focal_point"]
    page = world.writes(route="directly", status=422)
    assert "Choose which way it goes" in page.text
    assert WORDS in page.all(".//textarea")[0].itertext().__next__()


def test_nobody_is_there_to_read_it_and_the_page_says_so_and_offers_what_is_possible(world: World) -> None:
    page = world.as_("budi").get(world.to("nobody"))
    assert "Gauge School: nobody writes for it here yet" in page.text
    assert f"/en/organisations/{world.organisations['nobody']}/claim" in page.links().values()
    told = world.writes("budi", world.to("nobody"))  # to the national focal point, whom the page names
    assert "National focal point" in told.text
    world.decides("cleared")
    assert world.mailed() == ["amina@example.org"]


def test_a_country_without_a_focal_point_leaves_nothing_to_send(world: World) -> None:
    with world.app.app_context(), writing() as session:
        from tests.factories import an_organisation

        number = an_organisation(session, "Far School", country="XD", standing="example").key
    page = world.as_("budi").get(f"/en/messages/new/organisation/{number}")
    assert page.all(".//textarea") == []
    assert "no national focal point on this site yet" in page.text


def test_one_conversation_about_a_thing_at_a_time(world: World) -> None:
    form = world.as_("budi").get(world.address)
    world.writes()
    again = world.as_("budi").submit(form, {"words": "Another"}, status=409)
    assert "already" in again.text
    assert world.written() == [WORDS]
    assert world.as_("budi").get(world.address).response.request.path == "/en/messages/1"


def test_the_same_form_sent_twice_is_one_message(world: World) -> None:
    form = world.as_("budi").get(world.address)
    for _time in range(3):
        world.as_("budi").submit(form, {"words": WORDS})
    assert world.written() == [WORDS]
    world.decides("cleared")
    answer = world.as_("wali").get("/en/messages/1")
    for _time in range(2):
        world.as_("wali").submit(answer, {"words": "Gladly."})
    other = world.as_("wali").submit(answer, {"words": "Gladly, in May."}, status=409)
    assert "Gladly, in May." in "".join(other.all(".//textarea")[0].itertext())
    assert world.written() == [WORDS, "Gladly."]
    assert world.mailed() == ["budi@example.org", "wali@example.org"]


def test_a_focal_point_writes_in_its_own_name_and_shows_a_second_factor_first(world: World, app: Flask) -> None:
    alone = Browser(app)
    sign_in_alone(alone, world.people["amina"])
    asked = alone.client.get(world.to("budi"))
    assert asked.status_code == 303
    assert "/second-factor" in asked.headers["Location"] or "/code" in asked.headers["Location"]
    world.writes("amina", world.to("budi"))
    assert world.only().status == ConversationStatus.OPEN
    assert world.mailed() == ["budi@example.org"]


def test_the_desk_assistant_reads_and_does_not_write(world: World) -> None:
    world.writes("amina", world.to("budi"))
    page = world.as_("tariq").get("/en/messages/1")
    assert WORDS in page.text
    assert page.all(".//textarea") == []
    world.as_("tariq").post("/en/messages/1", {"words": "x"}, status=400)  # without the form there is no token


def test_five_first_messages_a_day_and_what_was_typed_stays(world: World) -> None:
    with world.app.app_context(), writing() as session:
        from app.organisations.models import Organisation
        from tests.factories import a_solution

        owner = session.get_one(Organisation, world.organisations["chen"])
        more = [a_solution(session, f"Gauge {n}", owner=owner, standing="example").key for n in range(3)]
    addresses = [world.address, world.to("wali"), world.to("nobody")]
    addresses += [f"/en/messages/new/solution/{number}" for number in more[:2]]
    for address in addresses:
        world.writes("budi", address)
    page = world.writes("budi", world.to("chen"), status=429)
    assert "Five first messages a day" in page.text
    assert WORDS in "".join(page.all(".//textarea")[0].itertext())
    assert len(world.written()) == 5


def test_a_pair_is_left_in_peace_after_three_first_messages(world: World) -> None:
    with world.app.app_context(), writing() as session:
        from app.organisations.models import Organisation
        from tests.factories import a_solution

        owner = session.get_one(Organisation, world.organisations["wali"])
        more = [a_solution(session, f"Gauge {n}", owner=owner, standing="example").key for n in range(3)]
    for number in more:
        world.writes("budi", f"/en/messages/new/solution/{number}")
    assert "Wait for an answer first" in world.writes(status=429).text


@pytest.mark.parametrize("pair", [("XA", "XB"), ("XB", "XA")])
def test_a_private_list_changes_nothing_that_either_side_reads(world: World, pair: tuple[str, str]) -> None:
    with world.app.app_context(), writing() as session:
        session.add(DoNotPropose(country=pair[0], other=pair[1]))
    world.rule(first_contact=ClearanceRule.NONE)
    assert "The message is sent" in world.writes(route="directly").text
    assert world.mailed() == ["wali@example.org"]
