"""The section "replies due": what waits for this reader's side, be it a question, a request, an offer or a message."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.accounts.models import Subscriber
from app.conversations.permissions import sides_read_by
from app.conversations.selection import Line, unanswered
from app.conversations.sides import name_of, side_from
from app.core.mail import absolute_url
from app.core.permissions import Actor, is_entitled
from app.core.records import Standing
from app.country_requests.selection import appointed_countries
from app.digest.desk import endorsements, offers
from app.digest.matches import page_of
from app.digest.selection import Candidate, Told, Window
from app.digest.tellings import due_since, task
from app.organisations.permissions import edited_organisations
from app.partnerships.agreeing import is_asked
from app.partnerships.models import Party
from app.partnerships.permissions import party_of
from app.partnerships.selection import Between, waiting_for_a_word
from app.partnerships.words import PHASE_WORDS
from app.questions.permissions import Asked
from app.questions.selection import unanswered as unanswered_questions
from app.translation.service import text_in, words_from


def replies_due(session: Session, _subscriber: Subscriber, window: Window) -> Sequence[Candidate]:
    """What waits longest comes first."""
    reader = window.reader
    if not reader.is_signed_in:
        return ()
    kinds = (_questions, endorsements, offers, _partnerships, _messages)
    return [candidate for kind in kinds for candidate in kind(session, reader)]


def _questions(session: Session, reader: Actor) -> Iterator[Candidate]:
    for asked in unanswered_questions(session, reader):
        question, standing = asked.question, asked.country_request.standing
        if is_entitled(reader, "question.answer", asked):
            told = partial(_question, asked)
            yield due_since(f"question:{question.key}", question.version, question.asked_at, standing, told)


def _question(asked: Asked) -> Told:
    request = asked.country_request
    return task(
        text_in(request, "title"),
        url=page_of(request),
        because=_("Somebody who may answer your request wants to know more."),
        act=_("Read and answer the question"),
        act_url=absolute_url("questions.answer", number=request.key, question_id=asked.question.key),
        example=request.standing == Standing.EXAMPLE,
    )


def _partnerships(session: Session, reader: Actor) -> Iterator[Candidate]:
    """Where one's own side has said its yes already, or its desk has the agreement before it, the word is not due."""
    organisations, countries = edited_organisations(reader), appointed_countries(reader)
    found = waiting_for_a_word(session, organisations=organisations, countries=countries) if reader.appointments else ()
    for between in found:
        row, answered, word = between.partnership, between.answered, between.word
        if not is_entitled(reader, "partnership.move", answered):
            continue
        party = party_of(reader, answered)
        has_answered = word is not None and word.party == party
        if has_answered or (party == Party.OFFERS and is_asked(session, row)):
            continue
        since = word.given_at if word else row.begun_at
        told = partial(_partnership, between)
        yield due_since(f"partnership:{row.key}", row.version, since, answered.country_request.standing, told)


def _partnership(between: Between) -> Told:
    row, request, word = between.partnership, between.answered.country_request, between.word
    return task(
        text_in(request, "title"),
        url=page_of(request),
        facts=(
            _("The other side agrees to this phase: %(phase)s", phase=PHASE_WORDS[word.phase])
            if word
            else _("The phase is now: %(phase)s", phase=PHASE_WORDS[row.phase])
        ),
        because=_("It waits for your word."),
        act=_("Open the partnership"),
        act_url=absolute_url("partnerships.show", number=row.key),
        example=request.standing == Standing.EXAMPLE,
    )


def _messages(session: Session, reader: Actor) -> Iterator[Candidate]:
    sides = sides_read_by(reader)
    for line in unanswered(session, sides) if sides else ():
        row, last = line.conversation, line.last
        if is_entitled(reader, "conversation.reply", row):
            standing = Standing.EXAMPLE if row.example else Standing.CONFIRMED
            told = partial(_message, session, line)
            yield due_since(f"conversation:{row.key}", last.key, last.written_at, standing, told)


def _message(session: Session, line: Line) -> Told:
    page = absolute_url("conversations.show", number=line.conversation.key)
    return task(
        words_from(line.conversation.title, line.conversation.language),
        url=page,
        because=_("%(institution)s writes to you.", institution=name_of(session, side_from(line.last.side))),
        act=_("Answer the message"),
        act_url=page,
        example=line.conversation.example,
    )
