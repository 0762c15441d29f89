"""What may wait for a reader: a request of XA, an institution of XB, and what they have to say to each other."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from flask import Flask
from sqlalchemy import select

from app.accounts.models import Subscriber
from app.conversations.models import Conversation, ConversationStatus, Message
from app.core.db import db, writing
from app.core.permissions import Actor
from app.countries.models import Route
from app.country_requests.models import CountryRequest, RequestStatus
from app.digest import jobs
from app.partnerships import introducing
from app.partnerships.models import Offer, OfferStatus, Partnership
from app.questions.models import RequestQuestion
from tests.core.mail_ground import Clock
from tests.digest.ground import EARLIER, NOW, digests, items_of, send_all
from tests.digest.test_matches import EXAMPLE, a_reader
from tests.factories import a_country_request, an_organisation

ROLES: dict[str, list[tuple[str, str, str]]] = {
    "amina": [("focal-point", "country", "XA")],
    "tariq": [("team-assistant", "country", "XA")],
    "bola": [("focal-point", "country", "XB")],
    "dalia": [("focal-point", "country", "XC")],
    "rita": [],
}


class Waiting:
    """Amina and Tariq act for XA, Bola for XB, Dalia for XC; Budi edits the institution of XB; Rita for nobody."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        with writing() as session:
            self.request = a_country_request(session, "Rainwater for dry schools", country="XA").key
            self.institution = an_organisation(session, country="XB", **EXAMPLE).key
            editor = ("organisation-editor", "organisation", str(self.institution))
            self.people = {
                name: a_reader(session, name.title(), *roles) for name, roles in (ROLES | {"budi": [editor]}).items()
            }

    def keep(self, row: Any) -> int:
        with writing() as session:
            session.add(row)
            session.flush()
            return int(row.id)

    def change(self, model: Any, number: int | str, **values: object) -> None:
        with writing() as session:
            row = session.get_one(model, number)
            for name, value in values.items():
                setattr(row, name, value)

    def question(self, request: int = 0, at: datetime = EARLIER) -> int:
        words: dict[str, Any] = {
            "words": "Is there a road?",
            "language": "en",
            "asked_by": self.people["budi"],
            "asked_at": at,
        }
        return self.keep(RequestQuestion(country_request_id=request or self.request, **words))

    def day(self, **days: object) -> None:
        self.change(CountryRequest, self.request, **days)

    def offer(self) -> int:
        return self.keep(
            Offer(
                country_request_id=self.request, organisation_id=self.institution, country="XB", message="We can help.",
                route=Route.DIRECTLY, status=OfferStatus.SENT, offered_by=self.people["budi"], offered_at=EARLIER,
                sent_at=EARLIER,
            )
        )  # fmt: skip

    def submitted(self) -> int:
        """Another request of the country, which Tariq has sent and nobody has endorsed."""
        facts: dict[str, Any] = {"status": RequestStatus.SUBMITTED, "submitted_by": self.people["tariq"]}
        with writing() as session:
            return a_country_request(session, "Wells for schools", endorsed_at=None, created_at=EARLIER, **facts).key

    def partnership(self) -> int:
        offer = self.offer()
        with writing() as session:
            return introducing.shortlist(session, offer, by=Actor(self.people["amina"]), now=EARLIER).key

    def moves(self, number: int, to: Any, party: Any, by: str) -> None:
        with writing() as session:
            seen = session.get_one(Partnership, number).version
            who = Actor(self.people[by])
            introducing.move(session, number, to, party, seen=seen, note="", gain="", by=who, now=EARLIER)

    def conversation(self) -> int:
        """Amina's country has written to the institution."""
        number = self.keep(
            Conversation(
                subject_kind="organisation", subject_id=self.institution, title="Rural Water Institute", example=True,
                opener="country:XA", answerer=f"organisation:{self.institution}", status=ConversationStatus.OPEN,
                opened_at=EARLIER, sent_at=EARLIER,
            )
        )  # fmt: skip
        self.message(number, "country:XA")
        return number

    def message(self, conversation: int, side: str = "", at: datetime = EARLIER) -> int:
        by = side or f"organisation:{self.institution}"
        return self.keep(Message(conversation_id=conversation, side=by, words="Good day.", written_at=at))

    def week(self, number: int = 0) -> dict[str, list[str]]:
        """Name → what that week's mail told, of those who got one."""
        now = NOW + timedelta(weeks=number)
        before = {digest.id for digest in digests()}
        jobs.plan_due(now=now)
        send_all(self.app, Clock(now))
        names = {row.id: row.name for row in db.session.scalars(select(Subscriber))}
        new = [digest for digest in digests() if digest.id not in before and digest.mail_id]
        return {names[digest.subscriber_id].lower(): items_of(digest) for digest in new}
