"""What happens to a question: asked once, answered once."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from app.core.audit import record_act
from app.core.permissions import Actor
from app.core.records import Outdated
from app.country_requests.models import CountryRequest
from app.questions.models import RequestQuestion
from app.questions.permissions import takes_questions

QUESTION = "request-question"  # its name in the record of acts


class TooLate(Exception):
    """The request takes no questions any more."""


def ask(
    session: Session, *, country_request_id: int, words: str, language: str, by: Actor, now: datetime
) -> tuple[RequestQuestion, bool]:
    """The question, and whether it is new: pressing twice asks once."""
    request = session.get_one(CountryRequest, country_request_id, with_for_update=True, populate_existing=True)
    if not takes_questions(request):
        raise TooLate
    same = _same(session, country_request_id, words, by)
    if same is not None:
        return same, False
    row = RequestQuestion(
        country_request_id=country_request_id, asked_by=by.person_id, asked_at=now, words=words, language=language
    )
    session.add(row)
    session.flush()
    _note(session, row, "question.ask", by=by, now=now)
    return row, True


def answer(
    session: Session, question_id: int, *, words: str, language: str, by: Actor, now: datetime, version: int
) -> RequestQuestion:
    """From here on everybody who reads the request reads both."""
    row = session.get_one(RequestQuestion, question_id, with_for_update=True, populate_existing=True)
    if row.version != version or row.answered_at is not None:
        raise Outdated
    row.answer, row.answer_language, row.answered_by, row.answered_at = words, language, by.person_id, now
    row.version += 1
    _note(session, row, "question.answer", by=by, now=now)
    return row


def _same(session: Session, country_request_id: int, words: str, by: Actor) -> RequestQuestion | None:
    wanted = select(RequestQuestion).where(
        col(RequestQuestion.country_request_id) == country_request_id,
        col(RequestQuestion.asked_by) == by.person_id,
        col(RequestQuestion.words) == words,
    )
    return session.scalars(wanted).first()


def _note(session: Session, row: RequestQuestion, act: str, *, by: Actor, now: datetime) -> None:
    after = {"request": row.country_request_id}
    record_act(session, by=by, act=act, object_type=QUESTION, object_id=row.key, now=now, after=after)
