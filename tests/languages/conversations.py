"""Conversations of the world: an open one with a reported message, and one that waits for the focal point of XB.

And a partnership that one side would be introduced in.
"""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy.orm import Session

from app.conversations.models import CONVERSATION, Conversation, ConversationStatus, Message
from app.conversations.moderating import report
from app.core.db import utc_now
from app.core.permissions import Actor
from app.countries.models import Clearance, ClearedAct, Route
from app.partnerships import introducing
from app.partnerships.models import Offer, OfferStatus, Party
from app.partnerships.phases import Phase
from app.solutions.models import Solution
from tests.factories import LONG_AGO
from tests.languages.world import TYPED, World


def add_conversations(session: Session, world: World) -> None:
    """Amina writes to Budi's institute, who answers; Budi writes to the institution of the Chinese solution."""
    institute = f"organisation:{world.organisations['en']}"
    opened = _begun(session, world, "open", "en", opener="country:XA", answerer=institute, by="amina")
    answer = Message(
        conversation_id=opened.key, side=institute, words=TYPED["note"], written_by=world.people["budi"],
        written_at=LONG_AGO,
    )  # fmt: skip
    session.add(answer)
    session.flush()
    world.messages = {"first": answer.key - 1, "answer": answer.key}
    other = f"organisation:{world.organisations['zh']}"
    waiting = _begun(session, world, "waits", "zh", opener=institute, answerer=other, by="budi")
    row = Clearance(
        country="XB", act=ClearedAct.FIRST_CONTACT, object_type=CONVERSATION, object_id=waiting.key,
        asked_by=world.people["budi"], asked_at=utc_now() - timedelta(days=3),
    )  # fmt: skip
    session.add(row)
    session.flush()
    world.clearances["message"] = row.id or 0


def _begun(
    session: Session, world: World, name: str, about: str, *, opener: str, answerer: str, by: str
) -> Conversation:
    solution = session.get_one(Solution, world.solutions[about])
    is_open = name == "open"
    row = Conversation(
        subject_kind="solution", subject_id=solution.key, title=solution.title, language=solution.source_language,
        example=is_open, opener=opener, answerer=answerer, route=Route.DIRECTLY if is_open else Route.VIA_FOCAL_POINT,
        status=ConversationStatus.OPEN if is_open else ConversationStatus.WAITING, opened_by=world.people[by],
        opened_at=LONG_AGO, sent_at=LONG_AGO if is_open else None, overseer=None if is_open else "XB",
    )  # fmt: skip
    session.add(row)
    session.flush()
    first = Message(
        conversation_id=row.key, side=opener, words=TYPED["comment"], written_by=world.people[by], written_at=LONG_AGO
    )
    session.add(first)
    session.flush()
    world.conversations[name] = row.key
    return row


def report_a_message(session: Session, world: World) -> None:
    """Amina reports what the institute answered."""
    message = session.get_one(Message, world.messages["answer"])
    report(session, message, reason=TYPED["note"], by=Actor(world.people["amina"]), now=utc_now())


def add_partnership(session: Session, world: World) -> None:
    """Of Budi's institute with the country that asks in Arabic; the institute agrees to meet."""
    offer = Offer(
        country_request_id=world.requests["ar"], organisation_id=world.organisations["en"], country="XB",
        solution_id=world.solutions["en"], message=TYPED["note"], route=Route.DIRECTLY, status=OfferStatus.SENT,
        offered_by=world.people["budi"], offered_at=LONG_AGO, sent_at=LONG_AGO,
    )  # fmt: skip
    session.add(offer)
    session.flush()
    world.offers["shortlisted"] = offer.key
    row = introducing.shortlist(session, offer.key, by=Actor(world.people["amina"]), now=LONG_AGO)
    introducing.move(
        session, row.key, Phase.INTRODUCED, Party.OFFERS, seen=row.version, note=TYPED["note"], gain=TYPED["comment"],
        by=Actor(world.people["budi"]), now=LONG_AGO,
    )  # fmt: skip
    world.partnership = row.key
