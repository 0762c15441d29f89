"""Filling an empty site with the world: people, records, drafts, links and mails."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from flask import Flask
from flask_security.confirmable import generate_confirmation_token
from flask_security.recoverable import generate_reset_password_token
from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from app.accounts.models import AddressChange, Appointment, Letter, LetterState, Passkey, Person
from app.accounts.tokens_address import confirm_token
from app.accounts.tokens_address import stop_token as address_stop_token
from app.core.attachments import attach
from app.core.db import db, utc_now, writing
from app.core.drafts import start_draft
from app.core.mail import Mail, MailState, Message, post
from app.countries.models import Clearance, ClearedAct, Decision, DoNotPropose, Route
from app.country_requests import messages
from app.country_requests.drafting import token_for
from app.country_requests.models import CountryRequest
from app.digest import jobs
from app.digest.messages import KIND
from app.digest.tokens import answer_token, stop_token, view_token
from app.on_behalf.messages import token_of
from app.on_behalf.models import OnBehalf, SenderAnswer, Way
from app.partnerships.models import Offer, OfferStatus
from app.questions.models import RequestQuestion
from app.taxonomy import vocabulary
from tests.accounts.signing_in import hashed
from tests.country_requests.walking import ANSWERS
from tests.factories import LONG_AGO, a_subscriber
from tests.languages.changed import add_changes
from tests.languages.conversations import add_conversations, add_partnership, report_a_message
from tests.languages.offers import add_offers
from tests.languages.organisations import add_claims, add_reviews, invitation_token
from tests.languages.records import add_organisations, add_records, add_requests, add_thin_record
from tests.languages.sentences import SENTENCES
from tests.languages.set_aside import add_searches, add_set_aside
from tests.languages.world import A_PDF, ROLES, TYPED, World, as_typed


def build(app: Flask) -> World:
    """Fill the empty database of `app`."""
    world = World()
    with app.app_context():
        with writing() as session:
            add_organisations(session, world)
            _people(session, app, world)
            for language in SENTENCES:
                add_records(session, world, language)
            add_thin_record(session, world)
            add_claims(session, world)
            add_requests(session, world)
            _drafts(session, world)
            _letters(session, world)
            _offers(session, world)
            _questions(session, world)
            _clearances(session, world)
            add_conversations(session, world)
            add_partnership(session, world)
            add_changes(session, world)
            add_set_aside(session, world)
        with writing() as session, app.test_request_context():
            add_offers(session, world)
            report_a_message(session, world)
        with writing() as session, app.test_request_context():
            _tokens_and_mails(session, world)
        _digest(world)
        with writing() as session:
            add_searches(session, world)
        world.subjects = list(db.session.scalars(select(col(Mail.subject))))
    return world


def _people(session: Session, app: Flask, world: World) -> None:
    for name, roles in ROLES.items():
        person = Person(
            email=f"{name}@example.org", name=TYPED[name], fs_uniquifier=name, created_at=LONG_AGO,
            confirmed_at=LONG_AGO, demo=True, password=hashed(app),
        )  # fmt: skip
        session.add(person)
        session.flush()
        world.people[name] = person.id or 0
        for role, kind, scope in roles:
            number = scope or (str(world.organisations["en"]) if kind == "organisation" else "")
            row = Appointment(
                person_id=world.people[name], role=role, scope_type=kind, scope_id=number,
                valid_from=date(2026, 1, 1), valid_to=date(2199, 1, 1) if name == "amina" else None,
                office=TYPED["office of the letter"], document=TYPED["document"] if name == "amina" else None,
            )  # fmt: skip
            session.add(row)
            session.flush()
            world.appointments[name] = row.id or 0
    session.add(DoNotPropose(country="XA", other="XC"))


def _letters(session: Session, world: World) -> None:
    """One in each state; the contested one is of another office of XA. And an appointment that has ended."""
    for name, person, state in (
        ("proposed", "dalia", LetterState.PROPOSED),
        ("contested", "tariq", LetterState.CONTESTED),
        ("confirmed", "amina", LetterState.IN_FORCE),
    ):
        row = Letter(
            person_id=world.people[person], role="focal-point", country="XA", reference=TYPED["reference"],
            office=TYPED["office"] if name == "contested" else TYPED["office of the letter"],
            letter_date=date(2026, 11, 2), valid_to=date(2199, 1, 1), called_number="+000 1 234",
            listed_at=TYPED["directory"], called_on=date(2026, 11, 9), called_by=world.people["carla"],
            proposed_by=world.people["carla"], proposed_at=LONG_AGO, state=state,
            decided_by=None if name == "proposed" else world.people["celso"],
            note=TYPED["note"] if name == "confirmed" else "",
        )  # fmt: skip
        session.add(row)
        session.flush()
        world.letters[name] = row.id or 0
    ended = Appointment(
        person_id=world.people["dalia"], role="focal-point", scope_type="country", scope_id="XC",
        valid_from=date(2025, 1, 1), valid_to=date(2025, 12, 31), document=TYPED["document"],
    )  # fmt: skip
    session.add(ended)


def _offers(session: Session, world: World) -> None:
    """What Budi's institute answers: to the Chinese request, and, sent, to the Russian one."""
    for name, to, status in (("waits", "zh", OfferStatus.WAITING), ("sent", "ru", OfferStatus.SENT)):
        row = Offer(
            country_request_id=world.requests[to], organisation_id=world.organisations["en"], country="XB",
            solution_id=world.solutions["en"], message=TYPED["note"], route=Route.VIA_FOCAL_POINT, status=status,
            offered_by=world.people["budi"], offered_at=LONG_AGO,
            sent_at=LONG_AGO if status == OfferStatus.SENT else None,
        )  # fmt: skip
        session.add(row)
        session.flush()
        world.offers[name] = row.key


def _questions(session: Session, world: World) -> None:
    """What Budi asks about the Russian request; one is answered."""
    for name, words in (("answered", "claimed name"), ("waits", "note")):
        row = RequestQuestion(
            country_request_id=world.requests["ru"], asked_by=world.people["budi"], asked_at=LONG_AGO,
            words=TYPED[words], language="en",
        )  # fmt: skip
        if name == "answered":
            row.answer, row.answer_language, row.answered_at = TYPED["comment"], "en", LONG_AGO
        session.add(row)
        session.flush()
        world.questions[name] = row.key


def _clearances(session: Session, world: World) -> None:
    """One that waits for the focal point of XB, one that she has decided."""
    for name, kind, number, decision in (
        ("waits", "offer", world.offers["waits"], None),
        ("decided", "example", 7, Decision.NOT_CLEARED),
    ):
        row = Clearance(
            country="XB", act=ClearedAct.OFFERS, object_type=kind, object_id=number, asked_by=world.people["budi"],
            asked_at=utc_now() - timedelta(days=3), decision=decision, decided_by=world.people["bola"],
            decided_at=utc_now() if decision else None, note=TYPED["note"] if decision else "",
        )  # fmt: skip
        session.add(row)
        session.flush()
        world.clearances[name] = row.id or 0


def _drafts(session: Session, world: World) -> None:
    now, amina = utc_now(), world.people["amina"]
    for name in ("full", "empty", "wrong"):
        draft = start_draft(session, kind="country_request", person_id=amina, now=now - timedelta(minutes=5))
        if name == "full":
            draft.answers = {page: as_typed(answers) for page, answers in ANSWERS.items()}
            draft.answers["title"]["title"] = [TYPED["draft"]]
            draft.answers["asking"] |= {"institution": [TYPED["office"]], "ministry": [TYPED["ministry"]]}
        if name == "wrong":
            draft.answers = {"title": {"title": ["8" * 140]}}  # one endless word, in no language
        world.drafts[name] = draft.id
    file = attach(
        session, A_PDF, file_name=TYPED["file"], object_type="draft", object_id=world.drafts["full"],
        person_id=amina, now=now,
    )  # fmt: skip
    world.files["draft"] = file.id or 0


def _tokens_and_mails(session: Session, world: World) -> None:
    new = Person(email="new@example.org", name="Budi", fs_uniquifier="new", created_at=utc_now())
    session.add(new)
    session.flush()
    dalia = session.get_one(Person, world.people["dalia"])
    world.tokens |= {
        "confirm": generate_confirmation_token(new),  # type: ignore[no-untyped-call]
        "reset": generate_reset_password_token(dalia),  # type: ignore[no-untyped-call]
        "return": token_for(world.drafts["full"]),
        "invitation": invitation_token(session, world),
        **_address_tokens(session, dalia),
    }
    add_reviews(session, world)
    _add_passkeys(session, world)
    _entered_on_behalf(session, world)
    amina, row = session.get_one(Person, world.people["amina"]), session.get_one(CountryRequest, world.requests["en"])
    for language in vocabulary().site.languages:
        amina.locale = language
        (message,) = messages.after_sending(session, row, now=utc_now())
        mail = post(session, _numbered(message, language), now=utc_now())
        world.mails[language] = mail.id or 0
    amina.locale = "en"


def _entered_on_behalf(session: Session, world: World) -> None:
    """A request that its sender finds wrong, and a solution without an answer yet."""
    source: dict[str, Any] = {
        "name": TYPED["financing"], "position": TYPED["position"], "address": "p7@example.org", "way": Way.PAPER,
        "reference": TYPED["reference"], "sent_on": date(2026, 3, 3), "entered_by": world.people["carla"],
        "entered_at": utc_now(),
    }  # fmt: skip
    request = OnBehalf(kind="request", draft_id="x", object_id=world.requests["submitted"], country="XA", **source)
    request.answer, request.words = SenderAnswer.WRONG, TYPED["comment"]
    session.add_all([request, OnBehalf(kind="solution", draft_id="y", object_id=world.sent["fr"], **source)])
    session.flush()
    world.tokens["entered"] = token_of(request)


def _address_tokens(session: Session, person: Person) -> dict[str, str]:
    change = AddressChange(
        person_id=person.id or 0, old_email=person.email, new_email="dalia@ministry.example", asked_at=utc_now()
    )
    session.add(change)
    session.flush()
    return {"address": confirm_token(change), "address stop": address_stop_token(change)}


def _add_passkeys(session: Session, world: World) -> None:
    for number, (name, words) in enumerate((("amina", "7"), ("amina", TYPED["amina"]), ("esi", "7"))):
        key = Passkey(
            person_id=world.people[name], name=words, credential_id=f"eA{number}A", public_key=b"", made_at=utc_now(),
            used_at=utc_now(),
        )  # fmt: skip
        session.add(key)
        session.flush()
        world.passkeys[name] = key.id or 0


def _numbered(message: Message, language: str) -> Message:
    return replace(message, dedupe_key=f"{message.dedupe_key}:{language}")


def _digest(world: World) -> None:
    """A weekly mail for Amina and one for Budi, so that its links lead somewhere."""
    with writing() as session:
        for name in ("budi", "amina"):
            reader = a_subscriber(
                session, email=f"{name}@example.org", name=TYPED[name], person_id=world.people[name]
            )  # fmt: skip
        world.tokens["stop"] = stop_token(int(reader.id or 0), reader.created_at)
    jobs.plan_everybody(now=utc_now())
    _make_uncertain(world)
    world.tokens["mail"] = view_token(1)
    request, solution = world.requests["ar"], world.solutions["en"]
    world.tokens["match"] = answer_token(world.people["amina"], request, solution, "solutions")
    world.tokens["match of an institution"] = answer_token(world.people["budi"], request, solution, "requests")


def _make_uncertain(world: World) -> None:
    """Nobody knows whether the two weekly mails arrived; one of them left days ago."""
    with writing() as session:
        for name, mail in zip(("new", "old"), session.scalars(select(Mail).where(col(Mail.kind) == KIND)), strict=True):
            mail.state, world.uncertain[name] = MailState.UNCERTAIN, mail.id or 0
            mail.created_at -= timedelta(days=0 if name == "new" else 9)
