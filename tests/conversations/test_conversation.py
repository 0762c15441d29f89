"""The conversation itself: its two sides read, answer, close and report; nobody reads an address."""

from __future__ import annotations

import re
from email import message_from_bytes
from email.policy import default

import pytest
from sqlalchemy import select
from sqlmodel import col

from app.accounts.models import Person
from app.conversations.models import ConversationStatus, Message
from app.core.audit import AuditEvent
from app.core.db import db, utc_now, writing
from app.core.mail import Mail
from app.core.permissions import Actor
from app.core.personal import forget, told
from app.countries.models import ClearanceRule
from tests.conversations.ground import WORDS, World

pytestmark = pytest.mark.both_engines


@pytest.fixture
def talk(world: World) -> World:
    """Begun directly, and answered."""
    world.rule(first_contact=ClearanceRule.NONE)
    world.writes(route="directly")
    world.answers("wali", "Come and see them.")
    return world


def test_both_sides_read_all_in_order_with_who_wrote_it(talk: World) -> None:
    for name in ("budi", "wali"):
        text = talk.as_(name).get("/en/messages/1").text
        assert text.index(WORDS) < text.index("Come and see them.")
        assert "Delta Institute Budi" in text
        assert "Water Board Wali" in text


def test_the_answer_comes_by_mail_with_its_words_and_the_way_back(talk: World) -> None:
    with talk.app.app_context():
        wanted = select(Mail).where(col(Mail.kind) == "message", col(Mail.to_address) == "budi@example.org")
        mail = message_from_bytes(db.session.scalars(wanted).one().content, policy=default)
    body = mail.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert "Come and see them." in body
    assert "/en/messages/1" in body


def test_a_mail_is_in_the_language_of_its_reader(talk: World) -> None:
    with talk.app.app_context(), writing() as session:
        session.get_one(Person, talk.people["budi"]).locale = "fr"
    talk.answers("wali", "In May?")
    with talk.app.app_context():
        subjects = db.session.scalars(select(col(Mail.subject)).where(col(Mail.kind) == "message")).all()
    assert any("Un message au sujet de" in subject for subject in subjects)


def test_no_address_shows_on_any_page_or_mail_of_a_conversation(talk: World) -> None:
    with talk.app.app_context():
        addresses = set(db.session.scalars(select(col(Person.email))))
        mails = db.session.scalars(select(Mail).where(col(Mail.kind) == "message")).all()
        letters = [(mail.to_address, message_from_bytes(mail.content, policy=default)) for mail in mails]
    assert len(letters) == 2
    for to, letter in letters:
        parts = [part.get_content() for part in letter.walk() if part.get_content_maintype() == "text"]
        headers = [f"{name}: {value}" for name, value in letter.items() if name != "To"]
        assert not [each for each in addresses for text in (*parts, *headers) if each in text], to
        assert "Reply-To" not in letter
    for name in ("budi", "wali"):
        for page in ("/en/messages", "/en/messages/1", "/en/messages/1/close", "/en/account/export"):
            html = talk.as_(name).get(page).html
            assert not [each for each in addresses - {f"{name}@example.org"} if each in html]


def test_the_export_of_one_side_holds_no_address_of_the_other(talk: World) -> None:
    with talk.app.test_request_context():
        found = str(told(db.session, talk.people["budi"]))
    assert WORDS in found
    with talk.app.app_context():
        addresses = db.session.scalars(select(col(Person.email))).all()
    assert [each for each in addresses if each in found] == ["budi@example.org"]


def test_what_was_written_stays_when_its_writer_leaves(talk: World) -> None:
    with talk.app.test_request_context(), writing() as session:
        number = talk.people["budi"]
        person = session.get_one(Person, number)
        forget(session, number, email=person.email, by=Actor(person_id=number), now=utc_now())
    assert WORDS in talk.as_("wali").get("/en/messages/1").text


def test_either_side_closes_it_and_nothing_more_can_be_written(talk: World) -> None:
    open_page = talk.as_("budi").get("/en/messages/1")
    page = talk.as_("wali").get("/en/messages/1/close")
    assert talk.only().status == ConversationStatus.OPEN
    told_so = talk.as_("wali").submit(page, {})
    assert "The conversation is closed" in told_so.text
    late = talk.as_("budi").submit(open_page, {"words": "One more thing"}, status=409)
    assert "One more thing" in late.text
    assert "Nothing can be written here any more" in late.text
    assert len(talk.written()) == 2


def test_what_waits_can_be_taken_back_and_then_nobody_is_asked_any_more(world: World) -> None:
    world.writes()
    world.as_("budi").submit(world.as_("budi").get("/en/messages/1/close"), {})
    assert world.only().status == ConversationStatus.CLOSED
    assert WORDS not in world.as_("bola").get("/en/countries/XB/desk").text
    assert "Nothing waits" in world.as_("bola").get("/en/countries/XB/desk").text
    world.as_("wali").get("/en/messages/1", status=404)


def test_words_are_counted_as_people_count_them(talk: World) -> None:
    family = "\N{MAN}\u200d\N{WOMAN}\u200d\N{GIRL}"
    talk.answers("budi", family * 1_500)
    form = talk.as_("budi").get("/en/messages/1")
    page = talk.as_("budi").submit(form, {"words": "x" * 1_501}, status=422)
    assert "Shorten this by 1 character" in page.text


def test_a_reported_message_is_read_by_a_moderator_who_hides_it(talk: World) -> None:
    page = talk.as_("budi").get("/en/messages/1/messages/2/report")
    talk.as_("budi").submit(page, {"reason": "It threatens us."})
    assert "Reported to the moderators" in talk.as_("budi").get("/en/messages/1").text
    assert "Reported" not in talk.as_("wali").get("/en/messages/1").text
    carla = talk.as_("carla")
    carla.get("/en/messages/1", status=404)
    queue = carla.get("/en/moderation")
    (address,) = {url for url in queue.links().values() if re.fullmatch(r"/en/moderation/\d+", url)}
    item = carla.get(address)
    assert "Come and see them." in item.text
    assert WORDS not in item.text
    carla.submit(item, {"act": "delete"}, action=address)
    for name in ("budi", "wali"):
        text = talk.as_(name).get("/en/messages/1").text
        assert "Come and see them." not in text
        assert "A moderator has hidden this message" in text


@pytest.mark.parametrize(("name", "message"), [("budi", 1), ("wali", 2), ("budi", 99), ("chen", 1), ("bola", 1)])
def test_only_what_the_other_side_wrote_can_be_reported(talk: World, name: str, message: int) -> None:
    talk.as_(name).get(f"/en/messages/1/messages/{message}/report", status=404)


def test_a_side_whose_people_changed_goes_on_with_its_new_people(talk: World) -> None:
    from datetime import date

    from app.accounts.models import Appointment
    from tests.accounts.conftest import a_person

    held = Appointment(
        person_id=0, role="organisation-editor", scope_type="organisation",
        scope_id=str(talk.organisations["wali"]), valid_from=date(2026, 1, 1),
    )  # fmt: skip
    talk.people["nadia"] = a_person(talk.app, "Nadia", roles=(held,))
    assert WORDS in talk.as_("nadia").get("/en/messages/1").text


def test_every_act_is_on_record_without_the_words(talk: World) -> None:
    talk.as_("wali").submit(talk.as_("wali").get("/en/messages/1/close"), {})
    with talk.app.app_context():
        acts = db.session.scalars(select(col(AuditEvent.act)).where(col(AuditEvent.object_type) == "conversation"))
        assert list(acts) == ["begin conversation", "send first message", "write message", "close conversation"]


def test_answers_waiting_are_told_on_the_list_and_the_account(talk: World) -> None:
    assert "Waits for your answer" in talk.as_("budi").get("/en/messages").text
    assert "Waits for your answer" in talk.as_("budi").get("/en/account").text
    assert "Waits for your answer" not in talk.as_("wali").get("/en/messages").text


def test_messages_are_not_hidden_by_chance(talk: World) -> None:
    with talk.app.app_context():
        assert [row.hidden_at for row in db.session.scalars(select(Message))] == [None, None]
