"""Replies due, days that come near and records to reconfirm: each told once, to those alone who may act, while due."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from app.core.db import db, writing
from app.core.drafts import Draft, start_draft
from app.country_requests.guards import DRAFT_KIND
from app.country_requests.models import CountryRequest, RequestStatus
from app.digest.sections import EXTENSION, topics
from app.digest.selection import Candidate, Place, choose
from app.organisations.models import Organisation, Review
from app.partnerships.models import Offer, OfferStatus, Party
from app.partnerships.phases import Phase
from app.questions.models import RequestQuestion
from tests.browser import Browser
from tests.core.mail_ground import Letterbox
from tests.digest.ground import EARLIER, NOW, a_candidate, change_subscriber, parts_received
from tests.digest.test_matches import sent_to
from tests.digest.waiting import Waiting

pytestmark = pytest.mark.both_engines
TODAY = NOW.date()


@pytest.fixture
def waiting(app: Flask) -> Waiting:
    """With all sections but matches, which others test."""
    del app.extensions[EXTENSION]["matches"]
    with app.app_context():
        return Waiting(app)


@pytest.fixture(autouse=True)
def inside(app: Flask, waiting: Waiting) -> Iterator[None]:
    with app.app_context():
        yield
        db.session.close()


def test_a_question_waits_for_the_focal_point_alone_and_is_told_once(waiting: Waiting, letterbox: Letterbox) -> None:
    number = waiting.question()
    assert waiting.week(0) == {"amina": [f"question:{number}"]}
    assert waiting.week(1) == {}
    text = parts_received(letterbox, sent_to(letterbox, "amina")).text
    assert "Somebody who may answer your request wants to know more." in text
    assert f"http://localhost/en/requests/{waiting.request}/questions/{number}" in text
    assert "1 thing for you" in text
    assert "what waits for you and what is new" in text


def test_an_answered_question_or_one_of_a_closed_request_waits_no_more(waiting: Waiting) -> None:
    waiting.change(RequestQuestion, waiting.question(), answer="Yes.", answered_at=NOW)
    waiting.question()
    waiting.change(CountryRequest, waiting.request, status=RequestStatus.CLOSED)
    assert waiting.week() == {}


@pytest.mark.parametrize(("sender", "readers"), [("tariq", ("amina", "tariq")), ("rita", ("amina",))])
def test_whoever_sent_the_request_hears_of_a_question_too_while_acting_for_its_country(
    waiting: Waiting, sender: str, readers: tuple[str, ...]
) -> None:
    waiting.change(CountryRequest, waiting.request, submitted_by=waiting.people[sender])
    number = waiting.question()
    assert waiting.week() == {name: [f"question:{number}"] for name in readers}


def test_a_partnership_waits_for_each_side_until_it_has_said_its_word(waiting: Waiting, letterbox: Letterbox) -> None:
    item = f"partnership:{waiting.partnership()}"
    number = int(item.partition(":")[2])
    assert waiting.week(0) == {"amina": [item], "budi": [item]}
    waiting.moves(number, Phase.INTRODUCED, Party.OFFERS, "budi")
    assert waiting.week(1) == {"amina": [item]}
    text = parts_received(letterbox, len(letterbox.taken) - 1).text
    assert "The other side agrees to this phase: Introduced" in text
    assert f"http://localhost/en/partnerships/{number}" in text
    waiting.moves(number, Phase.INTRODUCED, Party.ASKS, "amina")
    told = waiting.week(2)  # the words of the offer have opened a conversation
    assert [each.partition(":")[0] for each in told.pop("amina")] == ["conversation"]
    assert told == {}


def test_a_request_waits_for_its_focal_point_until_it_is_endorsed(
    app: Flask, waiting: Waiting, letterbox: Letterbox
) -> None:
    """Not for whoever sent it, an assistant, another country's focal point, or an institution."""
    number = waiting.submitted()
    item = f"endorsement:{number}"
    assert waiting.week(0) == {"amina": [item]}
    assert waiting.week(1) == {}
    text = parts_received(letterbox).text
    assert "Ministry of Water has sent it for your country." in text
    assert f"http://localhost/en/sign-in?next=/en/requests/{number}" in text.splitlines()
    act = Browser(app).client.get(f"/en/requests/{number}/endorse", follow_redirects=True)
    assert f"http://localhost/en/requests/{number}/endorse" in text.splitlines()
    assert (act.status_code, act.request.path) == (200, "/en/sign-in")
    waiting.change(CountryRequest, number, version=2)
    assert waiting.week(2) == {"amina": [item]}
    waiting.change(CountryRequest, number, version=3, status=RequestStatus.ENDORSED)
    assert waiting.week(3) == {}


def test_whoever_entered_a_request_for_somebody_is_not_asked_to_endorse_it(waiting: Waiting) -> None:
    waiting.change(CountryRequest, waiting.submitted(), entered_by=waiting.people["amina"])
    assert waiting.week() == {}


def test_an_offer_waits_for_the_focal_point_of_the_country_that_asked(waiting: Waiting, letterbox: Letterbox) -> None:
    """Not for its assistant, the focal point of the institution's country, or the institution."""
    number = waiting.offer()
    item = f"offer:{number}"
    assert waiting.week(0) == {"amina": [item]}
    assert waiting.week(1) == {}
    text = parts_received(letterbox).text
    assert "offers to work with you." in text
    assert f"http://localhost/en/requests/{waiting.request}/offers/{number}" in text
    waiting.change(Offer, number, version=2)
    assert waiting.week(2) == {"amina": [item]}


@pytest.mark.parametrize("status", [OfferStatus.WAITING, OfferStatus.NOT_CLEARED, OfferStatus.WITHDRAWN])
def test_an_offer_that_did_not_arrive_or_was_withdrawn_waits_for_nobody(waiting: Waiting, status: OfferStatus) -> None:
    waiting.change(Offer, waiting.offer(), status=status)
    assert waiting.week() == {}


def test_an_offer_to_a_request_that_is_closed_waits_no_more(waiting: Waiting) -> None:
    waiting.offer()
    waiting.change(CountryRequest, waiting.request, status=RequestStatus.CLOSED)
    assert waiting.week() == {}


def test_a_message_waits_for_the_other_side_and_a_newer_one_is_told_again(waiting: Waiting) -> None:
    number = waiting.conversation()
    item = f"conversation:{number}"
    assert waiting.week(0) == {"budi": [item]}
    assert waiting.week(1) == {}
    waiting.message(number)
    assert waiting.week(2) == {"amina": [item]}
    waiting.message(number, "country:XA")
    assert waiting.week(3) == {"budi": [item]}


def test_a_day_that_comes_near_is_told_to_the_country_and_to_who_answered(
    waiting: Waiting, letterbox: Letterbox
) -> None:
    offer = waiting.offer()
    waiting.day(questions_until=TODAY + timedelta(days=10), deadline=TODAY + timedelta(days=60))
    item = f"deadline:{waiting.request}"
    assert waiting.week(0) == {"amina": [f"offer:{offer}", item], "tariq": [item], "budi": [item]}
    assert "Questions until 4 December 2026" in parts_received(letterbox).text
    answerer = parts_received(letterbox, sent_to(letterbox, "budi")).text
    assert "Your institution has answered this request." in answerer
    assert waiting.week(1) == {}
    waiting.day(questions_until=TODAY + timedelta(days=20))
    assert set(waiting.week(2)) == {"amina", "tariq", "budi"}


@pytest.mark.parametrize("days", [-1, 29])
def test_a_day_that_is_over_or_far_is_not_told(waiting: Waiting, days: int) -> None:
    waiting.day(start=TODAY + timedelta(days=days))
    assert waiting.week() == {}


def test_what_somebody_may_not_see_is_not_told_though_they_answered_it(waiting: Waiting) -> None:
    waiting.offer()
    waiting.day(start=TODAY + timedelta(days=7), status=RequestStatus.ENDORSED, visibility="moderators")
    assert set(waiting.week()) == {"amina", "tariq"}


def test_a_draft_that_is_kept_no_longer_is_told_to_its_writer(waiting: Waiting, letterbox: Letterbox) -> None:
    with writing() as session:
        answers = {"title": {"title": ["Wells for schools"]}}
        draft = start_draft(session, kind=DRAFT_KIND, person_id=waiting.people["tariq"], now=EARLIER, answers=answers)
        number = draft.id
    assert waiting.week(0) == {}
    waiting.change(Draft, number, expires_at=NOW + timedelta(days=9))
    assert waiting.week(1) == {"tariq": [f"draft:{number}"]}
    assert "Wells for schools" in parts_received(letterbox).text


def test_a_record_is_reconfirmed_by_those_who_edit_its_owner(
    app: Flask, waiting: Waiting, letterbox: Letterbox
) -> None:
    waiting.change(Organisation, waiting.institution, review_due_on=TODAY)
    facts: dict[str, Any] = {
        "kind": "organisation",
        "record_id": waiting.institution,
        "due_on": TODAY,
        "asked_at": NOW,
        "asks": 1,
    }
    number = waiting.keep(Review(**facts))
    assert waiting.week(0) == {"budi": [f"review:{number}"]}
    lines = parts_received(letterbox).text.splitlines()
    link = lines[lines.index("Is it still true?") + 1]
    assert Browser(app).get(link.removeprefix("http://localhost")).status == 200
    other = waiting.keep(Review(**{**facts, "due_on": TODAY - timedelta(days=400)}))
    assert other != number
    assert waiting.week(1) == {}


def test_each_kind_can_be_left_out_by_its_name(app: Flask, waiting: Waiting) -> None:
    waiting.question()
    waiting.day(deadline=TODAY + timedelta(days=10))
    with app.test_request_context("/en/"):
        assert {"Replies due", "Requests near their deadline", "Records to reconfirm"} <= set(topics().values())
    change_subscriber(1, unwanted=["replies"])
    change_subscriber(2, unwanted=["deadlines"])
    assert waiting.week() == {"amina": [f"deadline:{waiting.request}"]}


def test_what_waits_for_the_reader_comes_before_what_is_new() -> None:
    def some(place: Place, count: int) -> list[Candidate]:
        scores = [n - 100.0 * (place != Place.NEW) for n in range(count)]
        plain = a_candidate()
        return [
            replace(plain, item=f"{place.name}:{score}", score=score, group=f"{place.name}:{score}", place=place)
            for score in scores
        ]

    offered = [*some(Place.FADES, 3), *some(Place.NEW, 4), *some(Place.ENDS, 2), *some(Place.WAITS, 1)]
    chosen = [one.place for one in choose(offered, told=(), standings=["confirmed"])]
    assert chosen == [Place.WAITS, *[Place.ENDS] * 2, *[Place.NEW] * 4, Place.FADES]
