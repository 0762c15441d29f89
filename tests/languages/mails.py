"""An example of every mail, in any language. A text of a mail that no example says makes `test_every_mail.py` fail."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from xml.etree.ElementTree import Element, SubElement

from flask import Flask, current_app, g
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts import messages_address as of_addresses
from app.accounts import messages_letters as of_letters
from app.accounts.datastore import WAITING
from app.accounts.mails import QueuedMail, passkey_told, recovery_code_told, second_factor_told
from app.accounts.models import AddressChange, Letter, Person
from app.conversations import messages as of_conversations
from app.conversations.models import Conversation
from app.conversations.selection import messages_of
from app.core.db import utc_now, writing
from app.core.drafts import Draft
from app.core.i18n import answering, direction_of, in_language
from app.core.mail import MailState, Message, post
from app.core.permissions import Actor
from app.countries import messages as of_countries
from app.countries.models import Clearance, ClearedAct, Decision
from app.countries.subjects import Subject
from app.country_requests import messages as of_requests
from app.country_requests import messages_changed
from app.country_requests.drafting import token_for
from app.country_requests.models import CountryRequest, RequestChange, RequestStatus
from app.moderation import messages as of_moderation
from app.moderation.models import Decision as Ruled
from app.moderation.models import ModerationDecision, ModerationItem
from app.moderation.words import REASONS
from app.on_behalf import messages as of_behalf
from app.on_behalf.models import OnBehalf
from app.on_behalf.registry import kinds as of_behalf_kinds
from app.organisations import messages as of_organisations
from app.organisations.models import ClaimStatus, OrganisationClaim, OrganisationInvitation, Review
from app.organisations.review_kinds import reviewed_kinds
from app.partnerships import introducing
from app.partnerships import messages as of_offers
from app.partnerships.models import Offer, Partnership, Party
from app.partnerships.phases import Phase
from app.questions import messages as of_questions
from app.questions.models import RequestQuestion
from app.saved.messages import asked_to_confirm
from app.saved.searches import Search
from app.site.messages import correction_received
from app.site.models import Correction, Wish
from tests.languages.reading import tree
from tests.languages.sentences import titles_of_records
from tests.languages.set_aside import STRANGER
from tests.languages.weekly import weekly_mails
from tests.languages.world import OFFICE, World

OCCASIONS = (
    "welcome", "confirmation_instructions", "welcome_existing", "reset_instructions", "reset_notice", "change_notice",
)  # fmt: skip


@dataclass(frozen=True)
class Part:
    """One part of a mail as a page: its HTML, or its lines of text."""

    name: str
    root: Element
    quoted: tuple[str, ...]

    def __str__(self) -> str:
        return self.name


def parts_of(message: Message) -> Iterator[Part]:
    """The subject, the text and the HTML."""
    name = f"{message.kind}: {message.subject}"
    yield Part(f"subject of {name}", _as_page([message.subject], message.locale), titles_of_records())
    yield Part(f"text of {name}", _as_page(message.text.splitlines(), message.locale), titles_of_records())
    yield Part(f"HTML of {name}", tree(message.html), titles_of_records())


def _as_page(lines: list[str], language: str) -> Element:
    page = Element("html", lang=language, dir=direction_of(language))
    for line in lines:
        SubElement(page, "p", dir="auto").text = line  # mail programs take each line's direction from its first word
    return page


class _Undone(Exception):
    """Nothing of an example stays."""


@contextmanager
def _undone(app: Flask) -> Iterator[Session]:
    try:
        with app.test_request_context(), writing() as session:
            yield session
            raise _Undone
    except _Undone:
        pass


def mails_in(app: Flask, world: World, language: str) -> list[Message]:
    """Every mail of the site, to people who read `language`."""
    with _undone(app) as session:
        for person in session.scalars(select(Person)):
            person.locale = language
        for correction in session.scalars(select(Correction)):
            correction.language = language
        session.flush()
        now = utc_now()
        found = [
            *_accounts(session, world),
            _appointed(session, world),
            *_requests(session, world, now),
            *_corrections(session, world, now),
            *_decisions(session, world, now),
        ]
        found += _organisations(session, world, language, now)
        found += _clearances(session, world, now)
        found += _on_behalf(session, language)
        found += of_offers.sent(session, session.get_one(Offer, world.offers["sent"]), now=now)
        pair = session.get_one(Partnership, world.partnership)
        found += [
            *of_offers.shortlisted(session, pair, now=now),
            *of_offers.moved(session, pair, Party.OFFERS, now=now),
        ]
        introducing.move(
            session, pair.key, Phase.INTRODUCED, Party.ASKS, seen=pair.version, note="", gain="", by=Actor(), now=now
        )
        found += of_offers.moved(session, pair, Party.ASKS, now=now)
        found += of_questions.question_waits(
            session, session.get_one(RequestQuestion, world.questions["waits"]), now=now
        )
        found += of_questions.question_answered(session, session.get_one(RequestQuestion, world.questions["answered"]))
        talk = session.get_one(Conversation, world.conversations["open"])
        for written in messages_of(session, talk.key):
            written.words = titles_of_records()[4]
            found += of_conversations.arrived(session, talk, written, now=now)
        for search in (Search("solutions", "?goal=13"), Search("requests", "")):
            found.append(asked_to_confirm(STRANGER, language, search, token="token", now=now))
    with _undone(app) as session:
        return [*found, *weekly_mails(session, world, language)]


def _accounts(session: Session, world: World) -> Iterator[Message]:
    link = "http://localhost/en/confirm/token"
    links = {"confirmation_link": link, "reset_link": link, "recovery_link": link}
    person = session.get_one(Person, world.people["amina"])
    mailer = QueuedMail(current_app)
    for occasion in OCCASIONS:
        mailer.send_mail(f"security/email/{occasion}", "", person.email, "", None, None, user=person, **links)
    yield from g.pop(WAITING)
    yield second_factor_told(person, is_on=True)
    yield second_factor_told(person, is_on=False)
    yield recovery_code_told(person, left=7)
    yield passkey_told(person, "7", is_added=True)
    yield passkey_told(person, "7", is_added=False)
    change = AddressChange(id=7, person_id=7, old_email=person.email, new_email="p7@example.org", asked_at=utc_now())
    yield from of_addresses.sent(person, change, None)
    yield of_addresses.sent(person, change, person)[0]


def _appointed(session: Session, world: World) -> Message:
    return of_letters.in_force(session, session.get_one(Letter, world.letters["confirmed"]))


def _requests(session: Session, world: World, now: datetime) -> Iterator[Message]:
    draft = session.get_one(Draft, world.drafts["full"])
    yield of_requests.return_link(session, draft, token=token_for(draft.id), now=now)
    for which in ("fr", "submitted"):
        row = session.get_one(CountryRequest, world.requests[which])
        yield from of_requests.after_sending(session, row, now=now)
    row = session.get_one(CountryRequest, world.requests["ru"])
    row.status, row.endorsed_by = RequestStatus.ENDORSED, world.people["bola"]
    yield from of_requests.endorsed(session, row)
    change = session.scalars(select(RequestChange)).one()
    yield from messages_changed.changed(session, session.get_one(CountryRequest, change.country_request_id), change)


def _on_behalf(session: Session, language: str) -> Iterator[Message]:
    for entry in session.scalars(select(OnBehalf)):
        record = of_behalf_kinds()[entry.kind].read(session, entry.object_id or 0)
        assert record is not None
        yield from of_behalf.entered(entry, replace(record, language=language, title="7"))


def _organisations(session: Session, world: World, language: str, now: datetime) -> Iterator[Message]:
    claim = session.get_one(OrganisationClaim, world.claims["listed"])
    yield from of_organisations.claim_received(session, claim, now=now)
    for status in (ClaimStatus.APPROVED, ClaimStatus.DECLINED):
        claim.status, claim.reason = status, titles_of_records()[4]
        yield of_organisations.claim_decided(session, claim)
    review, person = session.get_one(Review, 1), session.get_one(Person, world.people["budi"])
    kind = reviewed_kinds()[review.kind]
    yield of_organisations.still_true(person, review, session.get_one(kind.model, review.record_id), kind)
    with in_language(answering(language)):  # a page is never in a language that is switched off
        yield of_organisations.invitation(session, session.get_one(OrganisationInvitation, 1))


def _clearances(session: Session, world: World, now: datetime) -> Iterator[Message]:
    row = Clearance(
        country="XB", act=ClearedAct.OFFERS, object_type="example", object_id=7, asked_by=world.people["budi"],
        asked_at=now,
    )  # fmt: skip
    title = titles_of_records()[0]
    page = Subject(title, endpoint="country_requests.by_number", values={"number": world.requests["fr"]})
    yield from of_countries.something_waits(session, row, now=now)
    yield from of_countries.copies(session, row, page, now=now)
    row.decision = Decision.CLEARED
    yield from of_countries.decided(session, row, page)
    row.decision, row.note = Decision.NOT_CLEARED, titles_of_records()[4]
    yield from of_countries.decided(session, row, Subject(title, example=True))


def _corrections(session: Session, world: World, now: datetime) -> Iterator[Message]:
    title = titles_of_records()[0]
    for wish, institution, email in ((Wish.CORRECT, OFFICE, "reader@example.org"), (Wish.REMOVE, "", "")):
        correction = Correction(
            object_type="solution", object_id=world.solutions["fr"], wish=wish, words=titles_of_records()[4],
            institution=institution, email=email, created_at=now,
        )  # fmt: skip
        session.add(correction)
        session.flush()
        yield from correction_received(session, correction, title=title, example=wish == Wish.REMOVE, now=now)


def _decisions(session: Session, world: World, now: datetime) -> Iterator[Message]:
    """Each decision about a solution and about a reader's request, and one that is taken back."""
    for which in ("fr", "asked"):
        item = session.get_one(ModerationItem, world.items[which])
        for decision in Ruled:
            row = ModerationDecision(
                item_id=item.key, kind=item.kind, object_id=item.object_id, decision=decision,
                reasons=[] if decision == Ruled.PUBLISH else list(REASONS), decided_by=world.people["carla"],
                decided_at=now,
            )  # fmt: skip
            session.add(row)
            session.flush()
            if which == "fr" or decision in {Ruled.PUBLISH, Ruled.NOT_PUBLISHED}:
                yield from of_moderation.decided(session, item, row)
    item, row = (
        session.get_one(ModerationItem, world.items["fr"]),
        session.get_one(ModerationDecision, world.decisions["ar"]),
    )
    for message in of_moderation.decided(session, item, row):
        post(session, message, now=now).state = MailState.SENT
    session.flush()
    yield from of_moderation.taken_back(session, item, row)
