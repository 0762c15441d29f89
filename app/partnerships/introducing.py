"""From an offer on the shortlist to two sides who know each other, and the phases after that.

Each move is a step on record: who, for which side, when, with which note. What both must agree to waits for the second
yes. An offer that was sent has passed the rule of its own country, and only the focal point of the country that asks
puts it on the shortlist: so a partnership is cleared by each side's rule as it begins.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session
from sqlmodel import col

from app.conversations import service as conversations
from app.conversations.sides import country, institution
from app.core.audit import record_act
from app.core.permissions import Actor
from app.core.records import Outdated, Standing
from app.country_requests.models import CountryRequest, RequestStatus
from app.country_requests.service import follow
from app.partnerships import agreeing
from app.partnerships.models import (
    PARTNERSHIP,
    Offer,
    OfferStatus,
    Partnership,
    PartnershipStep,
    PartnershipWord,
    Party,
)
from app.partnerships.permissions import CHOOSES
from app.partnerships.phases import BOTH_SIDES, Phase, moves_from

# Where the request is when one of its partnerships has come so far.
BRINGS_TO = {
    Phase.IDENTIFIED: RequestStatus.SHORTLISTED,
    Phase.NEGOTIATING: RequestStatus.NEGOTIATING,
    Phase.AGREED: RequestStatus.PARTNERED,
}


class NotAllowed(Exception):
    """No move leads there from where the partnership is."""


def shortlist(session: Session, offer_id: int, *, by: Actor, now: datetime) -> Partnership:
    """Begin the partnership, once for each offer."""
    offer = session.get_one(Offer, offer_id, with_for_update=True, populate_existing=True)
    known = partnership_of(session, offer_id)
    if known is not None:
        return known
    request = session.get_one(CountryRequest, offer.country_request_id, with_for_update=True, populate_existing=True)
    if offer.status != OfferStatus.SENT or request.status not in CHOOSES:
        raise Outdated
    row = Partnership(offer_id=offer_id, begun_at=now)
    session.add(row)
    session.flush()
    _reach(session, row, Phase.IDENTIFIED, Party.ASKS, "", by=by, now=now)
    _reach(session, row, Phase.CLEARED, Party.ASKS, "", by=by, now=now)
    return row


def move(
    session: Session, number: int, to: Phase, party: Party, *, seen: int, note: str, gain: str, by: Actor, now: datetime
) -> Partnership:
    """Go there, or say this side's yes to it; `seen` is the version that was read."""
    row = session.get_one(Partnership, number, with_for_update=True, populate_existing=True)
    if row.version != seen:
        raise Outdated
    if to not in moves_from(row.phase, row.paused):
        raise NotAllowed
    if gain:
        _keep_gain(row, party, gain)
    if agreeing.must_wait(session, row, to, party, by=by, now=now):
        row.version += 1
        _note(session, row, "ask to agree", to, party, by=by, now=now)
        return row
    return say_yes(session, row, to, party, note, by=by, now=now)


def say_yes(
    session: Session, row: Partnership, to: Phase, party: Party, note: str, *, by: Actor, now: datetime
) -> Partnership:
    """This side goes there: at once, or when the other side has said it too."""
    if to in BOTH_SIDES and to != row.paused and not _both_say(session, row, to, party, note, by=by, now=now):
        row.version += 1
        _note(session, row, "agree to phase", to, party, by=by, now=now)
        return row
    _reach(session, row, to, party, note, by=by, now=now)
    if to == Phase.INTRODUCED and row.conversation_id is None:
        _introduce(session, row, by=by, now=now)
    return row


def partnership_of(session: Session, offer_id: int) -> Partnership | None:
    return session.scalars(select(Partnership).where(col(Partnership.offer_id) == offer_id)).first()


def steps_of(session: Session, number: int) -> Sequence[PartnershipStep]:
    wanted = select(PartnershipStep).where(col(PartnershipStep.partnership_id) == number)
    return session.scalars(wanted.order_by(col(PartnershipStep.id))).all()


def words_for(session: Session, number: int) -> Sequence[PartnershipWord]:
    """The yes of one side that waits for that of the other."""
    wanted = select(PartnershipWord).where(col(PartnershipWord.partnership_id) == number)
    return session.scalars(wanted.order_by(col(PartnershipWord.id))).all()


def _both_say(
    session: Session, row: Partnership, to: Phase, party: Party, note: str, *, by: Actor, now: datetime
) -> bool:
    """Keep this side's yes; whether the other has said it too, which then becomes a step as well."""
    insert = postgresql_insert if session.get_bind().dialect.name == "postgresql" else sqlite_insert
    word = {"partnership_id": row.key, "phase": to, "party": party, "given_by": by.person_id, "given_at": now}
    session.execute(insert(PartnershipWord).values(**word, note=note).on_conflict_do_nothing())
    said = {each.party: each for each in words_for(session, row.key) if each.phase == to}
    if set(said) != set(Party):
        return False
    other = next(each for each in said.values() if each.party != party)
    step = PartnershipStep(
        partnership_id=row.key,
        phase=to,
        party=other.party,
        made_by=other.given_by,
        made_at=other.given_at,
        note=other.note,
    )
    session.add(step)
    session.flush()
    return True


def _reach(session: Session, row: Partnership, to: Phase, party: Party, note: str, *, by: Actor, now: datetime) -> None:
    session.execute(delete(PartnershipWord).where(col(PartnershipWord.partnership_id) == row.key))
    agreeing.ask_no_more(session, row, by=by, now=now)
    row.paused = row.phase if to == Phase.SUSPENDED else None
    row.phase, row.version = to, row.version + 1
    step = PartnershipStep(partnership_id=row.key, phase=to, party=party, made_by=by.person_id, made_at=now, note=note)
    session.add_all([row, step])
    session.flush()
    _note(session, row, "move partnership", to, party, by=by, now=now)
    if to in BRINGS_TO:
        offer = session.get_one(Offer, row.offer_id)
        follow(session, offer.country_request_id, to=BRINGS_TO[to], by=by, now=now)


def _introduce(session: Session, row: Partnership, *, by: Actor, now: datetime) -> None:
    """The words of the offer open their conversation."""
    offer = session.get_one(Offer, row.offer_id)
    request = session.get_one(CountryRequest, offer.country_request_id)
    subject = conversations.Subject(
        PARTNERSHIP, row.key, request.title, request.source_language, request.standing == Standing.EXAMPLE
    )
    begun = conversations.introduce(
        session,
        subject,
        first=institution(offer.organisation_id),
        second=country(request.country),
        words=offer.message,
        written_by=offer.offered_by,
        by=by,
        now=now,
    )
    row.conversation_id = begun.key
    session.flush()


def _keep_gain(row: Partnership, party: Party, gain: str) -> None:
    if party == Party.ASKS:
        row.gain_asks = gain
    else:
        row.gain_offers = gain


def _note(session: Session, row: Partnership, act: str, to: Phase, party: Party, *, by: Actor, now: datetime) -> None:
    after = {"offer": row.offer_id, "to": str(to), "phase": str(row.phase), "party": str(party)}
    record_act(session, by=by, act=act, object_type=PARTNERSHIP, object_id=row.key, now=now, after=after)
