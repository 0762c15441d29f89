"""Mails: a question waits, to the people of the country; it was answered, to whoever asked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from app.accounts.models import Person
from app.core.i18n import answering, current_language, in_language
from app.core.mail import Message, absolute_url
from app.core.records import Standing
from app.core.short_mail import short_message
from app.country_requests.messages import people_behind
from app.country_requests.models import CountryRequest
from app.questions.models import RequestQuestion


def people_who_asked(session: Session, row: CountryRequest) -> Iterable[Person]:
    asked = select(col(RequestQuestion.asked_by)).where(col(RequestQuestion.country_request_id) == row.key)
    return session.scalars(select(Person).where(col(Person.id).in_(asked)).order_by(col(Person.id)))


def question_waits(session: Session, row: RequestQuestion, *, now: datetime) -> Sequence[Message]:
    """To the focal points of the country that asks and whoever sent its request, each once."""
    request = session.get_one(CountryRequest, row.country_request_id)
    return [_waits(person, row, request) for person in people_behind(session, request, on=now.date())]


def _waits(person: Person, row: RequestQuestion, request: CountryRequest) -> Message:
    with in_language(answering(person.locale)):
        return short_message(
            person,
            kind="question-waits",
            dedupe_key=f"question-waits:{row.key}:{person.id}",
            subject=_("A question about your request: %(title)s", title=request.title),
            paragraphs=[
                _("Somebody who may answer your request wants to know more."),
                _("The question and your answer are shown to everybody who can read the request, without a name."),
            ],
            button=_("Read and answer the question"),
            url=absolute_url("questions.answer", lang=current_language(), number=request.key, question_id=row.key),
            why=_("You act for the country that asked."),
            example=request.standing == Standing.EXAMPLE,
        )


def question_answered(session: Session, row: RequestQuestion) -> Sequence[Message]:
    person = session.get(Person, row.asked_by) if row.asked_by else None
    if person is None or not person.active:
        return []
    request = session.get_one(CountryRequest, row.country_request_id)
    with in_language(answering(person.locale)):
        return [
            short_message(
                person,
                kind="question-answered",
                dedupe_key=f"question-answered:{row.key}",
                subject=_("Your question is answered: %(title)s", title=request.title),
                paragraphs=[_("The answer stands on the page of the request.")],
                button=_("Read the answer"),
                url=absolute_url("country_requests.by_number", lang=current_language(), number=request.key),
                why=_("You asked this question."),
                example=request.standing == Standing.EXAMPLE,
            )
        ]
